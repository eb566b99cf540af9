using Microsoft.Playwright;

namespace Unfurl.BrowserTests.Pages;

/// <summary>Where people sign in with the demo provider.</summary>
public sealed class AcmeSignInPage(IPage page)
{
    public Task SignInAsAsync(string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
}
