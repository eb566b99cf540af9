namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>A user with a browser who connects an account of the demo provider, <c>ada</c> or <c>ben</c>.</summary>
public sealed class NotionUser(TestHost host, string login) : IDisposable
{
    public TestBrowser Browser { get; } = host.CreateBrowser();

    public Uri RedirectUri => host.Notion.Options.RedirectUri;

    // Returns the provider's sign-in page, or the consent page for a signed-in user.
    public Task<Visit> StartAsync(string workspace = "home") =>
        Browser.OpenAsync(host.Notion.ConnectUrl(login, workspace));

    public Task<Visit> SignInAsync(Visit page, string? asLogin = null) =>
        Browser.PressAsync(page, $"{asLogin ?? login} ·");

    public async Task<Visit> ReachConsentAsync(string workspace = "home")
    {
        var page = await StartAsync(workspace);
        if (page.Address.Port == host.Acme.WebUrl.Port)
            page = await SignInAsync(page);
        page.Text.ShouldContain("Connect with Notion?");
        return page;
    }

    // Returns the page that leads to Notion, which is not followed.
    public async Task<Visit> AllowAsync(string workspace = "home") =>
        await Browser.PressAsync(await ReachConsentAsync(workspace), "Allow");

    public async Task<string> GetCodeAsync(string workspace = "home")
    {
        var callback = await AllowAsync(workspace);
        callback.Status.ShouldBe(HttpStatusCode.OK, callback.Text);
        return callback.AuthorizationResponse["code"];
    }

    public async Task<Tokens> ConnectAsync(string workspace = "home") =>
        Tokens.From(await new NotionCalls(host).RedeemAsync(await GetCodeAsync(workspace)));

    public async Task<Visit> OpenConnectionsAsync()
    {
        var page = await Browser.OpenAsync(new Uri(host.Service.Url, "/connections"));
        if (page.Text.Contains("Sign out", StringComparison.Ordinal))
            return page;
        page = await Browser.FollowAsync(page, "Sign in with");
        return page.Address.Port == host.Acme.WebUrl.Port ? await SignInAsync(page) : page;
    }

    public void Dispose() => Browser.Dispose();
}
