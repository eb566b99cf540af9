using FsCheck;
using FsCheck.Fluent;
using Unfurl.Adapters.Testing;
using Unfurl.Adapters.Testing.Recordings;
using Unfurl.Testing;
using Unfurl.WebPages;
using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Walls;

namespace Unfurl.Tests.WebPages;

/// <summary>Whatever a site answers, it is a page with a title, or something that is no page.</summary>
public sealed class PagePropertyTests
{
    private static readonly Uri Site = new("https://pages.acme.example");

    // What means something in HTML, JSON-LD, an address, a date or an encoding.
    private static readonly string[] Pieces =
    [
        "",
        "\0",
        "\r\n",
        "\uFEFF",
        "\u00A0",
        "ünï",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<![CDATA[",
        "<p>",
        "<h1>",
        "</title>",
        "<title>",
        "<table>",
        "<template>",
        "<svg><title>",
        "<math>",
        "<noscript>",
        "<script type=application/ld+json>",
        "</script>",
        "<style>",
        "<textarea>",
        "<base href=//>",
        "<base href=http://[>",
        "<meta property=og:title content=",
        "<meta property=og:image content='http://'>",
        "<meta http-equiv=refresh content='0;url=",
        "<meta charset=utf-16>",
        "<meta charset=x-user-defined>",
        "<link rel=icon sizes=99999999999x1 href=a>",
        "<link rel=canonical href='http://a:99999'>",
        "<input type=password>",
        "<div itemscope itemtype=Article>",
        "itemprop=headline ",
        "typeof=Article property=name ",
        "{\"@graph\":[",
        "{\"@type\":\"Article\",\"headline\":",
        "{\"@id\":\"#a\",\"author\":{\"@id\":\"#a\"}}",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "\\ud800",
        "\\udfff",
        "<iframe src=/login>",
        "<a-b><template shadowrootmode=open>",
        "You do not have permission to view this page.",
        "\"",
        "'",
        "]}",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "rgb(999,1,1)",
    ];

    private static readonly string[] Types =
    [
        "text/html; charset=utf-16",
        "text/html; charset=",
        "text/html; charset=\"\"",
        "text/html;;;",
        "application/xhtml+xml; charset=shift_jis",
        "image/png",
        "nonsense",
    ];

    private static readonly IReadOnlyList<(string Url, IReadOnlyList<RecordedExchange> Exchanges)> Pages =
    [
        .. Directory
            .EnumerateFiles(RepositoryRoot.File("tests", "Unfurl.Tests", "WebPages", "Pages"), "*.http")
            .Order(StringComparer.Ordinal)
            .Select(file => RecordedHttp.Load(file).Exchanges)
            .Select(exchanges => (exchanges[0].Target, exchanges)),
    ];

    [Fact]
    public void What_is_answered_is_a_page_or_is_not()
    {
        var property = Prop.ForAll(
            (
                from page in Gen.Elements(Pages.ToArray())
                from changes in Gen.ListOf(Spoiling.Of(Pieces, repeats: 2000), 4)
                from count in Gen.Choose(0, 4)
                from type in Gen.Frequency((9, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(Types)))
                select (page, new Answering([.. changes.Take(count)], type))
            ).ToArbitrary(),
            it => IsPageOrNot(it.page.Url, it.page.Exchanges, it.Item2)
        );

        Check.One(Fuzz.Config(400), property);
    }

    private static bool IsPageOrNot(string url, IReadOnlyList<RecordedExchange> exchanges, Answering answering)
    {
        using var http = new HttpClient(new SpoiledSite(exchanges, answering));
        var call = new ProviderCall(http, null, TimeProvider.System, new NoLog());
        var reader = new PageReader(new PageClient(Site, Site, [Site], "Authorization"), TimeSpan.FromMinutes(1));
        var (verdict, facts) = reader.ReadAsync(url, call, CancellationToken.None).GetAwaiter().GetResult();
        return verdict is Verdict.Page
            ? facts?.Title is { Length: > 0 } && PageJson.Of(verdict, facts) is not null
            : facts is null;
    }

    private sealed record Answering(IReadOnlyList<Spoiling> Changes, string? Type);

    private sealed class SpoiledSite(IReadOnlyList<RecordedExchange> exchanges, Answering answering)
        : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var exchange = exchanges.FirstOrDefault(it => it.Answers(request, [Site])) ?? exchanges[^1];
            var headers = answering.Type is { } type
                ? exchange.Headers.Where(header => header.Key != "Content-Type").Append(new("Content-Type", type))
                : exchange.Headers;
            return Task.FromResult(
                (
                    exchange with
                    {
                        Body = Spoiling.Spoil(exchange.Body, answering.Changes),
                        Headers = [.. headers],
                    }
                ).Respond()
            );
        }
    }
}
