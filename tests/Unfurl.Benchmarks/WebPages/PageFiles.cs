using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Adapters.Testing;
using Unfurl.Testing.Providers;
using Unfurl.WebPages;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Reading;

namespace Unfurl.Benchmarks.WebPages;

/// <summary>Writes what <c>tests/page-peers</c> compares with other libraries.</summary>
internal static class PageFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What ours reads of every page of the corpus.</summary>
    public static async Task WriteReadAsync(string file)
    {
        var all = new JsonObject();
        foreach (var name in MeasuredPage.CorpusNames)
        {
            var expected = JsonNode.Parse(
                await File.ReadAllTextAsync(Path.Combine(MeasuredPage.Folder, $"{name}.expected.json"))
            )!;
            using var http = new HttpClient(new Recorded(MeasuredPage.Recording(name)));
            var call = new ProviderCall(http, null, TimeProvider.System, new NoLog());
            var site = MeasuredPage.Site;
            // A reader of its own: what it remembers of a site is not what one page says.
            var reader = new PageReader(new PageClient(site, site, [site], "Authorization"));
            var (verdict, facts) = await reader.ReadAsync(expected["url"]!.GetValue<string>(), call, default);
            all[name] = JsonNode.Parse(PageJson.Of(verdict, facts));
        }
        await File.WriteAllTextAsync(file, all.ToJsonString(Options));
    }

    /// <summary>The pages that are measured, as text: libraries for Node take it, and each should read the same.</summary>
    public static async Task WriteTextsAsync(string file)
    {
        var texts = new JsonArray();
        foreach (var (isMade, page) in All())
        {
            using var document = await PageParser.ParseAsync(page.Html, PageParser.Limit, default);
            texts.Add(
                new JsonObject
                {
                    ["name"] = page.Name,
                    ["made"] = isMade,
                    ["url"] = page.Html.Address.AbsoluteUri,
                    ["html"] = document?.Source.Text,
                }
            );
        }
        await File.WriteAllTextAsync(file, texts.ToJsonString(Options));
    }

    private static IEnumerable<(bool IsMade, MeasuredPage Page)> All() =>
        MeasuredPage.Corpus().Select(page => (false, page)).Concat(MeasuredPage.Made().Select(page => (true, page)));

    private sealed class Recorded(RecordedHttp recorded) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                recorded.Exchanges.FirstOrDefault(it => it.Answers(request, [MeasuredPage.Site]))?.Respond()
                    ?? new HttpResponseMessage(HttpStatusCode.NotFound)
            );
    }
}
