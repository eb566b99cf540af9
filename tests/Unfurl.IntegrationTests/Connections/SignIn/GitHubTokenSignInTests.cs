using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Connections.SignIn;

/// <summary>A GitHub on which nobody can register an app: users paste a personal access token.</summary>
public sealed class GitHubTokenSignInTests : IAsyncLifetime
{
    private static readonly string[] Scopes = ["repo", "read:org", "read:user", "read:project"];

    private TestHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await new TestHostBuilder()
            .WithNotion()
            .WithGitHub()
            .In("Production")
            .With("Unfurl:Providers:github:SignIn", "PersonalKey")
            .With("Unfurl:Providers:github:ClientId", null)
            .With("Unfurl:Providers:github:ClientSecret", null)
            .StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("ghp_", true)]
    [InlineData("github_pat_", false)]
    public async Task A_user_who_comes_from_Notion_pastes_a_token_and_sees_what_it_may_see(
        string prefix,
        bool isClassic
    )
    {
        var token = await _host.GitHub.MakePersonalTokenAsync(Codertocat, isClassic ? Scopes : []);
        token.ShouldStartWith(prefix);
        using var browser = _host.CreateBrowser();
        var page = await browser.OpenAsync(_host.Notion.ConnectUrl("ada", "home"));

        var consent = await PasteAsync(browser, page, token);
        var callback = await browser.PressAsync(consent, "Allow");
        var notion = new NotionCalls(_host);
        var tokens = Tokens.From(await notion.RedeemAsync(callback.AuthorizationResponse["code"]));

        var card = await notion.UnfurlAsync(
            tokens.AccessToken,
            $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}"
        );
        card.Body.ShouldContain("octo-repo");
        card.Body.ShouldNotContain("\"error\"");
        _host.Service.Logs.ToString().ShouldNotContain(token);
        (await _host.Database.DumpAsync()).ShouldNotContain(token);
    }

    [Fact]
    public async Task The_page_says_where_to_make_a_token_and_what_it_needs()
    {
        using var browser = _host.CreateBrowser();

        var page = await OpenAsync(browser);

        page.Link("/settings/tokens").GetAttribute("href").ShouldBe($"{_host.GitHub.Url}settings/tokens");
        page.Text.ShouldContain($"{_host.GitHub.Url}settings/personal-access-tokens");
        page.Text.ShouldContain("needs the scopes repo, read:org, read:user, read:project.");
        page.Text.ShouldContain("each read-only");
    }

    [Fact]
    public async Task A_rejected_token_is_refused_with_the_reason()
    {
        using var browser = _host.CreateBrowser();

        var answer = await PasteAsync(browser, await OpenAsync(browser), "ghp_0123456789abcdef");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain("github.com does not accept this key");
    }

    [Fact]
    public async Task Disconnecting_deletes_the_token_here_and_calls_GitHub_for_nothing()
    {
        using var browser = _host.CreateBrowser();
        var token = await _host.GitHub.MakePersonalTokenAsync(Codertocat, Scopes);
        var connections = await PasteAsync(browser, await OpenAsync(browser), token);
        connections.Text.ShouldContain($"You are {Codertocat} on github.com");
        connections.Text.ShouldContain("Deletes the key here; end it there too.");

        (await browser.PressAsync(connections, "Disconnect")).Text.ShouldContain("sign in again");

        var calls = (await _host.GitHub.CallsAsync()).Calls;
        calls.Keys.ShouldBe(["GET /api/v3/user"]);
    }

    private Task<Visit> OpenAsync(TestBrowser browser) =>
        browser.OpenAsync(new Uri(_host.Service.Url, "/signin/github?return_url=/connections"));

    private static Task<Visit> PasteAsync(TestBrowser browser, Visit page, string token)
    {
        var (action, fields) = page.Form("Sign in");
        return browser.SubmitAsync(action, fields.Select(field => field.Key == "key" ? new("key", token) : field));
    }
}
