using Microsoft.Playwright;

namespace Unfurl.BrowserTests.Pages;

public sealed class AcmeSignInPage(IPage page)
{
    public Task SignInAsAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
}
