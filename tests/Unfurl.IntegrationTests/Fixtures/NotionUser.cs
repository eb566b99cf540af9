using System.Net;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>Somebody with a browser who connects an account of the demo provider in Notion.</summary>
/// <param name="world">Where.</param>
/// <param name="login">Who they are at the provider: <c>ada</c> or <c>ben</c>.</param>
public sealed class NotionUser(TestHost world, string login) : IDisposable
{
    public TestBrowser Browser { get; } = world.CreateBrowser();

    /// <summary>Notion's redirect URI.</summary>
    public Uri RedirectUri => world.Notion.Simulator.Options.RedirectUri;

    /// <summary>Clicks "Connect" in Notion.</summary>
    /// <returns>The provider's sign-in page, or the consent page for who is signed in already.</returns>
    public Task<Visit> StartAsync(string workspace = "home") =>
        Browser.OpenAsync(world.Notion.Simulator.ConnectUrl(login, workspace));

    /// <summary>Signs in on the provider's page.</summary>
    public Task<Visit> SignInAsync(Visit page, string? asLogin = null) =>
        Browser.PressAsync(page, $"{asLogin ?? login} ·");

    /// <summary>Connects until the consent page asks.</summary>
    public async Task<Visit> ReachConsentAsync(string workspace = "home")
    {
        var page = await StartAsync(workspace);
        if (page.Address.Port == world.Acme.WebUrl.Port)
            page = await SignInAsync(page);
        page.Text.ShouldContain("Connect with Notion?");
        return page;
    }

    /// <summary>Connects and allows it.</summary>
    /// <returns>The redirect to Notion, not followed.</returns>
    public async Task<Visit> AllowAsync(string workspace = "home") =>
        await Browser.PressAsync(await ReachConsentAsync(workspace), "Allow");

    /// <summary>Connects and gives the code that Notion would get.</summary>
    public async Task<string> GetCodeAsync(string workspace = "home")
    {
        var callback = await AllowAsync(workspace);
        callback.Status.ShouldBe(HttpStatusCode.Redirect, callback.Text);
        return callback.AuthorizationResponse["code"];
    }

    /// <summary>Connects, and has Notion trade the code.</summary>
    public async Task<Tokens> ConnectAsync(string workspace = "home") =>
        Tokens.From(await new NotionCalls(world).RedeemAsync(await GetCodeAsync(workspace)));

    /// <summary>Signs in on the service's own pages.</summary>
    public async Task<Visit> OpenConnectionsAsync()
    {
        var page = await Browser.OpenAsync(new Uri(world.Service.Url, "/connections"));
        if (page.Text.Contains("Sign out", StringComparison.Ordinal))
            return page;
        page = await Browser.FollowAsync(page, "Sign in with");
        return page.Address.Port == world.Acme.WebUrl.Port ? await SignInAsync(page) : page;
    }

    public void Dispose() => Browser.Dispose();
}
