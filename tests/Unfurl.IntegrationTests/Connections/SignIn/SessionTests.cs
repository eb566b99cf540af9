using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>Being signed in to the service's own pages.</summary>
public abstract class SessionTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    private const string SessionCookie = "unfurl.session";

    [Fact]
    public async Task A_session_survives_a_restart()
    {
        using var ada = SomebodyAs("ada");
        await ada.OpenConnectionsAsync();

        await World.RestartServiceAsync();

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ada");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_who_kept_its_cookie()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.OpenConnectionsAsync();
        var cookie = ada.Browser.Cookies[SessionCookie];

        await ada.Browser.PressAsync(page, "Sign out");
        ada.Browser.Cookies[SessionCookie] = cookie;

        (await ConnectionsAsync(ada)).Text.ShouldNotContain("You are ada");
        (await World.Database.CountAsync("sessions")).ShouldBe(0);
    }

    [Fact]
    public async Task A_renewal_that_lands_after_the_sign_out_does_not_bring_the_session_back()
    {
        using var ada = SomebodyAs("ada");
        await ada.OpenConnectionsAsync();
        var account = (await World.Database.TextsAsync("SELECT id FROM accounts")).ShouldHaveSingleItem();
        var sessions = World.Service.Services.GetRequiredService<SessionStore>();
        var user = new SignedIn(account, "acme", "acme.example", "ada").ToIdentity("test");
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(user), SessionStore.Scheme);

        var key = await sessions.StoreAsync(ticket);
        var before = await sessions.RetrieveAsync(key);
        await sessions.RemoveAsync(key);
        await sessions.RenewAsync(key, ticket);

        before.ShouldNotBeNull();
        (await sessions.RetrieveAsync(key)).ShouldBeNull();
    }

    [Fact]
    public async Task A_session_ends_twelve_hours_after_its_last_use()
    {
        using var ada = SomebodyAs("ada");
        await ada.OpenConnectionsAsync();

        World.Clock.Advance(TimeSpan.FromHours(11));
        var used = await ConnectionsAsync(ada);
        World.Clock.Advance(TimeSpan.FromHours(11));
        var usedAgain = await ConnectionsAsync(ada);
        World.Clock.Advance(TimeSpan.FromHours(12));
        var tooLate = await ConnectionsAsync(ada);

        used.Text.ShouldContain("You are ada");
        usedAgain.Text.ShouldContain("You are ada");
        tooLate.Text.ShouldNotContain("You are ada");
    }

    [Fact]
    public async Task Signing_in_as_somebody_else_begins_a_session_of_theirs()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.Browser.FollowAsync(await ada.ReachConsentAsync(), "Use another account");

        await ada.SignInAsync(page, "ben");

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ben");
        var owners = await World.Database.TextsAsync(
            "SELECT c.login FROM sessions s JOIN credentials c ON c.account_id = s.account_id"
        );
        owners.ShouldBe(["ben"]);
    }

    [Fact]
    public async Task The_session_that_a_sign_in_takes_the_place_of_is_over_also_for_who_kept_its_cookie()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.Browser.FollowAsync(await ada.ReachConsentAsync(), "Use another account");
        var cookie = ada.Browser.Cookies[SessionCookie];

        await ada.SignInAsync(page, "ben");
        ada.Browser.Cookies[SessionCookie] = cookie;

        (await ConnectionsAsync(ada)).Text.ShouldNotContain("You are");
    }

    [Fact]
    public async Task A_sign_in_that_fails_leaves_the_session_there_was()
    {
        using var ada = SomebodyAs("ada");
        await ada.OpenConnectionsAsync();

        await ada.Browser.OpenAsync(new Uri(World.Service.Url, "/signin/acme/callback?code=guess&state=guess"));

        (await ConnectionsAsync(ada)).Text.ShouldContain("You are ada");
    }

    [Fact]
    public async Task A_session_that_was_known_before_the_sign_in_is_not_the_one_after_it()
    {
        using var attacker = SomebodyAs("ben");
        using var ada = SomebodyAs("ada");
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
        var people = Enumerable.Range(0, 8).Select(_ => SomebodyAs("ada")).ToList();
        var pages = await Task.WhenAll(people.Select(person => person.StartAsync()));

        var consents = await Task.WhenAll(people.Zip(pages).Select(pair => pair.First.SignInAsync(pair.Second)));

        consents.ShouldAllBe(page => page.Text.Contains("Connect with Notion?", StringComparison.Ordinal));
        (await World.Database.CountAsync("accounts")).ShouldBe(1);
        people.ForEach(person => person.Dispose());
    }

    [Fact]
    public async Task A_callback_that_this_browser_did_not_ask_for_is_an_error_page()
    {
        using var ada = SomebodyAs("ada");
        using var victim = SomebodyAs("ben");
        var callback = await ReachCallbackAsync(ada);

        var visit = await victim.Browser.OpenAsync(callback);

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await World.Database.CountAsync("sessions")).ShouldBe(0);
    }

    [Fact]
    public async Task A_callback_that_was_used_is_an_error_page_the_second_time()
    {
        using var ada = SomebodyAs("ada");
        var callback = await ReachCallbackAsync(ada);
        var first = await ada.Browser.OpenAsync(callback);
        var account = await World.Database.TextsAsync("SELECT id FROM accounts");

        var second = await ada.Browser.OpenAsync(callback);

        first.Text.ShouldContain("Connect with Notion?");
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.RawLocation.ShouldBeNull();
        (await World.Database.TextsAsync("SELECT id FROM accounts")).ShouldBe(account);
        (await World.Database.CountAsync("sessions")).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=guess")]
    [InlineData("?code=guess&state=guess")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=server_error&error_description=%3Cscript%3E")]
    public async Task A_made_up_callback_is_an_error_page(string query)
    {
        using var ada = SomebodyAs("ada");

        var visit = await ada.Browser.OpenAsync(new Uri(World.Service.Url, $"/signin/acme/callback{query}"));

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
        using var ada = SomebodyAs("ada");
        var page = await ada.Browser.OpenAsync(
            new Uri(World.Service.Url, $"/signin/acme?return_url={Uri.EscapeDataString(target)}")
        );

        var end = await ada.SignInAsync(page);

        end.Address.Authority.ShouldBe(World.Service.Url.Authority);
        end.Location.ShouldBeNull();
    }

    private Task<Visit> ConnectionsAsync(NotionUser person) =>
        person.Browser.OpenAsync(new Uri(World.Service.Url, "/connections"));

    /// <summary>The address that the provider sends the browser back to, not visited yet.</summary>
    private async Task<Uri> ReachCallbackAsync(NotionUser person)
    {
        person.Browser.StopsAt = address =>
            address.AbsolutePath.EndsWith("/signin/acme/callback", StringComparison.Ordinal);
        var visit = await person.SignInAsync(await person.StartAsync());
        return visit.Location!;
    }

    public sealed class OnSqlite() : SessionTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : SessionTests(postgres);
}
