using Unfurl.Server.Logging;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Pages.Apps;

/// <summary>Who may register an app outside Development.</summary>
public sealed class AppAdministratorTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await new TestHostBuilder().WithNotion().WithGitHub().In("Production").StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_administrator_registers_an_app_and_others_are_refused()
    {
        using var administrator = new TestBrowser();
        using var other = new TestBrowser();
        var connections = await SignInAsync(administrator, Codertocat);
        var id = connections.Page.QuerySelector("[data-copy^='github:']")!.GetAttribute("data-copy")!;
        id.ShouldMatch("^github:[0-9]+$");
        (await administrator.OpenFormAsync(_host.Service)).Status.ShouldBe(HttpStatusCode.Forbidden);

        await _host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:Administrators:0", id.Replace("github", "GitHub"))
        );
        await SignInAsync(other, Octocat);
        var gitHub = await administrator.ReachGitHubAsync(_host.Service, _host.GitHub);
        var refused = await other.OpenFormAsync(_host.Service);

        (await administrator.CreateAsync(gitHub)).Text.ShouldContain("The app is registered");
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("Only administrators register apps");
        ReasonsOf(_host.Service).ShouldBe([AppReasons.NotAdministrator]);
    }

    [Fact]
    public async Task A_form_of_somebody_else_is_refused_too()
    {
        using var browser = new TestBrowser();
        // A form of another page, for its token.
        var fields = (await SignInAsync(browser, Octocat)).Form("Sign out").Fields;

        var answer = await browser.SubmitAsync(
            new Uri(_host.Service.Url, Registration.Path),
            [.. fields, new("host", _host.GitHub.Url.AbsoluteUri), new("instance", "ghes")]
        );

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Page.QuerySelector("[name=manifest]").ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_told_to()
    {
        using var browser = new TestBrowser();

        var page = await browser.OpenFormAsync(_host.Service);

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Page.QuerySelector("[name=host]").ShouldBeNull();
        page.Link("Sign in with github.com").GetAttribute("href").ShouldBe("/signin/github?return_url=/setup/github");
    }

    private async Task<Visit> SignInAsync(TestBrowser browser, string login)
    {
        var choice = await browser.OpenAsync(new Uri(_host.Service.Url, "/signin/github?return_url=/connections"));
        return await browser.FollowAsync(choice, $"Continue as {login}");
    }

    private static IEnumerable<string?> ReasonsOf(UnfurlHost service) =>
        service.Logs.Lines.Where(line => line.Reason is not null).Select(line => line.Reason);
}
