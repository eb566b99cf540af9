using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Connections.SignIn;

namespace Unfurl.IntegrationTests.Connections.SignIn;

[OnEachDatabase]
public sealed class SessionTests : HostedTests
{
    private const string SessionCookie = "unfurl.session";

    [Fact]
    public async Task A_session_survives_a_restart()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();

        await Host.RestartServiceAsync();

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ada");
    }

    [Fact]
    public async Task A_retained_cookie_is_invalid_after_signing_out()
    {
        using var ada = UserAs("ada");
        var page = await ada.OpenConnectionsAsync();
        var cookie = ada.Browser.Cookies[SessionCookie];

        await ada.Browser.PressAsync(page, "Sign out");
        ada.Browser.Cookies[SessionCookie] = cookie;

        (await ConnectionsAsync(ada)).Text.ShouldNotContain("You are ada");
        (await Host.Database.CountAsync(Rows.Sessions)).ShouldBe(0);
    }

    [Fact]
    public async Task A_renewal_that_completes_after_sign_out_does_not_restore_the_session()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();
        var account = (await Host.Database.AccountIdsAsync()).ShouldHaveSingleItem();
        var sessions = Host.Service.Services.GetRequiredService<SessionStore>();
        var user = new SignedInUser(account, "acme", "acme.example", "ada").ToIdentity("test");
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(user), SessionStore.Scheme);

        var key = await sessions.StoreAsync(ticket);
        var before = await sessions.RetrieveAsync(key);
        await sessions.RemoveAsync(key);
        await sessions.RenewAsync(key, ticket);

        before.ShouldNotBeNull();
        (await sessions.RetrieveAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task A_session_expires_twelve_hours_after_its_last_use()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();

        Host.Clock.Advance(TimeSpan.FromHours(11));
        var used = await ConnectionsAsync(ada);
        Host.Clock.Advance(TimeSpan.FromHours(11));
        var usedAgain = await ConnectionsAsync(ada);
        Host.Clock.Advance(TimeSpan.FromHours(12));
        var tooLate = await ConnectionsAsync(ada);

        used.Text.ShouldContain("You are ada");
        usedAgain.Text.ShouldContain("You are ada");
        tooLate.Text.ShouldNotContain("You are ada");
    }

    [Fact]
    public async Task Signing_in_as_another_user_starts_a_new_session()
    {
        using var ada = UserAs("ada");
        var page = await ada.Browser.FollowAsync(await ada.ReachConsentAsync(), "Use another account");

        await ada.SignInAsync(page, "ben");

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ben");
        var owners = await Host.Database.SessionOwnersAsync();
        owners.ShouldBe(["ben"]);
    }

    [Fact]
    public async Task A_retained_cookie_is_invalid_after_a_new_sign_in()
    {
        using var ada = UserAs("ada");
        var page = await ada.Browser.FollowAsync(await ada.ReachConsentAsync(), "Use another account");
        var cookie = ada.Browser.Cookies[SessionCookie];

        await ada.SignInAsync(page, "ben");
        ada.Browser.Cookies[SessionCookie] = cookie;

        (await ConnectionsAsync(ada)).Text.ShouldNotContain("You are");
    }

    [Fact]
    public async Task A_failed_sign_in_keeps_the_existing_session()
    {
        using var ada = UserAs("ada");
        await ada.OpenConnectionsAsync();

        await ada.Browser.OpenAsync(new Uri(Host.Service.Url, "/signin/acme/callback?code=guess&state=guess"));

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ada");
    }

    [Fact]
    public async Task Signing_in_replaces_the_session_key()
    {
        using var attacker = UserAs("ben");
        using var ada = UserAs("ada");
        await attacker.OpenConnectionsAsync();
        ada.Browser.Cookies[SessionCookie] = attacker.Browser.Cookies[SessionCookie];
        var page = await ada.Browser.FollowAsync(await ada.StartAsync(), "Use another account");

        await ada.SignInAsync(page);

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ada");
        (await ConnectionsAsync(attacker)).Text.ShouldNotContain("You are ada");
    }

    [Fact]
    public async Task Simultaneous_first_sign_ins_of_one_person_make_one_account()
    {
        var users = Enumerable.Range(0, 8).Select(_ => UserAs("ada")).ToList();
        var pages = await Task.WhenAll(users.Select(notionUser => notionUser.StartAsync()));

        var consents = await Task.WhenAll(users.Zip(pages).Select(pair => pair.First.SignInAsync(pair.Second)));

        consents.ShouldAllBe(page => page.Text.Contains("Connect with Notion?", StringComparison.Ordinal));
        (await Host.Database.CountAsync(Rows.Accounts)).ShouldBe(1);
        users.ForEach(notionUser => notionUser.Dispose());
    }

    [Fact]
    public async Task A_callback_for_another_browser_shows_an_error_page()
    {
        using var ada = UserAs("ada");
        using var victim = UserAs("ben");
        var callback = await ReachCallbackAsync(ada);

        var visit = await victim.Browser.OpenAsync(callback);

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.Database.CountAsync(Rows.Sessions)).ShouldBe(0);
    }

    [Fact]
    public async Task A_replayed_callback_shows_an_error_page()
    {
        using var ada = UserAs("ada");
        var callback = await ReachCallbackAsync(ada);
        var first = await ada.Browser.OpenAsync(callback);
        var account = await Host.Database.AccountIdsAsync();

        var second = await ada.Browser.OpenAsync(callback);

        first.Text.ShouldContain("Connect with Notion?");
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.RawLocation.ShouldBeNull();
        (await Host.Database.AccountIdsAsync()).ShouldBe(account);
        (await Host.Database.CountAsync(Rows.Sessions)).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=guess")]
    [InlineData("?code=guess&state=guess")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=server_error&error_description=%3Cscript%3E")]
    public async Task A_forged_callback_shows_an_error_page(string query)
    {
        using var ada = UserAs("ada");

        var visit = await ada.Browser.OpenAsync(new Uri(Host.Service.Url, $"/signin/acme/callback{query}"));

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%09/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("connections")]
    public async Task A_sign_in_returns_to_the_services_own_pages_only(string target)
    {
        using var ada = UserAs("ada");
        var page = await ada.Browser.OpenAsync(
            new Uri(Host.Service.Url, $"/signin/acme?return_url={Uri.EscapeDataString(target)}")
        );

        var end = await ada.SignInAsync(page);

        end.Address.Authority.ShouldBe(Host.Service.Url.Authority);
        end.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("/docs/caf\u00e9?q=\U0001f600")]
    [InlineData("/connections?a=b%20c&d=%C3%A9")]
    [InlineData("/connections?\ufffd")]
    public async Task A_sign_in_returns_to_any_page_of_the_service(string target)
    {
        using var ada = UserAs("ada");
        var page = await ada.Browser.OpenAsync(
            new Uri(Host.Service.Url, $"/signin/acme?return_url={Uri.EscapeDataString(target)}")
        );

        var end = await ada.SignInAsync(page);

        end.Address.ShouldBe(new Uri(Host.Service.Url, target));
        (await ConnectionsAsync(ada)).Text.ShouldContain("Sign out");
    }

    private Task<Visit> ConnectionsAsync(NotionUser notionUser) =>
        notionUser.Browser.OpenAsync(new Uri(Host.Service.Url, "/connections"));

    // Does not follow the redirect.
    private async Task<Uri> ReachCallbackAsync(NotionUser notionUser)
    {
        notionUser.Browser.StopsAt = address =>
            address.AbsolutePath.EndsWith("/signin/acme/callback", StringComparison.Ordinal);
        var visit = await notionUser.SignInAsync(await notionUser.StartAsync());
        return visit.Location!;
    }
}
