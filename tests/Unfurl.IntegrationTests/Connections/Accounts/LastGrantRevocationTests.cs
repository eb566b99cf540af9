using Microsoft.AspNetCore.Http;
using Unfurl.Server.Logging;
using static Unfurl.IntegrationTests.Connections.Accounts.DisconnectExtensions;

namespace Unfurl.IntegrationTests.Connections.Accounts;

[OnEachDatabase]
public sealed class LastGrantRevocationTests : HostedTests
{
    private const string PrivateLink = "https://acme.example/items/3";

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task The_credential_is_deleted_and_revoked_at_the_provider(string way)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        await ada.DisconnectAsync(Notion, way, "home", tokens);

        Host.Acme.Site.ActiveGrants("ada").ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
        (await Host.Database.CountAsync(Rows.ActiveCredentials)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await ada.OpenConnectionsAsync()).Text.ShouldContain("You are ada");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task The_credential_stays_active_while_another_workspace_is_connected(string way)
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));

        await ada.DisconnectAsync(Notion, way, "office", office);

        Host.Acme.Site.ActiveGrants("ada").ShouldBe(1);
        (await Notion.UnfurlAsync(home.AccessToken, PrivateLink)).Body.ShouldContain("attributes");
    }

    [Fact]
    public async Task The_credential_of_another_account_stays_active()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        var (hers, his) = (await ada.ConnectAsync(), await ben.ConnectAsync("office"));

        await ada.DisconnectAsync(Notion, InNotion, "home", hers);

        Host.Acme.Site.ActiveGrants("ben").ShouldBe(1);
        (await Notion.UnfurlAsync(his.AccessToken, "https://acme.example/items/1")).Body.ShouldContain("attributes");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task A_returning_user_gets_the_same_account_and_no_cached_preview(string way)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync("office");
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);
        var before = await Host.Database.AccountIdsAsync();

        await ada.DisconnectAsync(Notion, way, "office", tokens);
        var calls = Host.Acme.Site.ApiCallsTo("/items/3");
        tokens = await ada.ConnectAsync("office");
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);

        Host.Acme.Site.ApiCallsTo("/items/3").ShouldBe(calls + 1);
        (await Host.Database.AccountIdsAsync()).ShouldBe(before);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
    }

    [Fact]
    public async Task Disconnecting_a_provider_revokes_its_credential_and_keeps_the_grants()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);

        await ada.DisconnectProviderAsync("acme.example");

        Host.Acme.Site.ActiveGrants("ada").ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
        (await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain("\"status\":401");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task An_unreachable_provider_does_not_block_disconnecting(string way)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await ada.OpenConnectionsAsync();
        await Host.Acme.DisposeAsync();

        // The provider is tried twice, with a pause.
        await Host.Clock.AdvanceUntilAsync(ada.DisconnectAsync(Notion, way, "home", tokens));

        (await StoredTokensAsync()).ShouldBe([""]);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        Host.Service.Logs.Lines.ShouldContain(line => line.Reason == "revocation_failed");
    }

    [Fact]
    public async Task Signing_in_again_leaves_one_credential_at_the_provider()
    {
        using var office = UserAs("ada");
        using var home = UserAs("ada");
        await office.ConnectAsync("office");

        await home.ConnectAsync("home");

        Host.Acme.Site.ActiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task The_credential_of_a_rejected_sign_in_is_revoked()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        await ada.ConnectAsync();
        await ben.OpenConnectionsAsync();
        var page = await ben.Browser.OpenAsync(new Uri(Host.Service.Url, "/signin/acme?add=true&switch_account=true"));

        var rejected = await ben.SignInAsync(page, asLogin: "ada");

        rejected.Status.ShouldBe(HttpStatusCode.BadRequest);
        Host.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.AccountOwnedByAnother);
        Host.Acme.Site.ActiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task A_consent_given_while_the_last_grant_is_revoked_is_rejected_and_stores_nothing()
    {
        var (requested, response) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var notion = await StubServer.StartAsync(async context =>
        {
            requested.SetResult();
            await response.Task;
            await context.Response.WriteAsync("""{"access_token":"t","workspace_id":"other"}""");
        });
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", notion.Url.AbsoluteUri)
        );
        var consent = await ada.Browser.OpenAsync(
            new Uri(
                Host.Service.Url,
                "/notion/authorize?client_id=notion&response_type=code&state=s&code=c&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback"
            )
        );
        var pending = ada.Browser.PressAsync(consent, "Allow");
        await requested.Task;

        await ada.DisconnectAsync(Notion, InNotion, "home", tokens);
        response.SetResult();
        var callback = await pending;

        callback.AuthorizationResponse["error"].ShouldBe("temporarily_unavailable");
        Host.Service.Logs.Lines.ShouldContain(line => line.Reason == OAuthReasons.DisconnectedConcurrently);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        Host.Acme.Site.ActiveGrants("ada").ShouldBe(0);
    }

    [Fact]
    public async Task A_concurrent_new_connection_has_an_active_credential_or_does_not_exist()
    {
        const int Rounds = 12;
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync("workspace-0");
        var connected = 0;

        for (var round = 1; round <= Rounds; round++)
        {
            var consent = await ada.ReachConsentAsync($"workspace-{round}");
            var allow = ada.Browser.PressAsync(consent, "Allow");
            var end = Notion.DeleteGrantAsync(new { token = tokens.AccessToken });
            var (callback, deletion) = (await allow, await end);

            deletion.Status.ShouldBe(HttpStatusCode.OK);
            if (callback.AuthorizationResponse.TryGetValue("code", out var code))
            {
                connected++;
                tokens = Tokens.From(await Notion.RedeemAsync(code));
            }
            else
            {
                (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0, $"round {round}: {callback.Status}");
                tokens = await ada.ConnectAsync($"workspace-{round}");
            }
            (await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain(
                "attributes",
                Case.Sensitive,
                $"round {round}, connected {connected}"
            );
            Host.Acme.Site.ActiveGrants("ada").ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public async Task The_credential_of_a_sign_in_without_a_grant_is_revoked_after_the_session()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();

        await AdvanceUntilCredentialsRevokedAsync(TimeSpan.FromHours(12));

        (await StoredTokensAsync()).ShouldBe([""]);
    }

    [Fact]
    public async Task The_credential_of_an_expired_grant_is_revoked()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();

        await AdvanceUntilCredentialsRevokedAsync(TimeSpan.FromDays(180));

        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
    }

    // The worker polls every five minutes.
    private async Task AdvanceUntilCredentialsRevokedAsync(TimeSpan lifetime)
    {
        Host.Clock.Advance(lifetime - TimeSpan.FromSeconds(1));
        await Host.RestartServiceAsync();
        Host.Acme.Site.ActiveGrants("ada").ShouldBe(1);
        await Host.Clock.AdvanceUntilAsync(
            TimeSpan.FromMinutes(5),
            () => Task.FromResult(Host.Acme.Site.ActiveGrants("ada") == 0),
            "the unused credential is revoked"
        );
    }

    private Task<IReadOnlyList<string>> StoredTokensAsync() => Host.Database.ProtectedTokensAsync();
}
