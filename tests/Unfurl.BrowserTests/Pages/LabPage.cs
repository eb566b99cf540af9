using Microsoft.Playwright;

namespace Unfurl.BrowserTests.Pages;

public sealed class LabPage(IPage page, Uri service)
{
    public ILocator Preview => page.GetByTestId("preview-light");

    public ILocator Mention => page.GetByTestId("mention-light");

    public ILocator Reason => page.Locator(".notice.bad");

    public ILocator RawResponse => page.GetByTestId("raw");

    // Kind, duration, status and cache.
    public ILocator Summary => page.Locator("p", new() { HasText = "answered in" });

    public Task OpenPageAgainAsync() =>
        page.GetByRole(AriaRole.Link, new() { Name = "open the page again" }).ClickAsync();

    public Task OpenAsync() => page.GotoAsync(new Uri(service, "/lab").AbsoluteUri);

    public async Task PasteAsync(string link)
    {
        await page.GetByLabel("Link", new() { Exact = true }).FillAsync(link);
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste" }).ClickAsync();
    }

    public Task ConnectAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Connect an account" }).ClickAsync();

    public Task ConnectAnotherAsync() =>
        page.GetByRole(AriaRole.Link, new() { Name = "Connect another account" }).ClickAsync();
}
