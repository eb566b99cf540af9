namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

[OnEachDatabase]
public sealed class LeavingPageTests : HostedTests
{
    // What follows a redirect after a form is bound by the form's policy in Chrome; what follows a page is not.
    [Theory]
    [InlineData("Allow")]
    [InlineData("Deny")]
    public async Task The_browser_leaves_by_a_protected_page_with_a_link_beside(string button)
    {
        using var ada = UserAs("ada");
        var consent = await ada.ReachConsentAsync();

        var page = await ada.Browser.PressAsync(consent, button);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Headers.ContainsKey("Location").ShouldBeFalse();
        page.ShouldBeProtected();
        page.Link("Continue to").GetAttribute("href").ShouldBe(page.RawLocation);
        page.Page.QuerySelectorAll("script, form").ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_the_sign_in_leads_to_Notion_by_such_a_page()
    {
        using var ada = UserAs("ada");

        var page = await ada.Browser.PressAsync(await ada.StartAsync(), "Cancel");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldBeProtected();
        page.Link("Continue to").GetAttribute("href").ShouldBe(page.RawLocation);
    }

    [Fact]
    public async Task Allow_without_a_credential_leads_to_the_sign_in_by_such_a_page()
    {
        using var ada = UserAs("ada");
        var consent = await ada.ReachConsentAsync();
        await Host.Database.ExecuteAsync("UPDATE credentials SET is_live = 0, protected_access_token = ''");
        ada.Browser.StopsAt = _ => true;

        var page = await ada.Browser.PressAsync(consent, "Allow");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldBeProtected();
        page.RawLocation.ShouldBe(consent.Address.PathAndQuery);
        page.Link("Continue to the sign-in").GetAttribute("href").ShouldBe(page.RawLocation);
        (await Host.Database.CountAsync(Rows.AuthorizationRequests)).ShouldBe(1);
    }
}
