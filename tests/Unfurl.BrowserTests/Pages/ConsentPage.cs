using Microsoft.Playwright;

namespace Unfurl.BrowserTests.Pages;

public sealed class ConsentPage(IPage page)
{
    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Name = "Connect with Notion?" });

    public ILocator Person => page.Locator(".person");

    public Task AllowAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

    public Task DenyAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();

    public Task UseAnotherAccountAsync() =>
        page.GetByRole(AriaRole.Link, new() { Name = "Use another account" }).ClickAsync();
}
