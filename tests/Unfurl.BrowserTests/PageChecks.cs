using Microsoft.Playwright;
using Unfurl.Testing;

namespace Unfurl.BrowserTests;

/// <summary>What every page must pass, light and dark, wide and narrow.</summary>
public static class PageChecks
{
    private static readonly string Axe = Path.Combine(
        RepositoryRoot.File("tests", "Unfurl.BrowserTests", "node_modules", "axe-core"),
        "axe.min.js"
    );

    public static TheoryData<ColorScheme, int> Appearances =>
        new()
        {
            { ColorScheme.Light, 1280 },
            { ColorScheme.Dark, 1280 },
            { ColorScheme.Light, 390 },
            { ColorScheme.Dark, 390 },
        };

    public static Task<IBrowserContext> OpenAsync(BrowserFixture browser, ColorScheme scheme, int width) =>
        browser.Browser.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 900 },
                // The checks are a script that the pages' policy would block.
                BypassCSP = true,
            }
        );

    public static async Task<IEnumerable<string>> ProblemsAsync(IPage page, string name)
    {
        // A heading can be there before the style sheet is. The page itself is asked: an event may have been before somebody waits.
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
        await page.AddScriptTagAsync(new() { Path = Axe });
        var violations = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`))"
        );
        var overflow = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        return
        [
            .. violations.Select(violation => $"{name}: {violation}"),
            .. overflow > 0 ? (string[])[$"{name}: is {overflow} pixels wider than the window"] : [],
        ];
    }
}
