using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Testing;

namespace Unfurl.BrowserTests;

/// <summary>
/// Checks every page, light and dark, wide and narrow: accessibility, overflow and violations of its policy.
/// </summary>
public sealed class PageTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string NotionsCallback = "**/externalintegrationauthcallback?*";

    private UnfurlHost _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = UnfurlHost.Start([new("demoDatabase", "true")]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [MemberData(nameof(PageChecks.Appearances), MemberType = typeof(PageChecks))]
    public async Task Pages_are_accessible_and_fit_the_window(ColorScheme scheme, int width)
    {
        await using var context = await PageChecks.OpenAsync(browser, scheme, width);
        var page = await context.NewPageAsync();
        var problems = new List<string>();

        foreach (
            var path in (string[])
                [
                    "/",
                    "/lab",
                    "/lab/database",
                    "/demo/items/1",
                    "/setup",
                    "/connections",
                    "/nothing-here",
                    "/consent?request=unknown",
                ]
        )
            problems.AddRange(await CheckAsync(page, path));
        await page.GotoAsync(Url("/lab?url=https://acme.example/items/1"));
        await new LabPage(page, _service.Url).ConnectAsync();
        await new AcmeSignInPage(page).SignInAsAsync("Ada Lovelace");
        await Assertions.Expect(new ConsentPage(page).Heading).ToBeVisibleAsync();
        problems.AddRange(await CheckAsync(page, "the consent page"));
        var movedOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(
            NotionsCallback,
            async route =>
            {
                await route.AbortAsync("aborted");
                movedOn.TrySetResult();
            }
        );
        await new ConsentPage(page).AllowAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Back to Notion" })).ToBeVisibleAsync();
        await movedOn.Task;
        problems.AddRange(await CheckAsync(page, "the page that leads to Notion"));
        await page.UnrouteAsync(NotionsCallback);
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue to 127.0.0.1" }).ClickAsync();
        await page.WaitForURLAsync("**/lab?**");
        problems.AddRange(await CheckAsync(page, "the lab with a preview"));
        problems.AddRange(await CheckAsync(page, "/lab?url=https://acme.example/items/404"));
        problems.AddRange(await CheckAsync(page, "/connections"));

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_page_loads_a_resource_that_its_policy_forbids()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var rejected = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                rejected.Add(message.Text);
        };

        await page.GotoAsync(Url("/lab?url=https://acme.example/items/1"));
        await new LabPage(page, _service.Url).ConnectAsync();
        await new AcmeSignInPage(page).SignInAsAsync("Ada Lovelace");
        await new ConsentPage(page).AllowAsync();
        await page.WaitForURLAsync("**/lab?**");
        foreach (
            var path in (string[])
                [
                    "/",
                    "/setup",
                    "/connections",
                    "/docs/index.html",
                    "/lab?url=https://acme.example/reports/live-sales",
                    "/lab?url=https://acme.example/reports/brand-film",
                ]
        )
            await page.GotoAsync(Url(path), new() { WaitUntil = WaitUntilState.NetworkIdle });

        rejected.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_API_page_lists_the_endpoints()
    {
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(Url("/docs"));

        await Assertions.Expect(page.GetByText("/notion/token")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_value_of_the_setup_page_is_copied_with_one_click()
    {
        await using var context = await browser.Browser.NewContextAsync(
            new() { Permissions = ["clipboard-read", "clipboard-write"] }
        );
        var page = await context.NewPageAsync();

        await page.GotoAsync(Url("/setup"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy Unfurl Callback URL" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe(Url("/unfurl"));
    }

    // Any value but a path checks the current page.
    private async Task<IEnumerable<string>> CheckAsync(IPage page, string path)
    {
        if (path.StartsWith('/'))
            await page.GotoAsync(Url(path));
        return await PageChecks.ProblemsAsync(page, path);
    }

    private string Url(string path) => new Uri(_service.Url, path).AbsoluteUri;
}
