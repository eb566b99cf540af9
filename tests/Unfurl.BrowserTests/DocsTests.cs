using Microsoft.Playwright;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

// The page must work under the service's own Content-Security-Policy.
public sealed class DocsTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_API_page_shows_every_operation_and_breaks_no_rule_of_its_policy()
    {
        await using var service = UnfurlHost.Start();
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(new Uri(service.Url, "/docs").AbsoluteUri);
        await page.Locator("#operations-Unfurl-Unfurl").ClickAsync();

        await Expect(page.GetByText("Resolve a link as the account behind the token")).ToBeVisibleAsync();
        await Expect(page.Locator("#operations-Unfurl-Unfurl .responses-wrapper")).ToBeVisibleAsync();
        await Expect(page.Locator("#operations-Notion-Token")).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
    }
}
