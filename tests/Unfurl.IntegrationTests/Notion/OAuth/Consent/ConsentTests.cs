namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

[OnEachDatabase]
public sealed class ConsentTests : HostedTests
{
    [Fact]
    public async Task The_page_names_the_client_and_the_account_to_connect()
    {
        using var ada = UserAs("ada");

        var page = await ada.ReachConsentAsync();

        page.Text.ShouldContain("Notion");
        page.Text.ShouldContain("ada");
        page.Text.ShouldContain("acme.example");
    }

    [Fact]
    public async Task Consent_is_requested_again_from_a_connected_user()
    {
        using var ada = UserAs("ada");
        await ada.ConnectAsync();

        var page = await ada.StartAsync();

        page.Address.AbsolutePath.ShouldBe("/consent");
        page.Text.ShouldContain("Connect with Notion?");
    }

    [Fact]
    public async Task Nothing_is_issued_and_nothing_traded_before_Allow()
    {
        using var ada = UserAs("ada");

        await ada.ReachConsentAsync();

        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.Codes)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.Tokens)).ShouldBe(0);
        CallsToNotion("ada").ShouldBe(0);
    }

    [Fact]
    public async Task Allow_trades_Notions_code_and_returns_ours()
    {
        using var ada = UserAs("ada");

        var callback = await ada.AllowAsync();

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?code=");
        callback.AuthorizationResponse["code"].Length.ShouldBe(43);
        callback.Headers["Cache-Control"].ShouldContain("no-store");
        CallsToNotion("ada").ShouldBe(1);
    }

    [Fact]
    public async Task Deny_returns_access_denied_to_Notion_and_stores_nothing()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        var callback = await ada.Browser.PressAsync(page, "Deny");

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?error=access_denied&");
        callback.Headers["Cache-Control"].ShouldContain("no-store");
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(0);
        CallsToNotion("ada").ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_the_sign_in_is_a_denial_too()
    {
        using var ada = UserAs("ada");
        var page = await ada.StartAsync();

        var callback = await ada.Browser.PressAsync(page, "Cancel");

        callback.RawLocation.ShouldStartWith($"{Notion.RedirectUri}?error=access_denied&");
    }

    [Fact]
    public async Task Another_account_can_be_used_instead()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        page = await ada.Browser.FollowAsync(page, "Use another account");
        page = await ada.SignInAsync(page, "ben");

        page.Text.ShouldContain("Connect with Notion?");
        page.Page.QuerySelector(".person")!.TextContent.ShouldContain("ben");
    }

    [Theory]
    [InlineData("Allow")]
    [InlineData("Deny")]
    public async Task A_form_without_an_antiforgery_token_is_rejected(string button)
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();
        var (action, fields) = page.Form(button);

        var visit = await ada.Browser.SubmitAsync(action, fields.Where(field => field.Key == "request"));

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_with_the_antiforgery_token_of_another_browser_is_rejected()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
        var hers = (await ada.ReachConsentAsync()).Form("Allow");
        var his = (await ben.ReachConsentAsync("work")).Form("Allow");
        var forged = hers
            .Fields.Where(field => field.Key == "request")
            .Concat(his.Fields.Where(field => field.Key != "request"));

        var visit = await ada.Browser.SubmitAsync(hers.Action, forged);

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.RawLocation.ShouldBeNull();
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(2);
    }

    [Fact]
    public async Task A_request_started_in_another_browser_is_rejected()
    {
        using var ada = UserAs("ada");
        using var ben = UserAs("ben");
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
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(2);
    }

    [Fact]
    public async Task A_consent_page_of_one_user_cannot_be_submitted_as_another()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();
        var other = await ada.Browser.FollowAsync(page, "Use another account");
        await ada.SignInAsync(other, "ben");

        var visit = await ada.Browser.PressAsync(page, "Allow");

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
    }

    [Fact]
    public async Task The_second_submission_is_rejected()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        var first = await ada.Browser.PressAsync(page, "Allow");
        var second = await ada.Browser.PressAsync(page, "Allow");

        first.AuthorizationResponse.ContainsKey("code").ShouldBeTrue();
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.RawLocation.ShouldBeNull();
        (await Host.Database.CountAsync(Rows.Codes)).ShouldBe(1);
    }

    [Fact]
    public async Task Exactly_one_of_several_concurrent_submissions_succeeds()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        var visits = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.Browser.PressAsync(page, "Allow")));

        visits.Count(visit => visit.Status == HttpStatusCode.OK).ShouldBe(1);
        visits.Count(visit => visit.Status == HttpStatusCode.BadRequest).ShouldBe(9);
        CallsToNotion("ada").ShouldBe(1);
    }

    [Fact]
    public async Task A_request_expires_after_ten_minutes()
    {
        using var ada = UserAs("ada");
        var page = await ada.ReachConsentAsync();

        Host.Clock.Advance(TimeSpan.FromMinutes(10));
        var visit = await ada.Browser.PressAsync(page, "Allow");

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Text.ShouldContain("Start again in Notion");
        CallsToNotion("ada").ShouldBe(0);
    }

    [Theory]
    [InlineData("/consent")]
    [InlineData("/consent?request=")]
    [InlineData("/consent?request=unknown")]
    public async Task An_unknown_request_shows_an_error_page(string path)
    {
        using var ada = UserAs("ada");
        await ada.ReachConsentAsync();

        var visit = await ada.Browser.OpenAsync(new Uri(Host.Service.Url, path));

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task The_page_forbids_storing_and_framing_and_forms_to_other_origins()
    {
        using var ada = UserAs("ada");

        var page = await ada.ReachConsentAsync();

        page.ShouldBeProtected();
        page.Directive("form-action").ShouldBe(["'self'"]);
    }

    private int CallsToNotion(string user) =>
        Host
            .Notion.DescribeUser(user)
            .Journal.Count(entry =>
                entry.Caller == "service" && entry.Path.EndsWith("/token", StringComparison.Ordinal)
            );
}
