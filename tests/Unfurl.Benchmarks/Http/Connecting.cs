using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;

namespace Unfurl.Benchmarks.Http;

internal static class Connecting
{
    /// <summary>From which workspace, for services that take only those that are listed.</summary>
    public const string Workspace = "b0000000-0000-0000-0000-000000000001";

    // Connects as a browser would. Returns Notion's access token.
    public static async Task<string> ConnectAsync(SimulatorHost notion, Uri service)
    {
        notion.Configure(TestSettings.Simulator(notion.BaseUrl, service));
        using var browser = new TestBrowser { StopsAt = url => IsNotion(url, notion) };
        var consent = await browser.OpenAsync(notion.Simulator.ConnectUrl("ada", Workspace));
        // Who could also connect without a sign-in is asked.
        const string signIn = "Sign in with github.com";
        if (consent.Text.Contains(signIn, StringComparison.Ordinal))
            consent = await browser.FollowAsync(consent, signIn);
        var callback = await browser.PressAsync(consent, "Allow");
        using var client = new HttpClient { BaseAddress = service };
        var response = await client.PostAsync(
            "/notion/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = callback.AuthorizationResponse["code"],
                    ["redirect_uri"] = notion.Simulator.Options.RedirectUri.AbsoluteUri,
                    ["client_id"] = TestSettings.ClientId,
                    ["client_secret"] = TestSettings.ClientSecret,
                }
            )
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
    }

    private static bool IsNotion(Uri url, SimulatorHost notion) =>
        url.Port == notion.BaseUrl.Port
        && url.AbsolutePath.EndsWith("externalintegrationauthcallback", StringComparison.OrdinalIgnoreCase);
}
