using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

/// <summary>A user reads what GitHub will ask for before GitHub asks.</summary>
public sealed class AskedScopesTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await new TestHostBuilder().WithNotion().WithGitHub().In("Production").StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_consent_page_says_the_scopes_in_plain_words_and_leads_on()
    {
        using var browser = _host.CreateBrowser();

        var page = await browser.OpenAsync(_host.Notion.ConnectUrl("ada", "home"));

        page.Text.ShouldContain("github.com will ask you to allow:");
        page.Text.ShouldContain("read and write to your repositories, private ones too. GitHub has no narrower scope");
        page.Page.QuerySelectorAll(".facts code")
            .Select(scope => scope.TextContent)
            .ShouldBe(["repo", "read:org", "read:user", "read:project"]);
        var gitHub = await browser.FollowAsync(page, "Sign in with github.com");
        ScopeOf(gitHub.Address).ShouldBe("repo read:org read:user read:project");
    }

    [Fact]
    public async Task The_connections_page_says_them_before_a_sign_in()
    {
        using var browser = _host.CreateBrowser();

        var page = await browser.OpenAsync(new Uri(_host.Service.Url, "/connections"));

        page.Text.ShouldContain("github.com will ask you to allow:");
        page.Text.ShouldContain("read your profile");
    }

    [Fact]
    public async Task A_scope_without_words_has_its_name()
    {
        await _host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Providers:github:Scopes", "repo gist")
        );
        using var browser = _host.CreateBrowser();

        var page = await browser.OpenAsync(new Uri(_host.Service.Url, "/connections"));

        page.Page.QuerySelectorAll(".facts li")[^1].TextContent.Trim().ShouldBe("gist");
    }

    [Fact]
    public async Task A_GitHub_App_is_asked_for_no_scopes_and_needs_no_page()
    {
        await _host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Providers:github:ClientId", "Iv23app")
        );
        using var browser = _host.CreateBrowser();

        var gitHub = await browser.OpenAsync(_host.Notion.ConnectUrl("ada", "home"));
        var page = await browser.OpenAsync(new Uri(_host.Service.Url, "/connections"));

        gitHub.Address.AbsolutePath.ShouldBe("/login/oauth/authorize");
        ScopeOf(gitHub.Address).ShouldBe("");
        page.Text.ShouldNotContain("will ask you to allow");
    }

    private static string ScopeOf(Uri address) => QueryHelpers.ParseQuery(address.Query)["scope"].ToString();
}
