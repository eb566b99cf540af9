using Microsoft.Playwright;

namespace Unfurl.BrowserTests.Pages;

public sealed class GitHubSignInPage(IPage page)
{
    public Task ContinueAsAsync(string login) =>
        page.GetByRole(AriaRole.Link, new() { Name = $"Continue as {login}" }).ClickAsync();

    public Task CancelAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
}
