using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>
/// Chrome applies a page's form-action to every redirect that follows its form. Notion's callback and a provider's
/// sign-in redirect on to origins that the service does not know.
/// </summary>
public sealed class LeavingTests(BrowserFixture browser) : IAsyncLifetime
{
    private SiteDouble _notion = null!;
    private SiteDouble _third = null!;
    private SiteDouble _provider = null!;
    private TestHost _host = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _third = await SiteDouble.StartAsync();
        _notion = await SiteDouble.StartAsync();
        _notion.RedirectsTo = _ => new Uri(_third.Url, "/app?opened=1");
        // A single sign-on: its redirects lead to another origin.
        _provider = await SiteDouble.StartAsync();
        _host = await new TestHostBuilder()
            .WithAcme()
            .WithNotion(options => options with { RedirectUri = RedirectUri })
            .OnSystemClock()
            .With("Unfurl:OAuth:RedirectUris:0", RedirectUri.AbsoluteUri)
            .With("Unfurl:Providers:acme:WebUrl", new Uri(_provider.Url, "/demo").AbsoluteUri)
            .StartAsync();
        _provider.ForwardsTo = _host.Acme.WebUrl;
        _provider.RedirectsTo = request => new Uri(_host.Acme.WebUrl, $"{request.Path}{request.QueryString}");
        await NewContextAsync(new());
    }

    private Uri RedirectUri => new(_notion.Url, "/externalintegrationauthcallback");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
        await _notion.DisposeAsync();
        await _third.DisposeAsync();
    }

    [Theory]
    [InlineData("Allow", true)]
    [InlineData("Deny", true)]
    [InlineData("Allow", false)]
    [InlineData("Deny", false)]
    public async Task The_browser_arrives_where_Notions_callback_leads(string button, bool withScript)
    {
        await NewContextAsync(new() { JavaScriptEnabled = withScript });
        await ReachConsentAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

        await ArrivesAsync();
        var callback = _notion.Requests.ShouldHaveSingleItem();
        callback.Method.ShouldBe("GET");
        callback.Query.ShouldContain(button == "Allow" ? "?code=" : "?error=access_denied&");
        callback.Referer.ShouldBeEmpty();
        _third.Requests.ShouldHaveSingleItem().Referer.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_at_the_provider_leads_there_too()
    {
        await _page.GotoAsync(_host.Notion.ConnectUrl("ada").AbsoluteUri);

        await _page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await ArrivesAsync();
        _notion.Requests.ShouldHaveSingleItem().Query.ShouldContain("?error=access_denied&");
    }

    [Fact]
    public async Task Allow_without_a_credential_leads_to_a_sign_in_on_any_origin()
    {
        await ReachConsentAsync();
        var other = await _context.NewPageAsync();
        await other.GotoAsync(new Uri(_host.Url, "/connections").AbsoluteUri);
        await other.GetByRole(AriaRole.Button, new() { Name = "Disconnect acme.example" }).ClickAsync();
        await Expect(other.GetByText("sign in again", new() { Exact = true })).ToBeVisibleAsync();

        await new ConsentPage(_page).AllowAsync();

        await Expect(new ConsentPage(_page).Heading).ToBeVisibleAsync();
        _notion.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_double_click_leads_there_once()
    {
        await ReachConsentAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).DblClickAsync();

        await ArrivesAsync();
        _notion.Requests.ShouldHaveSingleItem().Query.ShouldContain("?code=");
    }

    [Fact]
    public async Task Going_back_neither_sends_the_code_again_nor_leads_on()
    {
        await ReachConsentAsync();
        await new ConsentPage(_page).AllowAsync();
        await ArrivesAsync();

        await _page.GoBackAsync();

        await Expect(_page.GetByText("This request is over")).ToBeVisibleAsync();
        _notion.Requests.Count.ShouldBe(1);
    }

    private async Task ReachConsentAsync()
    {
        await _page.GotoAsync(_host.Notion.ConnectUrl("ada").AbsoluteUri);
        await new AcmeSignInPage(_page).SignInAsAsync("Ada Lovelace");
        await Expect(new ConsentPage(_page).Heading).ToBeVisibleAsync();
    }

    private async Task ArrivesAsync()
    {
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Arrived" })).ToBeVisibleAsync();
        _page.Url.ShouldBe(new Uri(_third.Url, "/app?opened=1").AbsoluteUri);
    }

    private async Task NewContextAsync(BrowserNewContextOptions options)
    {
        if (_context is not null)
            await _context.DisposeAsync();
        _context = await browser.Browser.NewContextAsync(options);
        _page = await _context.NewPageAsync();
    }
}
