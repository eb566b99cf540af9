using System.Globalization;
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
                expected[key] = Text(
                    DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                );
        }

        Json(verdict, facts).ToJsonString(Options).ShouldBe(expected.ToJsonString(Options));
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static async Task<(Verdict, PageFacts?)> ReadAsync(string name, string url)
    {
        var site = new Uri("https://pages.acme.example");
        var recorded = RecordedHttp.Load(Path.Combine(Folder, $"{name}.http"));
        using var http = new HttpClient(new Recorded(recorded, site));
        var call = new ProviderCall(http, null, TimeProvider.System, new NoLog());
        return await new PageReader(new PageClient(site, site, [site], "Authorization")).ReadAsync(url, call, default);
    }

    private static JsonObject Json(Verdict verdict, PageFacts? facts)
    {
        var json = new JsonObject
        {
            ["outcome"] = verdict switch
            {
                Verdict.Page => "page",
                Verdict.SignIn => "sign-in",
                Verdict.Missing => "missing",
                _ => "failed",
            },
        };
        if (facts is null)
            return json;
        Add("title", facts.Title);
        Add("description", facts.Description);
        if (facts.Image is { } image)
        {
            var size = new JsonObject { ["url"] = image.Url.AbsoluteUri };
            if (image.Width is { } width)
                size["width"] = width;
            if (image.Height is { } height)
                size["height"] = height;
            json["image"] = size;
        }
        Add("icon", facts.Icon?.AbsoluteUri);
        Add("site", facts.Site);
        Add("author", facts.Author);
        Add("published", Text(facts.Published));
        Add("modified", Text(facts.Modified));
        Add("language", facts.Language);
        Add("color", facts.Color is { } color ? $"#{color.R:x2}{color.G:x2}{color.B:x2}" : null);
        if (facts.Media is { } media)
            json["media"] = new JsonObject
            {
                ["kind"] = media.Kind.ToString().ToLowerInvariant(),
                ["url"] = media.Url.AbsoluteUri,
            };
        Add("canonical", facts.Canonical?.AbsoluteUri);
        return json;

        void Add(string key, string? value)
        {
            if (value is not null)
                json[key] = value;
        }
    }

    private static string? Text(DateTimeOffset? time) =>
        time is not { } value ? null
        : value.TimeOfDay == TimeSpan.Zero && value.Offset == TimeSpan.Zero
            ? value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : value.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

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

    private sealed class NoLog : IAdapterLog
    {
        public void Debug(string message) { }

        public void Warn(string message) { }
    }
}
