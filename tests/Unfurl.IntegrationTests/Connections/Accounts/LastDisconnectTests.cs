using System.Net;
using Microsoft.AspNetCore.Http;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;
using static Unfurl.IntegrationTests.Connections.Accounts.Disconnecting;

namespace Unfurl.IntegrationTests.Connections.Accounts;

/// <summary>With its last connection an account's credentials end, here and at the provider.</summary>
public abstract class LastDisconnectTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    private const string PrivateLink = "https://acme.example/items/3";

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task The_credential_is_forgotten_and_the_provider_told(string way)
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();

        await ada.DisconnectAsync(Notion, way, "home", tokens);

        World.Acme.Site.LiveGrants("ada").ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
        (await World.Database.CountAsync("credentials WHERE is_live = 1")).ShouldBe(0);
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await ada.OpenConnectionsAsync()).Text.ShouldContain("You are ada");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task As_long_as_another_workspace_is_connected_the_credential_lives_on(string way)
    {
        using var ada = SomebodyAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));

        await ada.DisconnectAsync(Notion, way, "office", office);

        World.Acme.Site.LiveGrants("ada").ShouldBe(1);
        (await Notion.UnfurlAsync(home.AccessToken, PrivateLink)).Body.ShouldContain("attributes");
    }

    [Fact]
    public async Task Somebody_elses_credential_lives_on()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");
        var (hers, his) = (await ada.ConnectAsync(), await ben.ConnectAsync("office"));

        await ada.DisconnectAsync(Notion, InNotion, "home", hers);

        World.Acme.Site.LiveGrants("ben").ShouldBe(1);
        (await Notion.UnfurlAsync(his.AccessToken, "https://acme.example/items/1")).Body.ShouldContain("attributes");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task Who_comes_back_is_the_same_account_and_is_shown_nothing_that_was_kept(string way)
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync("office");
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);
        var before = await World.Database.TextsAsync("SELECT id FROM accounts");

        await ada.DisconnectAsync(Notion, way, "office", tokens);
        var calls = World.Acme.Site.ApiCallsTo("/items/3");
        tokens = await ada.ConnectAsync("office");
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);

        World.Acme.Site.ApiCallsTo("/items/3").ShouldBe(calls + 1);
        (await World.Database.TextsAsync("SELECT id FROM accounts")).ShouldBe(before);
        (await World.Database.CountAsync("grants")).ShouldBe(1);
    }

    [Fact]
    public async Task Disconnecting_the_provider_ends_the_credential_there_and_leaves_the_workspaces()
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink);

        await ada.DisconnectProviderAsync("acme.example");

        World.Acme.Site.LiveGrants("ada").ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
        (await World.Database.CountAsync("grants")).ShouldBe(1);
        (await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain("\"status\":401");
    }

    [Theory]
    [InlineData(InNotion)]
    [InlineData(OnThePage)]
    public async Task A_provider_that_is_away_keeps_nobody_from_disconnecting(string way)
    {
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();
        await ada.OpenConnectionsAsync();
        await World.Acme.DisposeAsync();

        await ada.DisconnectAsync(Notion, way, "home", tokens);

        (await StoredTokensAsync()).ShouldBe([""]);
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        World.Service.Logs.Lines.ShouldContain(line => line.Reason == "revocation_failed");
    }

    [Fact]
    public async Task Signing_in_again_leaves_one_credential_at_the_provider()
    {
        using var office = SomebodyAs("ada");
        using var home = SomebodyAs("ada");
        await office.ConnectAsync("office");

        await home.ConnectAsync("home");

        World.Acme.Site.LiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task The_credential_of_a_refused_sign_in_does_not_live_on()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");
        await ada.ConnectAsync();
        await ben.OpenConnectionsAsync();
        var page = await ben.Browser.OpenAsync(new Uri(World.Service.Url, "/signin/acme?add=true&switch_account=true"));

        var refused = await ben.SignInAsync(page, asLogin: "ada");

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        World.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.AccountOfSomebodyElse);
        World.Acme.Site.LiveGrants("ada").ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_is_allowed_while_the_last_one_ends_is_refused_and_leaves_nothing()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var notion = await StubServer.StartAsync(async context =>
        {
            asked.SetResult();
            await answer.Task;
            await context.Response.WriteAsync("""{"access_token":"t","workspace_id":"other"}""");
        });
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync();
        await World.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", notion.Url.AbsoluteUri)
        );
        var consent = await ada.Browser.OpenAsync(
            new Uri(
                World.Service.Url,
                "/notion/authorize?client_id=notion&response_type=code&state=s&code=c&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback"
            )
        );
        var pending = ada.Browser.PressAsync(consent, "Allow");
        await asked.Task;

        await ada.DisconnectAsync(Notion, InNotion, "home", tokens);
        answer.SetResult();
        var callback = await pending;

        callback.Answer["error"].ShouldBe("temporarily_unavailable");
        World.Service.Logs.Lines.ShouldContain(line => line.Reason == RefusalReasons.DisconnectedMeanwhile);
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        World.Acme.Site.LiveGrants("ada").ShouldBe(0);
    }

    [Fact]
    public async Task A_new_connection_at_the_same_moment_has_a_credential_that_works_or_there_is_none()
    {
        const int Rounds = 12;
        using var ada = SomebodyAs("ada");
        var tokens = await ada.ConnectAsync("workspace-0");
        var connected = 0;

        for (var round = 1; round <= Rounds; round++)
        {
            var consent = await ada.ReachConsentAsync($"workspace-{round}");
            var allow = ada.Browser.PressAsync(consent, "Allow");
            var end = Notion.DeleteGrantAsync(new { token = tokens.AccessToken });
            var (callback, deletion) = (await allow, await end);

            deletion.Status.ShouldBe(HttpStatusCode.OK);
            if (callback.Answer.TryGetValue("code", out var code))
            {
                connected++;
                tokens = Tokens.From(await Notion.RedeemAsync(code));
            }
            else
            {
                (await World.Database.CountAsync("grants")).ShouldBe(0, $"round {round}: {callback.Status}");
                tokens = await ada.ConnectAsync($"workspace-{round}");
            }
            (await Notion.UnfurlAsync(tokens.AccessToken, PrivateLink)).Body.ShouldContain(
                "attributes",
                Case.Sensitive,
                $"round {round}, connected {connected}"
            );
            World.Acme.Site.LiveGrants("ada").ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public async Task The_credential_of_who_signed_in_and_never_connected_ends_after_the_session()
    {
        using var ada = SomebodyAs("ada");
        await ada.OpenConnectionsAsync();

        await AdvanceUntilRevokedAsync(TimeSpan.FromHours(12));

        (await StoredTokensAsync()).ShouldBe([""]);
    }

    [Fact]
    public async Task The_credential_of_a_grant_that_expired_unused_ends_too()
    {
        using var ada = SomebodyAs("ada");
        await ada.ConnectAsync();

        await AdvanceUntilRevokedAsync(TimeSpan.FromDays(180));

        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await StoredTokensAsync()).ShouldBe([""]);
    }

    /// <summary>The worker looks every five minutes.</summary>
    private async Task AdvanceUntilRevokedAsync(TimeSpan lifetime)
    {
        World.Clock.Advance(lifetime - TimeSpan.FromSeconds(1));
        await World.RestartServiceAsync();
        World.Acme.Site.LiveGrants("ada").ShouldBe(1);
        World.Clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(
            () => Task.FromResult(World.Acme.Site.LiveGrants("ada") == 0),
            "the credential that nobody uses is revoked"
        );
    }

    private Task<IReadOnlyList<string>> StoredTokensAsync() =>
        World.Database.TextsAsync(
            "SELECT protected_access_token || coalesce(protected_refresh_token, '') FROM credentials"
        );

    public sealed class OnSqlite() : LastDisconnectTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : LastDisconnectTests(postgres);
}
