using Microsoft.Playwright;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>An app is registered in a real browser, which applies the policies of the pages.</summary>
public sealed class RegisterAppTests(BrowserFixture browser) : IAsyncLifetime
{
    private GitHubDouble _gitHub = null!;
    private UnfurlHost _service = null!;

    public async ValueTask InitializeAsync()
    {
        _gitHub = await GitHubDouble.StartAsync();
        _service = UnfurlHost.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _gitHub.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(PageChecks.Appearances), MemberType = typeof(PageChecks))]
    public async Task The_pages_are_accessible_and_fit_the_window(ColorScheme scheme, int width)
    {
        await using var context = await PageChecks.OpenAsync(browser, scheme, width);
        var page = await context.NewPageAsync();
        List<string> problems = [];

        await OpenAsync(page);
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the form"));
        await SubmitAsync(page, "no host");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the form with a problem"));
        await SubmitAsync(page, _gitHub.Url.AbsoluteUri);
        await Expect(GoOn(page)).ToBeVisibleAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the way to GitHub"));
        await CreateAsync(page);
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the settings"));
        await page.ReloadAsync();
        problems.AddRange(await PageChecks.ProblemsAsync(page, "the settings after a reload"));

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_policies_let_the_browser_go_to_GitHub_and_come_back()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await OpenAsync(page);
        await SubmitAsync(page, _gitHub.Url.AbsoluteUri);
        await CreateAsync(page);
        await Expect(page.Locator("pre"))
            .ToContainTextAsync("Unfurl__Providers__github__ClientSecret='secret-of-the-app-");

        await page.ReloadAsync();
        await Expect(page.GetByText("its settings were shown already")).ToBeVisibleAsync();
        await Expect(page.Locator("pre")).ToHaveCountAsync(0);
    }

    private Task<IResponse?> OpenAsync(IPage page) =>
        page.GotoAsync(new Uri(_service.Url, "/setup/github").AbsoluteUri);

    private static async Task SubmitAsync(IPage page, string host)
    {
        await page.GetByLabel("Host").FillAsync(host);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
    }

    private static ILocator GoOn(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Go on to 127.0.0.1" });

    private static async Task CreateAsync(IPage page)
    {
        await GoOn(page).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Create GitHub App" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The app is registered" })).ToBeVisibleAsync();
    }
}
