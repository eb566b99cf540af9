using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Storage;

[OnEachDatabase]
public sealed class SecretsAtRestTests : HostedTests
{
    private const string NotionCode = "code-that-Notion-gave-for-us";
    private const string NotionAccessToken = "ntn_access-token-of-notion";
    private const string NotionRefreshToken = "nrt_refresh-token-of-notion";
    private const string State = "state-that-only-Notion-knows";

    [Fact]
    public async Task Neither_the_storage_nor_the_log_holds_a_secret_in_clear()
    {
        await using var notion = await StubServer.StartAsync(RespondAsNotionAsync);
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", notion.Url.AbsoluteUri)
        );
        using var ada = UserAs("ada");
        var secrets = await ConnectAsync(ada);

        var (stored, logged) = (await Host.Database.DumpAsync(), Host.Service.Logs.ToString());

        stored.ShouldContain("protected_", Case.Insensitive, "the dump is not empty");
        foreach (var (name, secret) in secrets)
        {
            stored.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{name} is stored in clear");
            stored
                .Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..^4], StringComparison.Ordinal)
                .ShouldBeFalse($"{name} is stored in base64");
            logged.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{name} is logged: {Line(secret)}");
        }
    }

    [Fact]
    public async Task Our_tokens_are_stored_as_hashes()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();

        var hashes = await Host.Database.HashesAsync();

        hashes.Count.ShouldBe(4);
        hashes.ShouldAllBe(hash => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public async Task Tokens_rejected_by_a_provider_are_deleted()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        Host.Acme.Site.RevokeTokens("ada");

        await new NotionCalls(Host).UnfurlAsync(tokens.AccessToken, "https://acme.example/items/3");

        (await Host.Database.CountAsync(Rows.RevokedCredentials)).ShouldBe(1);
        (await Host.Database.CountAsync(Rows.CredentialsWithTokens)).ShouldBe(0);
    }

    private async Task<Dictionary<string, string>> ConnectAsync(NotionUser ada)
    {
        var calls = new NotionCalls(Host);
        const string RedirectUri = "https://www.notion.so/externalintegrationauthcallback";
        var page = await ada.Browser.OpenAsync(
            new Uri(
                QueryHelpers.AddQueryString(
                    new Uri(Host.Service.Url, "/notion/authorize").AbsoluteUri,
                    new Dictionary<string, string?>
                    {
                        ["client_id"] = TestSettings.ClientId,
                        ["redirect_uri"] = RedirectUri,
                        ["response_type"] = "code",
                        ["state"] = State,
                        ["code"] = NotionCode,
                    }
                )
            )
        );
        var providerState = QueryHelpers.ParseQuery(page.Address.Query)["state"].ToString();
        page = await ada.SignInAsync(page);
        var request = page.Form("Allow").Fields.Single(field => field.Key == "request").Value;
        var pending = await Host.Database.DumpAsync();
        pending.ShouldNotContain(NotionCode);
        pending.ShouldNotContain(request);
        var callback = await ada.Browser.PressAsync(page, "Allow");
        var code = callback.AuthorizationResponse["code"];
        var tokens = Tokens.From(await calls.RedeemAsync(code, ("redirect_uri", RedirectUri)));
        var refreshed = await calls.RefreshAsync(tokens.RefreshToken);
        await calls.UnfurlAsync(tokens.AccessToken, "https://acme.example/items/3");
        await calls.RedeemAsync(code, ("redirect_uri", RedirectUri));
        var connections = await ada.OpenConnectionsAsync();
        connections.Status.ShouldBe(HttpStatusCode.OK);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["our code"] = code,
            ["our access token"] = tokens.AccessToken,
            ["our refresh token"] = tokens.RefreshToken,
            ["our second access token"] = refreshed["access_token"],
            ["the client secret"] = TestSettings.ClientSecret,
            ["Notion's code"] = NotionCode,
            ["Notion's state"] = State,
            ["Notion's access token"] = NotionAccessToken,
            ["Notion's refresh token"] = NotionRefreshToken,
            ["the connection's secret"] = TestSettings.NotionClientSecret,
            ["the provider's client secret"] = "unfurl-demo-secret",
            ["the provider's access token"] = "acme_at_",
            ["the provider's refresh token"] = "acme_rt_",
            ["the provider's state"] = providerState,
            ["the request's id"] = request,
            ["the browser's name"] = ada.Browser.Cookies["unfurl.browser"],
            ["the session"] = ada.Browser.Cookies["unfurl.session"],
        };
    }

    private string Line(string secret) =>
        Host
            .Service.Logs.Lines.Where(line => line.Text.Contains(secret, StringComparison.Ordinal))
            .Select(line => $"{line.Category}: {line.Text}")
            .FirstOrDefault("");

    private static Task RespondAsNotionAsync(HttpContext context) =>
        context.Response.WriteAsync(
            $$"""{"access_token":"{{NotionAccessToken}}","refresh_token":"{{NotionRefreshToken}}","workspace_id":"w","bot_id":"b","workspace_name":"W"}"""
        );
}
