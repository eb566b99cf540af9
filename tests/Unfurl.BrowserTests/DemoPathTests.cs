using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>
/// The main path in a browser: paste, connect, preview. The Notion simulator and the provider have other origins than
/// the service.
/// </summary>
public sealed class DemoPathTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string PrivateToAda = "https://acme.example/items/3";

    private TestHost _host = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithAcme().WithNotion().OnSystemClock().StartAsync();
        _context = await browser.Browser.NewContextAsync();
        _page = await _context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_private_link_shows_a_preview_to_one_user_and_an_explained_rejection_to_the_other()
    {
        var (lab, consent, signIn) = (new LabPage(_page, _host.Url), new ConsentPage(_page), new AcmeSignInPage(_page));

        await lab.OpenAsync();
        await lab.PasteAsync(PrivateToAda);
        await Expect(lab.Reason).ToContainTextAsync("Nobody is connected yet");
        await lab.ConnectAsync();
        await signIn.SignInAsAsync("Ada Lovelace");
        await Expect(consent.Heading).ToBeVisibleAsync();
        await Expect(consent.Person).ToContainTextAsync("ada");
        await consent.AllowAsync();
        await Expect(lab.Preview).ToContainTextAsync(_host.Acme.Site.Find("/items/3")!.Title);
        await Expect(lab.Mention).ToContainTextAsync(_host.Acme.Site.Find("/items/3")!.Title);

        await lab.ConnectAnotherAsync();
        await consent.UseAnotherAccountAsync();
        await signIn.SignInAsAsync("Ben Okafor");
        await Expect(consent.Person).ToContainTextAsync("ben");
        await consent.AllowAsync();

        await Expect(lab.Reason).ToContainTextAsync("404: Content not found, or not visible to the connected account.");
        await Expect(lab.Preview).ToHaveCountAsync(0);
        _page.Url.ShouldStartWith(_host.Url.AbsoluteUri);
    }

    [Fact]
    public async Task Reopening_a_page_is_served_from_the_cache()
    {
        var lab = new LabPage(_page, _host.Url);
        await ReachConsentAsync(lab, "https://acme.example/items/1");
        await new ConsentPage(_page).AllowAsync();
        await Expect(lab.Summary).ToContainTextAsync("cache: resolved");

        await lab.OpenPageAgainAsync();

        await Expect(lab.Summary).ToContainTextAsync("cache: fresh");
        _host.Acme.Site.ApiCallsTo("/items/1").ShouldBe(1);
    }

    [Fact]
    public async Task A_double_click_on_Allow_connects_once()
    {
        var lab = new LabPage(_page, _host.Url);
        await ReachConsentAsync(lab, "https://acme.example/items/1");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).DblClickAsync();

        await Expect(lab.Preview).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_user_disconnected_while_the_consent_page_is_open_is_sent_to_sign_in()
    {
        var (lab, consent) = (new LabPage(_page, _host.Url), new ConsentPage(_page));
        await ReachConsentAsync(lab, "https://acme.example/items/1");
        var other = await _context.NewPageAsync();
        await other.GotoAsync(new Uri(_host.Url, "/connections").AbsoluteUri);
        await other.GetByRole(AriaRole.Button, new() { Name = "Disconnect acme.example" }).ClickAsync();
        await Expect(other.GetByText("sign in again", new() { Exact = true })).ToBeVisibleAsync();

        await consent.AllowAsync();
        await Expect(consent.Heading).ToBeVisibleAsync();
        await consent.AllowAsync();

        await Expect(lab.Preview).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_revoked_connection_shows_a_plain_link_again()
    {
        var lab = new LabPage(_page, _host.Url);
        await ReachConsentAsync(lab, "https://acme.example/items/1");
        await new ConsentPage(_page).AllowAsync();
        await Expect(lab.Preview).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Disconnect ada (acme.example)" }).ClickAsync();

        await Expect(lab.Reason).ToContainTextAsync("Nobody is connected yet");
        await Expect(lab.Preview).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_preview_that_is_removed_from_the_page_is_no_longer_tracked()
    {
        var lab = new LabPage(_page, _host.Url);
        await ReachConsentAsync(lab, "https://acme.example/items/1");
        await new ConsentPage(_page).AllowAsync();
        await Expect(lab.Preview).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Remove from the page" }).ClickAsync();
        await _page.GotoAsync(new Uri(_host.Url, "/connections").AbsoluteUri);

        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Displays" })).ToBeVisibleAsync();
        await Expect(_page.GetByText("https://acme.example/items/1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Denying_returns_access_denied_to_Notion()
    {
        var lab = new LabPage(_page, _host.Url);
        await ReachConsentAsync(lab, PrivateToAda);

        await new ConsentPage(_page).DenyAsync();

        await Expect(lab.Reason.First).ToContainTextAsync("access_denied: The connection was not allowed.");
        _host.Acme.Site.ApiCallsTo("/items/3").ShouldBe(0);
    }

    private async Task ReachConsentAsync(LabPage lab, string link)
    {
        await lab.OpenAsync();
        await lab.PasteAsync(link);
        await lab.ConnectAsync();
        await new AcmeSignInPage(_page).SignInAsAsync("Ada Lovelace");
    }
}
