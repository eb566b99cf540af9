using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Testing;
using Unfurl.Testing.Tracker;

namespace Unfurl.BrowserTests;

/// <summary>The pages of a service with providers that know their users by keys, or not at all.</summary>
public sealed class SignInPageTests(BrowserFixture browser) : IAsyncLifetime
{
    private TrackerDouble _tracker = null!;
    private UnfurlHost _service = null!;

    public async ValueTask InitializeAsync()
    {
        _tracker = await TrackerDouble.StartAsync();
        _tracker.Put(1, "The oven does not close", isPublic: false, "ada");
        _tracker.Put(2, "All systems work", isPublic: true);
        _service = UnfurlHost.Start([
            .. TrackerSettings.Of(_tracker.Url),
            .. TrackerSettings.Of(_tracker.Url, "None", host: "status.acme.com", name: "status"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _tracker.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(PageChecks.Appearances), MemberType = typeof(PageChecks))]
    public async Task Pages_are_accessible_and_fit_the_window(ColorScheme scheme, int width)
    {
        await using var context = await PageChecks.OpenAsync(browser, scheme, width);
        var page = await context.NewPageAsync();
        var problems = new List<string>();

        await page.GotoAsync(Url("/signin/tracker?return_url=/connections"));
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the page that takes a key"));
        await PasteAsync(page, "a-key-that-nobody-has");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not accept this key");
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the page that refused a key"));
        await PasteAsync(page, _tracker.Key("ada").Reveal());
        await Assertions.Expect(page.GetByText("You are ada")).ToBeVisibleAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the connections"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(Url("/lab?url=https://status.acme.com/issues/2"));
        await new LabPage(page, _service.Url).ConnectAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the choice of a sign-in"));
        await page.GetByRole(AriaRole.Link, new() { Name = "connect for these alone" }).ClickAsync();
        await Assertions.Expect(new ConsentPage(page).Heading).ToBeVisibleAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the consent without a sign-in"));

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_needs_no_sign_in_is_connected_without_one()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(Url("/lab?url=https://status.acme.com/issues/2"));
        await new LabPage(page, _service.Url).ConnectAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "connect for these alone" }).ClickAsync();

        await new ConsentPage(page).AllowAsync();

        await page.WaitForURLAsync("**/lab?**");
        await Assertions.Expect(new LabPage(page, _service.Url).Preview).ToContainTextAsync("All systems work");
    }

    [Fact]
    public async Task A_link_is_previewed_by_a_key_that_its_user_pastes()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(Url("/lab?url=https://tracker.acme.com/issues/1"));
        await new LabPage(page, _service.Url).ConnectAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with tracker.acme.com" }).ClickAsync();
        await PasteAsync(page, _tracker.Key("ada").Reveal());

        await new ConsentPage(page).AllowAsync();

        await page.WaitForURLAsync("**/lab?**");
        await Assertions.Expect(new LabPage(page, _service.Url).Preview).ToContainTextAsync("The oven does not close");
    }

    private static async Task PasteAsync(IPage page, string key)
    {
        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private string Url(string path) => new Uri(_service.Url, path).AbsoluteUri;
}
