namespace Unfurl.IntegrationTests.Pages.Apps;

/// <summary>The way of a browser from the form here over GitHub's page and back.</summary>
internal static class Registration
{
    public const string Path = "/setup/github";

    public static Task<Visit> OpenFormAsync(this TestBrowser browser, UnfurlHost service) =>
        browser.OpenAsync(new Uri(service.Url, Path));

    // Returns the page whose form leads to GitHub.
    public static Task<Visit> FillAsync(
        this TestBrowser browser,
        Visit form,
        string host,
        string instance = "ghes",
        string organization = "",
        string code = ""
    )
    {
        var (action, fields) = form.Form("Go on");
        return browser.SubmitAsync(
            action,
            fields.Select(field =>
                field.Key switch
                {
                    "host" => new(field.Key, host),
                    "instance" => new(field.Key, instance),
                    "organization" => new(field.Key, organization),
                    "code" => new(field.Key, code),
                    _ => field,
                }
            )
        );
    }

    // Returns GitHub's page, whose link creates the app and comes back.
    public static async Task<Visit> ReachGitHubAsync(this TestBrowser browser, UnfurlHost service, GitHubDouble gitHub)
    {
        var page = await browser.FillAsync(await browser.OpenFormAsync(service), gitHub.Url.AbsoluteUri);
        return await browser.PressAsync(page, "Go on to");
    }

    public static Task<Visit> CreateAsync(this TestBrowser browser, Visit gitHubPage) =>
        browser.FollowAsync(gitHubPage, "Create GitHub App");

    // Where GitHub sends the browser, which does not follow.
    public static async Task<Uri> ReachCallbackAsync(this TestBrowser browser, UnfurlHost service, GitHubDouble gitHub)
    {
        var page = await browser.ReachGitHubAsync(service, gitHub);
        var create = new Uri(page.Address, page.Link("Create GitHub App").GetAttribute("href"));
        return (await browser.OpenWithoutFollowingAsync(create)).Location!;
    }
}
