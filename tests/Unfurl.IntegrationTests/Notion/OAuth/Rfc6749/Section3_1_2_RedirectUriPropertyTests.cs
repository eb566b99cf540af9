using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Notion.OAuth;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>
/// RFC 6749 §10.15, RFC 9700 §4.11: no modification of Notion's redirect URI causes a redirect elsewhere.
/// </summary>
public sealed class Section3_1_2_RedirectUriPropertyTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const int Samples = 30_000;

    // Below the rate limit per address and minute.
    private const int SamplesOverHttp = 250;

    private static readonly string[] Spellings =
    [
        "https://www.notion.so/externalintegrationauthcallback",
        "https://notion.so/externalIntegrationAuthCallback",
        "www.notion.so/externalintegrationauthcallback",
        "notion.so/externalintegrationauthcallback",
    ];

    private static readonly string[] Pieces =
    [
        .. "./\\:@?#%&=+ \t\r\n\0\u00ad\u200b\u202e\ufeff\u0131\u017f\u212a。．｡／＠：ｎｏѕоԁ".Select(c =>
            c.ToString()
        ),
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "%00",
        "%0d%0a",
        "%252e",
        "www.",
        "WWW.",
        ".evil.com",
        "evil.com/",
        "evil.com@",
        "user@",
        "user:password@",
        ":443",
        ":8443",
        ":0",
        "//",
        "/..",
        "/.",
        "../",
        "#fragment",
        "?next=1",
        "?",
        "&redirect_uri=https://evil.com",
        "http://",
        "https://",
        "HTTPS://",
        "javascript:",
        "xn--",
        "[::1]",
    ];

    private static readonly Gen<Func<string, string>> Mutation = Gen.Frequency<Func<string, string>>(
        (6, At((text, at, piece) => text.Insert(at, piece))),
        (4, At((text, at, piece) => text[..at] + piece + text[Math.Min(at + 1, text.Length)..])),
        (2, At((text, at, _) => text[..at] + text[Math.Min(at + 1, text.Length)..])),
        (2, At((text, at, _) => text[..at] + Swapped(text[at..]))),
        (
            1,
            At(
                (text, at, _) =>
                    at < text.Length
                        ? text[..at] + Uri.HexEscape(text[at] < 256 ? text[at] : 'x') + text[(at + 1)..]
                        : text
            )
        ),
        (
            1,
            Gen.Elements(Pieces)
                .Select(piece => (Func<string, string>)(text => text.Replace(".", piece, StringComparison.Ordinal)))
        ),
        (
            1,
            Gen.Elements(Pieces)
                .Select(piece => (Func<string, string>)(text => text.Replace("/", piece, StringComparison.Ordinal)))
        ),
        (1, Gen.Elements(Pieces).Select(piece => (Func<string, string>)(text => piece + text))),
        (1, Gen.Elements(Pieces).Select(piece => (Func<string, string>)(text => text + piece)))
    );

    private static readonly Gen<string> Mutated = Gen.Choose(0, 4)
        .SelectMany(count => Mutation.ArrayOf(count))
        .SelectMany(mutations =>
            Gen.Elements(Spellings).Select(start => mutations.Aggregate(start, (text, mutate) => mutate(text)))
        );

    [Fact]
    public void An_address_is_accepted_as_Notions_own_or_not_at_all()
    {
        var list = shared.Host.Service.Services.GetRequiredService<RedirectUris>();
        var (accepted, rejected) = (0, 0);

        foreach (var text in Mutated.Sample(Samples))
        {
            if (list.Accept(text) is not { } uri)
            {
                rejected++;
                continue;
            }
            accepted++;
            uri.OriginalString.ShouldMatch(NotionsOwnPattern, $"for {Uri.EscapeDataString(text)}");
            uri.AbsoluteUri.ShouldMatch(NotionsOwnPattern, $"for {Uri.EscapeDataString(text)}");
        }

        // Without both outcomes the test would prove nothing.
        (accepted > Samples / 20, rejected > Samples / 2).ShouldBe(
            (true, true),
            $"{accepted} accepted, {rejected} refused"
        );
    }

    [Fact]
    public async Task The_browser_is_sent_to_Notion_or_shown_an_error_page()
    {
        using var browser = shared.Host.CreateBrowser();
        var redirected = 0;

        foreach (var text in Mutated.Sample(SamplesOverHttp))
        {
            var visit = await browser.OpenWithoutFollowingAsync(
                new Uri(
                    shared.Host.Service.Url,
                    $"/notion/authorize?client_id={TestSettings.ClientId}&state=s&code=c&redirect_uri={Uri.EscapeDataString(text)}"
                )
            );

            if (visit.RawLocation is { } location)
            {
                redirected++;
                visit.Status.ShouldBe(HttpStatusCode.Redirect);
                location.Split('?')[0].ShouldMatch(NotionsOwnPattern, $"for {Uri.EscapeDataString(text)}");
            }
            else
            {
                visit.Status.ShouldBe(HttpStatusCode.BadRequest, Uri.EscapeDataString(text));
                visit.Headers.ContainsKey("Refresh").ShouldBeFalse();
                visit.Page.QuerySelector("meta[http-equiv=refresh]").ShouldBeNull();
            }
        }

        redirected.ShouldBeInRange(1, SamplesOverHttp - 1);
    }

    private const string NotionsOwnPattern = "^(?i:https://(www[.])?notion[.]so/externalintegrationauthcallback)$";

    private static Gen<Func<string, string>> At(Func<string, int, string, string> mutate) =>
        Gen.Choose(0, 1000)
            .SelectMany(position =>
                Gen.Elements(Pieces)
                    .Select(piece => (Func<string, string>)(text => mutate(text, position % (text.Length + 1), piece)))
            );

    private static string Swapped(string text) =>
        string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}
