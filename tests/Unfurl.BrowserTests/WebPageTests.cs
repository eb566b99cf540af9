using Microsoft.Playwright;
using Unfurl.Testing.WebPages;

namespace Unfurl.BrowserTests;

/// <summary>Chromium is the judge of what a page's title is, and of what its addresses are relative to.</summary>
public sealed class WebPageTests(BrowserFixture browser)
{
    // Where ours knows better, or wants something else.
    private static readonly string[] Known =
    [
        // Chromium takes a short page over HTTP that says nothing of its encoding for windows-1252, though it is UTF-8.
        "charset-undeclared-utf-8",
        // Nor does it find out UTF-16.
        "charset-utf-16-undeclared",
        // It keeps blanks that do not break, and ours makes one line.
        "title-white-space",
    ];

    [Fact]
    public async Task Titles_and_bases_of_pages_are_those_that_a_browser_finds()
    {
        // As ours reads them: no script runs.
        await using var context = await browser.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        RecordedPage? asked = null;
        await page.RouteAsync(
            "**/*",
            async route =>
            {
                // Neither what a page embeds nor where it sends its readers on to.
                if (asked is { } recorded && route.Request.Url == recorded.Address.AbsoluteUri)
                    await route.FulfillAsync(new() { Headers = recorded.Headers, BodyBytes = recorded.Body });
                else
                    await route.AbortAsync("aborted");
            }
        );
        var differences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var recorded in RecordedPage.All)
        {
            // The page before may be about to go on to this one.
            await page.GotoAsync("about:blank");
            asked = recorded;
            await page.GotoAsync(recorded.Address.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            var (title, baseUri) = await recorded.ReadAsync(TestContext.Current.CancellationToken);
            var theirs = await page.EvaluateAsync<string[]>("[document.title, document.baseURI]");
            if ((title, baseUri.AbsoluteUri) != (theirs[0], theirs[1]))
                differences[recorded.Name] = $"{title} {baseUri.AbsoluteUri} and not {theirs[0]} {theirs[1]}";
        }

        RecordedPage.All.Count.ShouldBeGreaterThan(150);
        differences.Keys.ShouldBe(Known, ignoreOrder: true, string.Join('\n', differences));
    }
}
