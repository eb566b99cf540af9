using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Logging.Secrets;

/// <summary>
/// Promise 6: no secret leaves the process. Covers the main path and its failures, with every log at its most verbose
/// level.
/// </summary>
[OnEachDatabase]
public sealed class BrowserFlowTests : HostedTests
{
    private const string NotionCode = "canary-code-of-notion";
    private const string State = "canary-state-of-notion";
    private const string AccessToken = "canary-access-token-of-notion";
    private const string RefreshToken = "canary-refresh-token-of-notion";
    private const string CertificatePassword = "canary-password-of-the-certificate";
    private const string DatabasePassword = "canary-password-of-the-database";
    private const string RedisPassword = "canary-password-of-the-cache";
    private const string WebhookSecret = "canary-secret-of-the-webhooks";
    private const string RedirectUri = "https://www.notion.so/externalintegrationauthcallback";

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-canaries-").FullName;
    private readonly List<Visit> _visits = [];
    private readonly List<ReceivedResponse> _responses = [];

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            .. VerboseLogging.Settings,
            new("Unfurl:OAuth:ClientSecret", "canary-client-secret"),
            new("Unfurl:Notion:ClientSecret", "canary-secret-of-the-connection"),
        ];

    [Fact]
    public async Task No_log_and_no_response_holds_an_unrelated_secret()
    {
        await using var notion = await StubServer.StartAsync(context =>
            context.Response.WriteAsync(
                $$"""{"access_token":"{{AccessToken}}","refresh_token":"{{RefreshToken}}","workspace_id":"w"}"""
            )
        );
        await Host.RestartServiceAsync([
            new("Unfurl:Notion:ApiUrl", notion.Url.AbsoluteUri),
            .. SecretsOfTheOperator(),
        ]);
        using var ada = UserAs("ada");

        var canaries = await ConnectAsync(ada);
        await FailAsync(ada, canaries);

        foreach (var canary in canaries)
        {
            canary.ShouldNotBeIn(Host.Service.Logs.ToString(), "the log");
            foreach (var visit in _visits.Where(visit => visit.Address.Port == Host.Service.Url.Port))
                canary.ShouldNotBeIn(visit.Page.DocumentElement.OuterHtml, $"the page {visit.Address.AbsolutePath}");
            foreach (var response in _responses)
                canary.ShouldNotBeIn(response.Body, "an answer");
        }
    }

    [Theory]
    [InlineData(200, "{\"access_token\":\"canary-access-token-of-notion\"")]
    [InlineData(200, "{\"access_token\":\"canary-access-token-of-notion\"}")]
    [InlineData(200, "{\"access_token\":[\"canary-access-token-of-notion\"],\"workspace_id\":\"w\"}")]
    [InlineData(400, "{\"error\":\"invalid canary-access-token-of-notion\"}")]
    [InlineData(401, "{\"code\":\"canary-access-token-of-notion\"}")]
    [InlineData(500, "canary-access-token-of-notion")]
    public async Task A_malformed_response_of_Notion_is_not_repeated(int status, string body)
    {
        await using var notion = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", notion.Url.AbsoluteUri)
        );
        using var ada = UserAs("ada");

        var visit = await AuthorizeAsync(ada);
        visit = await ada.Browser.PressAsync(await ada.SignInAsync(visit), "Allow");

        var canary = new Canary("Notion's token", AccessToken);
        canary.ShouldNotBeIn(Host.Service.Logs.ToString(), "the log");
        canary.ShouldNotBeIn(visit.RawLocation ?? "", "the redirect");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Settings that the main path does not need: the demo provider has no webhooks, and Redis is not used.
    private IEnumerable<KeyValuePair<string, string?>> SecretsOfTheOperator()
    {
        var certificate = Path.Combine(_folder, "keys.pfx");
        Certificates.WritePfx(certificate, CertificatePassword);
        yield return new("Unfurl:DataProtection:Certificate", certificate);
        yield return new("Unfurl:DataProtection:CertificatePassword", CertificatePassword);
        yield return new("Unfurl:Providers:acme:WebhookSecret", WebhookSecret);
        yield return new("ConnectionStrings:Redis", $"127.0.0.1:{Ports.Free()},password={RedisPassword}");
        var (key, value) = Host.Database.Setting;
        // A file has no password. The test server needs none but accepts one.
        if (key == "ConnectionStrings:Postgres")
            yield return new(key, $"{value};Password={DatabasePassword}");
    }

    private async Task<List<Canary>> ConnectAsync(NotionUser ada)
    {
        var page = Keep(await AuthorizeAsync(ada));
        var providerState = QueryHelpers.ParseQuery(page.Address.Query)["state"].ToString();
        page = Keep(await ada.SignInAsync(page));
        var callback = await ada.Browser.PressAsync(page, "Allow");
        var tokens = Tokens.From(await Notion.RedeemAsync(callback.AuthorizationResponse["code"], Ours()));
        var refreshed = await Notion.RefreshAsync(tokens.RefreshToken, Ours());
        _responses.Add(await Notion.UnfurlAsync(tokens.AccessToken, "https://acme.example/items/3"));
        return
        [
            new("our code", callback.AuthorizationResponse["code"]),
            new("our access token", tokens.AccessToken),
            new("our refresh token", tokens.RefreshToken),
            new("our second access token", refreshed["access_token"]),
            new("our client secret", "canary-client-secret"),
            new("the connection's secret", "canary-secret-of-the-connection"),
            new("the certificate's password", CertificatePassword),
            new("the database's password", DatabasePassword),
            new("the cache's password", RedisPassword),
            new("the webhooks' secret", WebhookSecret),
            new("Notion's code", NotionCode),
            new("Notion's access token", AccessToken),
            new("Notion's refresh token", RefreshToken),
            new("Notion's state", State),
            new("the provider's client secret", "unfurl-demo-secret"),
            new("the provider's access token", "acme_at_"),
            new("the provider's refresh token", "acme_rt_"),
            new("the provider's state", providerState),
            new("the browser's name", ada.Browser.Cookies["unfurl.browser"]),
            new("the session", ada.Browser.Cookies["unfurl.session"]),
        ];
    }

    // Presents every secret where it is invalid.
    private async Task FailAsync(NotionUser ada, List<Canary> canaries)
    {
        foreach (var secret in canaries.Select(canary => canary.Secret))
        {
            var escaped = Uri.EscapeDataString(secret);
            _responses.Add(await Notion.RedeemAsync(secret, Ours()));
            _responses.Add(await Notion.RefreshAsync(secret, ("client_secret", secret)));
            _responses.Add(
                await Notion.RefreshAsync(
                    secret,
                    NotionCalls.Basic(secret, secret),
                    ("client_secret", null),
                    ("client_id", null)
                )
            );
            _responses.Add(await Notion.UnfurlAsync($"x{secret}", secret));
            _responses.Add(
                await Send(HttpMethod.Post, $"/unfurl?access_token={escaped}", NotionCalls.Raw("text/plain", secret))
            );
            _responses.Add(
                await Send(
                    HttpMethod.Post,
                    $"/nowhere/{escaped}?code={escaped}",
                    NotionCalls.Raw("application/json", $"{{\"{secret}")
                )
            );
            _responses.Add(await Send(HttpMethod.Delete, $"/unfurl?uri={escaped}", null));
            _responses.Add(await Send(HttpMethod.Put, $"/notion/token?refresh_token={escaped}", null));
            foreach (
                var path in new[]
                {
                    $"/notion/authorize?code={escaped}&state={escaped}",
                    $"/notion/authorize?client_id={TestSettings.ClientId}&redirect_uri={escaped}&code={escaped}",
                    $"/signin/acme/callback?code={escaped}&state={escaped}",
                    $"/signin/acme/callback?error={escaped}&error_description={escaped}&state=x",
                    $"/consent?request={escaped}",
                    $"/signin/{escaped}",
                }
            )
                Keep(await ada.Browser.OpenWithoutFollowingAsync(new Uri(Host.Service.Url, path)));
        }
        Keep(await ada.OpenConnectionsAsync());
        Keep(await ada.Browser.OpenAsync(new Uri(Host.Service.Url, "/setup")));
        Host.Acme.Site.RevokeTokens("ada");
        _responses.Add(await Notion.UnfurlAsync(canaries[3].Secret, "https://acme.example/items/3"));
    }

    private Task<ReceivedResponse> Send(HttpMethod method, string path, HttpContent? body) =>
        Notion.SendAsync(method, path, body, $"Bearer x{AccessToken}");

    private Task<Visit> AuthorizeAsync(NotionUser ada) =>
        ada.Browser.OpenAsync(
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

    private static (string, string?)[] Ours() =>
        [("redirect_uri", RedirectUri), ("client_secret", "canary-client-secret")];

    private Visit Keep(Visit visit)
    {
        _visits.Add(visit);
        return visit;
    }
}
