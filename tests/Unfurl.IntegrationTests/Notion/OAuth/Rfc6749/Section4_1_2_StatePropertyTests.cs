using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §4.1.2: "the exact value received from the client".</summary>
public sealed class Section4_1_2_StatePropertyTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    // Below the rate limit per address and minute.
    private const int Samples = 250;

    private const int Limit = 4096;

    // Characters that need no escape in a query value (RFC 3986 §3.4), except the separator.
    private const string QueryCharacters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,;=:@/?";

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements(QueryCharacters.ToCharArray()).Select(c => c.ToString()),
        Gen.Choose(0, 255).Select(value => $"%{value:X2}"),
        Gen.Choose(0, 255).Select(value => $"%{value:x2}"),
        Gen.Elements("ü", "日", "🦊", "\u202e", "\ufeff", "\n", "&", "#", " ", "%").Select(Uri.EscapeDataString)
    );

    private static readonly Gen<string> State = Gen.Frequency(
            (8, Gen.Choose(1, 60)),
            (1, Gen.Choose(1000, 2000)),
            (1, Gen.Constant(Limit))
        )
        .SelectMany(length => Piece.ArrayOf(length))
        // The request line is limited to eight kilobytes, less than four thousand escapes.
        .Select(pieces => string.Concat(pieces.Length < Limit ? pieces : pieces.Where(piece => piece.Length == 1)));

    [Fact]
    public async Task Any_state_comes_back_byte_for_byte()
    {
        using var browser = shared.Host.CreateBrowser();
        foreach (var state in State.Sample(Samples).Where(state => state.Length is > 0 and < 7000))
        {
            var address = new Uri(
                $"{shared.Host.Service.Url}notion/authorize?client_id={TestSettings.ClientId}&state={state}&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            );

            var visit = await browser.OpenWithoutFollowingAsync(address);

            visit.RawLocation.ShouldNotBeNull($"{visit.Status} for {state}");
            visit.RawLocation.ShouldEndWith($"&state={state}");
        }
    }
}
