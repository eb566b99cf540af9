using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>
/// The main path over GitHub's published schema and payloads, with github.com and an Enterprise Server configured.
/// </summary>
public sealed class GitHubPathTests(BrowserFixture browser) : IAsyncLifetime
{
    private GitHubDouble _enterprise = null!;
    private TestHost _host = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    private LabPage Lab => new(_page, _host.Url);

    private ConsentPage Consent => new(_page);

    private GitHubSignInPage SignIn => new(_page);

    public async ValueTask InitializeAsync()
    {
        _enterprise = await GitHubDouble.StartAsync();
        _host = await new TestHostBuilder()
            .WithGitHub()
            .WithNotion()
            .OnSystemClock()
            .With(OnAnotherHost(TestSettings.GitHub(_enterprise, "ghes", "github.acme.example")))
            .StartAsync();
        _context = await browser.Browser.NewContextAsync();
        _page = await _context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _host.DisposeAsync();
        await _enterprise.DisposeAsync();
    }

    [Fact]
    public async Task A_private_pull_request_is_shown_only_to_users_with_access_at_GitHub()
    {
        const string Private = "https://github.com/octo-org/octo-repo/pull/118/files";

        await ConnectAsync(Private, "github.com", GitHubUsers.Codertocat);
        await Expect(Lab.Preview).ToContainTextAsync("octo-org/octo-repo#118");
        await Expect(Lab.Mention).ToContainTextAsync("octo-org/octo-repo#118");

        await Lab.ConnectAnotherAsync();
        await Consent.UseAnotherAccountAsync();
        await ChooseAsync("github.com");
        await SignIn.ContinueAsAsync(GitHubUsers.Octocat);
        await Consent.AllowAsync();
        await Expect(Lab.Reason).ToContainTextAsync("404: Content not found, or not visible to the connected account.");
    }

    [Fact]
    public async Task A_link_of_another_instance_names_where_to_connect_and_is_shown_after_connecting()
    {
        const string Link = "https://github.acme.example/Codertocat/Hello-World/issues/1";
        await ConnectAsync("https://github.com/Codertocat/Hello-World/pull/2", "github.com", GitHubUsers.Octocat);
        await Expect(Lab.Preview).ToContainTextAsync("Codertocat/Hello-World#2");

        await Lab.PasteAsync(Link);
        await Expect(Lab.Reason).ToContainTextAsync("401: Connect your account with this provider");
        await _page.GotoAsync(new Uri(_host.Url, "/connections").AbsoluteUri);
        await _page.GetByRole(AriaRole.Link, new() { Name = "Connect github.acme.example" }).ClickAsync();
        await SignIn.ContinueAsAsync(GitHubUsers.Monalisa);
        await Expect(_page.GetByRole(AriaRole.Cell, new() { Name = "connected", Exact = true })).ToHaveCountAsync(2);

        await Lab.OpenAsync();
        await Lab.PasteAsync(Link);
        await Expect(Lab.Preview).ToContainTextAsync("Codertocat/Hello-World#1");
        (await _enterprise.CallsAsync()).GraphQL.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(PageChecks.Appearances), MemberType = typeof(PageChecks))]
    public async Task The_scopes_are_read_before_a_sign_in(ColorScheme scheme, int width)
    {
        await using var context = await PageChecks.OpenAsync(browser, scheme, width);
        var page = await context.NewPageAsync();

        await page.GotoAsync(_host.Notion.ConnectUrl("ada", "home").AbsoluteUri);
        await Expect(page.GetByText("github.com will ask you to allow:")).ToBeVisibleAsync();
        var problems = await PageChecks.ProblemsAsync(page, "the choice of a provider");
        await page.GotoAsync(new Uri(_host.Url, "/connections").AbsoluteUri);
        await Expect(page.GetByText("github.com will ask you to allow:")).ToBeVisibleAsync();

        problems.Concat(await PageChecks.ProblemsAsync(page, "/connections")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_at_GitHub_returns_access_denied_to_Notion()
    {
        await Lab.OpenAsync();
        await Lab.PasteAsync("https://github.com/Codertocat/Hello-World");
        await Lab.ConnectAsync();
        await ChooseAsync("github.com");
        await SignIn.CancelAsync();

        await Expect(Lab.Reason.First).ToContainTextAsync("access_denied");
    }

    private async Task ConnectAsync(string link, string host, string login)
    {
        await Lab.OpenAsync();
        await Lab.PasteAsync(link);
        await Lab.ConnectAsync();
        await ChooseAsync(host);
        await SignIn.ContinueAsAsync(login);
        await Expect(Consent.Person).ToContainTextAsync(login);
        await Consent.AllowAsync();
    }

    // The page offers a choice if several instances are configured.
    private Task ChooseAsync(string host) =>
        _page.GetByRole(AriaRole.Link, new() { Name = $"Sign in with {host}" }).ClickAsync();

    // Cookies ignore ports, so the second server needs another name: a sign-in at one must not count at the other.
    private static IEnumerable<KeyValuePair<string, string?>> OnAnotherHost(
        IEnumerable<KeyValuePair<string, string?>> settings
    ) =>
        settings.Select(setting => new KeyValuePair<string, string?>(
            setting.Key,
            setting.Value?.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        ));
}
