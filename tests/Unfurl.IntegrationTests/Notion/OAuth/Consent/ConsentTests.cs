using System.Net;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

/// <summary>Nothing happens in a user's name before they said yes on this page, in this browser, now.</summary>
public abstract class ConsentTests(PostgresFixture? postgres) : WorldTests(postgres)
{
    [Fact]
    public async Task The_page_says_who_asks_and_as_whom_one_would_connect()
    {
        using var ada = SomebodyAs("ada");

        var page = await ada.ReachConsentAsync();

        page.Text.ShouldContain("Notion");
        page.Text.ShouldContain("ada");
        page.Text.ShouldContain("acme.example");
    }

    [Fact]
    public async Task The_page_is_asked_again_of_somebody_who_is_signed_in_and_connected()
    {
        using var ada = SomebodyAs("ada");
        await ada.ConnectAsync();

        var page = await ada.StartAsync();

        page.Address.AbsolutePath.ShouldBe("/consent");
        page.Text.ShouldContain("Connect with Notion?");
    }

    [Fact]
    public async Task Nothing_is_issued_and_nothing_traded_before_Allow()
    {
        using var ada = SomebodyAs("ada");

        await ada.ReachConsentAsync();

        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await World.Database.CountAsync("authorization_codes")).ShouldBe(0);
        (await World.Database.CountAsync("tokens")).ShouldBe(0);
        CallsToNotion("ada").ShouldBe(0);
    }

    [Fact]
    public async Task Allow_trades_Notions_code_and_returns_ours()
    {
        using var ada = SomebodyAs("ada");

        var callback = await ada.AllowAsync();

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?code=");
        callback.Answer["code"].Length.ShouldBe(43);
        callback.Headers["Cache-Control"].ShouldContain("no-store");
        CallsToNotion("ada").ShouldBe(1);
    }

    [Fact]
    public async Task Deny_tells_Notion_and_leaves_nothing()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        var callback = await ada.Browser.PressAsync(page, "Deny");

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?error=access_denied&");
        callback.Headers["Cache-Control"].ShouldContain("no-store");
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await World.Database.CountAsync("authorization_requests")).ShouldBe(0);
        CallsToNotion("ada").ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_the_sign_in_is_a_denial_too()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.StartAsync();

        var callback = await ada.Browser.PressAsync(page, "Cancel");

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?error=access_denied&");
    }

    [Fact]
    public async Task Another_account_can_be_used_instead()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        page = await ada.Browser.FollowAsync(page, "Use another account");
        page = await ada.SignInAsync(page, "ben");

        page.Text.ShouldContain("Connect with Notion?");
        page.Page.QuerySelector(".person")!.TextContent.ShouldContain("ben");
    }

    [Theory]
    [InlineData("Allow")]
    [InlineData("Deny")]
    public async Task An_answer_without_the_pages_antiforgery_token_is_refused(string button)
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();
        var (action, fields) = page.Form(button);

        var visit = await ada.Browser.SubmitAsync(action, fields.Where(field => field.Key == "request"));

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await World.Database.CountAsync("authorization_requests")).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_with_the_antiforgery_token_of_another_browser_is_refused()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");
        var hers = (await ada.ReachConsentAsync()).Form("Allow");
        var his = (await ben.ReachConsentAsync("work")).Form("Allow");
        var forged = hers
            .Fields.Where(field => field.Key == "request")
            .Concat(his.Fields.Where(field => field.Key != "request"));

        var visit = await ada.Browser.SubmitAsync(hers.Action, forged);

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.RawLocation.ShouldBeNull();
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await World.Database.CountAsync("authorization_requests")).ShouldBe(2);
    }

    [Fact]
    public async Task A_request_that_another_browser_began_is_refused()
    {
        using var ada = SomebodyAs("ada");
        using var ben = SomebodyAs("ben");
        var hers = await ada.ReachConsentAsync();
        var his = await ben.ReachConsentAsync("work");
        var (action, fields) = his.Form("Allow");
        var stolen = hers.Form("Allow").Fields.Single(field => field.Key == "request");

        var shown = await ben.Browser.OpenAsync(hers.Address);
        var allowed = await ben.Browser.SubmitAsync(
            action,
            fields.Where(field => field.Key != "request").Append(stolen)
        );

        shown.Status.ShouldBe(HttpStatusCode.BadRequest);
        allowed.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await World.Database.CountAsync("grants")).ShouldBe(0);
        (await World.Database.CountAsync("authorization_requests")).ShouldBe(2);
    }

    [Fact]
    public async Task A_page_shown_to_one_user_cannot_be_answered_as_another()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();
        var other = await ada.Browser.FollowAsync(page, "Use another account");
        await ada.SignInAsync(other, "ben");

        var visit = await ada.Browser.PressAsync(page, "Allow");

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await World.Database.CountAsync("grants")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_answers_the_second_is_refused()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        var first = await ada.Browser.PressAsync(page, "Allow");
        var second = await ada.Browser.PressAsync(page, "Allow");

        first.Answer.ContainsKey("code").ShouldBeTrue();
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.RawLocation.ShouldBeNull();
        (await World.Database.CountAsync("authorization_codes")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_simultaneous_answers_one_counts()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        var visits = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.Browser.PressAsync(page, "Allow")));

        visits.Count(visit => visit.Status == HttpStatusCode.Redirect).ShouldBe(1);
        visits.Count(visit => visit.Status == HttpStatusCode.BadRequest).ShouldBe(9);
        CallsToNotion("ada").ShouldBe(1);
    }

    [Fact]
    public async Task A_request_can_be_answered_for_ten_minutes()
    {
        using var ada = SomebodyAs("ada");
        var page = await ada.ReachConsentAsync();

        World.Clock.Advance(TimeSpan.FromMinutes(10));
        var visit = await ada.Browser.PressAsync(page, "Allow");

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Text.ShouldContain("Start again in Notion");
        CallsToNotion("ada").ShouldBe(0);
    }

    [Theory]
    [InlineData("/consent")]
    [InlineData("/consent?request=")]
    [InlineData("/consent?request=unknown")]
    public async Task A_request_that_never_was_is_an_error_page(string path)
    {
        using var ada = SomebodyAs("ada");
        await ada.ReachConsentAsync();

        var visit = await ada.Browser.OpenAsync(new Uri(World.Service.Url, path));

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task The_page_is_kept_by_nobody_framed_by_nobody_and_sends_its_form_to_Notion_and_the_provider_only()
    {
        using var ada = SomebodyAs("ada");

        var page = await ada.ReachConsentAsync();

        var formAction = Directive(page, "form-action");
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.Headers["X-Frame-Options"].ShouldBe("DENY");
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        Directive(page, "frame-ancestors").ShouldBe(["'none'"]);
        Directive(page, "default-src").ShouldBe(["'none'"]);
        formAction.ShouldBe(
            [
                "'self'",
                "https://www.notion.so",
                "https://notion.so",
                World.Notion.BaseUrl.GetLeftPart(UriPartial.Authority),
                World.Acme.WebUrl.GetLeftPart(UriPartial.Authority),
            ],
            ignoreOrder: true
        );
    }

    private int CallsToNotion(string user) =>
        World
            .Notion.Simulator.Person(user)
            .Journal.Count(entry =>
                entry.Caller == "service" && entry.Path.EndsWith("/token", StringComparison.Ordinal)
            );

    private static string[] Directive(Visit page, string name) =>
        page.Headers["Content-Security-Policy"]
            .Split(';', StringSplitOptions.TrimEntries)
            .Single(directive => directive.StartsWith($"{name} ", StringComparison.Ordinal))
            .Split(' ')[1..];

    public sealed class OnSqlite() : ConsentTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : ConsentTests(postgres);
}
