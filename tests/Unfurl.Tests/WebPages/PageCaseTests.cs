using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Adapters.Testing;
using Unfurl.Testing;
using Unfurl.WebPages;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Walls;

namespace Unfurl.Tests.WebPages;

/// <summary>
/// <c>Pages/NAME.http</c> is what a site answered, and <c>NAME.expected.json</c> what a careful person reads in it, written by hand.
/// </summary>
public sealed class PageCaseTests
{
    private static readonly string Folder = RepositoryRoot.File("tests", "Unfurl.Tests", "WebPages", "Pages");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.http").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_is_read_as_people_read_it(string name)
    {
        var expected = JsonNode
            .Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.expected.json")))!
            .AsObject();
        var (verdict, facts) = await ReadAsync(name, expected["url"]!.GetValue<string>());
        expected.Remove("about");
        expected.Remove("url");
        foreach (var key in (string[])["published", "modified"])
        {
            if (expected[key]?.GetValue<string>() is { } text)
                expected[key] = PageJson.TextOf(
                    DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                );
        }

        var actual = JsonNode.Parse(PageJson.Of(verdict, facts))!.AsObject();
        actual.Remove("reason");

        actual.ToJsonString(Options).ShouldBe(expected.ToJsonString(Options));
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static async Task<(Verdict, PageFacts?)> ReadAsync(string name, string url)
    {
        var site = new Uri("https://pages.acme.example");
        var recorded = RecordedHttp.Load(Path.Combine(Folder, $"{name}.http"));
        using var http = new HttpClient(new Recorded(recorded, site));
        var call = new ProviderCall(http, null, TimeProvider.System, new NoLog());
        return await new PageReader(
            new PageClient(site, site, [site], "Authorization"),
            TimeSpan.FromMinutes(1)
        ).ReadAsync(url, call, default);
    }

    private sealed class Recorded(RecordedHttp recorded, Uri site) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var exchange = recorded.Exchanges.FirstOrDefault(it => it.Answers(request, [site]));
            exchange.ShouldNotBeNull($"{request.RequestUri} is asked for, and not recorded.");
            return exchange.Respond();
        }
    }
}
