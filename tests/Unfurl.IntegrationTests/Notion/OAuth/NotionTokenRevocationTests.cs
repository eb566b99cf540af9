using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Connections.Accounts;
using Unfurl.Server.Notion.Push;
using static Unfurl.IntegrationTests.Connections.Accounts.DisconnectExtensions;

namespace Unfurl.IntegrationTests.Notion.OAuth;

/// <summary>Whoever disconnects here leaves no token of Notion's alive that nobody needs.</summary>
[OnEachDatabase]
public sealed class NotionTokenRevocationTests : HostedTests
{
    private const string Authorize =
        "/notion/authorize?client_id=notion&response_type=code&state=s&code=c"
        + "&redirect_uri=https%3A%2F%2Fwww.notion.so%2Fexternalintegrationauthcallback";

    private ScriptedNotion _notion = null!;

    [Fact]
    public async Task A_disconnect_on_the_page_revokes_the_token_once()
    {
        using var ada = await StartAsync("ada");
        await ConnectAsync(ada, "token-1", "home", "bot-1");

        await DisconnectAsync(ada, "home");

        await Eventually.TrueAsync(() => _notion.Revocations.Count == 1, "Notion is told");
        var revocation = _notion.Revocations.Single();
        var basic = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{TestSettings.NotionClientId}:{TestSettings.NotionClientSecret}")
        );
        (revocation.Method, revocation.Token, revocation.Authorization).ShouldBe(("POST", "token-1", $"Basic {basic}"));
        revocation.Version.ShouldBe("2026-03-11");
        revocation.ContentType.ShouldStartWith("application/json");
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        Host.Service.Logs.ToString().ShouldNotContain("token-1");
    }

    // Notion has ended its token before.
    [Fact]
    public async Task A_disconnect_in_Notion_revokes_nothing()
    {
        using var ada = await StartAsync("ada");
        var tokens = await ConnectAsync(ada, "token-1", "home", "bot-1");
        await ConnectAsync(ada, "token-2", "office", "bot-2");

        await ada.DisconnectAsync(Notion, InNotion, "home", tokens);
        await DisconnectAsync(ada, "office");

        await Eventually.TrueAsync(() => _notion.Revocations.Count > 0, "Notion is told of the other");
        _notion.RevokedTokens.ShouldBe(["token-2"]);
    }

    // The same bot with a token of its own, the same token of the same bot, of a nameless bot, and of another bot.
    [Theory]
    [InlineData("token-2", "bot-1", "bot-1")]
    [InlineData("token-1", "bot-1", "bot-1")]
    [InlineData("token-1", null, null)]
    [InlineData("token-1", "bot-1", null)]
    [InlineData("token-1", "bot-1", "bot-2")]
    public async Task A_token_that_another_living_grant_needs_is_kept_until_that_one_ends(
        string otherToken,
        string? bot,
        string? otherBot
    )
    {
        using var ada = await StartAsync("ada");
        using var ben = UserAs("ben");
        await ConnectAsync(ada, "token-1", "home", bot);
        await ConnectAsync(ben, otherToken, "home", otherBot);

        await DisconnectAsync(ada, "home");
        await DisconnectAsync(ben, "home");

        await Eventually.TrueAsync(() => _notion.Revocations.Count > 0, "Notion is told in the end");
        _notion.RevokedTokens.ShouldBe([otherToken]);
    }

    [Theory]
    [InlineData("home", "bot-1", "bot-2")]
    [InlineData("home", null, null)]
    [InlineData("home", null, "bot-2")]
    [InlineData("office", "bot-1", "bot-2")]
    public async Task Another_bot_with_another_token_keeps_nothing_alive(
        string otherWorkspace,
        string? bot,
        string? otherBot
    )
    {
        using var ada = await StartAsync("ada");
        using var ben = UserAs("ben");
        await ConnectAsync(ada, "token-1", "home", bot);
        await ConnectAsync(ben, "token-2", otherWorkspace, otherBot);

        await DisconnectAsync(ada, "home");

        await Eventually.TrueAsync(() => _notion.Revocations.Count > 0, "Notion is told");
        _notion.RevokedTokens.ShouldBe(["token-1"]);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
    }

    [Fact]
    public async Task A_silent_Notion_does_not_hold_the_page()
    {
        using var ada = await StartAsync("ada");
        await ConnectAsync(ada, "token-1", "home", "bot-1");
        _notion.Revoke = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        // The test's clock stands still, so nothing is given up meanwhile.
        await DisconnectAsync(ada, "home");

        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        await Eventually.TrueAsync(() => _notion.Revocations.Count == 1, "Notion is asked");
        Host.Service.Logs.Lines.ShouldNotContain(line => line.Reason == "notion_revocation_failed");
        Host.Clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(
            () => Host.Service.Logs.Lines.Any(line => line.Reason == "notion_revocation_failed"),
            "Notion is given up"
        );
        _notion.Revocations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(302)]
    [InlineData(0)]
    public async Task A_failure_of_Notion_is_logged_and_not_repeated(int status)
    {
        using var ada = await StartAsync("ada");
        await ConnectAsync(ada, "token-1", "home", "bot-1");
        _notion.Revoke = context =>
        {
            if (status == 0)
                context.Abort();
            else
                context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        await DisconnectAsync(ada, "home");

        await Eventually.TrueAsync(
            () => Host.Service.Logs.Lines.Any(line => line.Reason == "notion_revocation_failed"),
            "the failure is logged"
        );
        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        _notion.Revocations.Count.ShouldBe(1);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        Host.Service.Logs.ToString().ShouldNotContain("token-1");
    }

    [Fact]
    public async Task Two_who_share_a_bot_and_disconnect_at_once_revoke_it_once()
    {
        const int Rounds = 8;
        using var ada = await StartAsync("ada");
        using var ben = UserAs("ben");
        for (var round = 1; round <= Rounds; round++)
        {
            await ConnectAsync(ada, $"hers-{round}", "home", "bot-1");
            await ConnectAsync(ben, $"his-{round}", "home", "bot-1");

            await Task.WhenAll(DisconnectAsync(ada, "home"), DisconnectAsync(ben, "home"));

            await Eventually.TrueAsync(() => _notion.Revocations.Count >= round, $"Notion is told in round {round}");
            _notion.Revocations.Count.ShouldBe(round);
        }
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_does_not_block_the_removal()
    {
        using var ada = await StartAsync("ada");
        using var ben = UserAs("ben");
        await ConnectAsync(ada, "token-1", "home", null);
        await ConnectAsync(ben, "token-2", "home", null);
        await Host.Database.ExecuteAsync(
            "UPDATE grants SET protected_notion_access_token = 'of other keys' "
                + "WHERE account_id = (SELECT account_id FROM credentials WHERE login = 'ada')"
        );

        await DisconnectAsync(ada, "home");
        await DisconnectAsync(ben, "home");

        await Eventually.TrueAsync(() => _notion.Revocations.Count > 0, "Notion is told of the other");
        _notion.RevokedTokens.ShouldBe(["token-2"]);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
    }

    [Fact]
    public async Task A_token_that_came_too_late_to_be_stored_is_revoked()
    {
        using var ada = await StartAsync("ada");
        var tokens = await ConnectAsync(ada, "token-1", "home", "bot-1");
        _notion.OnExchange = () => ada.DisconnectAsync(Notion, InNotion, "home", tokens);
        _notion.Issue("token-2", "office", "bot-2");

        var page = await ada.Browser.OpenAsync(new Uri(Host.Service.Url, Authorize));
        var left = await ada.Browser.PressAsync(page, "Allow");

        left.AuthorizationResponse["error"].ShouldBe("temporarily_unavailable");
        await Eventually.TrueAsync(() => _notion.Revocations.Count > 0, "Notion is told");
        _notion.RevokedTokens.ShouldBe(["token-2"]);
    }

    [Fact]
    public async Task A_token_that_was_renewed_during_a_disconnect_is_revoked()
    {
        using var ada = await StartAsync("ada");
        await ConnectAsync(ada, "token-1", "home", "bot-1", refreshToken: "refresh-1");
        var grant = (await Host.Database.GrantIdsAsync())[0];
        _notion.OnExchange = () => DisconnectAsync(ada, "home");
        _notion.Issue("token-2", "home", "bot-1", "refresh-2");

        var renewal = await Host
            .Service.Services.GetRequiredService<NotionTokens>()
            .RenewAsync(grant, new Secret("token-1"), TestContext.Current.CancellationToken);

        renewal.ShouldBeOfType<TokenRenewal.Revoked>();
        await Eventually.TrueAsync(() => _notion.Revocations.Count == 2, "Notion is told of both");
        _notion.RevokedTokens.ShouldBe(["token-1", "token-2"], ignoreOrder: true);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _notion.DisposeAsync();
    }

    private async Task<NotionUser> StartAsync(string login)
    {
        _notion = await ScriptedNotion.StartAsync();
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Notion:ApiUrl", _notion.Url.AbsoluteUri)
        );
        return UserAs(login);
    }

    private async Task<Tokens> ConnectAsync(
        NotionUser user,
        string token,
        string workspace,
        string? bot,
        string? refreshToken = null
    )
    {
        _notion.Issue(token, workspace, bot, refreshToken);
        var page = await user.Browser.OpenAsync(new Uri(Host.Service.Url, Authorize));
        if (page.Address.Port == Host.Acme.WebUrl.Port)
            page = await user.SignInAsync(page);
        var left = await user.Browser.PressAsync(page, "Allow");
        var response = await Notion.RedeemAsync(
            left.AuthorizationResponse["code"],
            ("redirect_uri", "https://www.notion.so/externalintegrationauthcallback")
        );
        response.Status.ShouldBe(HttpStatusCode.OK);
        return Tokens.From(response);
    }

    private Task DisconnectAsync(NotionUser user, string workspace) =>
        user.DisconnectAsync(Notion, OnThePage, workspace, null!);
}
