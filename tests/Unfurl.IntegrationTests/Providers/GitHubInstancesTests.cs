using Unfurl.Server.Connections.Credentials;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Providers;

public sealed class GitHubInstancesTests : IAsyncLifetime
{
    private const string OnCom = $"https://github.com/{PublicRepository}/pull/2";
    private const string OnServer = $"https://github.acme.example/{PublicRepository}/pull/2";

    private readonly TestClock _clock = new();
    private GitHubDouble _com = null!;
    private GitHubDouble _server = null!;
    private UnfurlHost _service = null!;

    public async ValueTask InitializeAsync()
    {
        (_com, _server) = (await GitHubDouble.StartAsync(), await GitHubDouble.StartAsync());
        await _com.SetAsync(PublicRepository, PullRequest, new { title = "On github.com" });
        await _server.SetAsync(PublicRepository, PullRequest, new { title = "On the server" });
        _service = UnfurlHost.Start(
            [.. Settings("github", "github.com", _com), .. Settings("ghes", "github.acme.example", _server)],
            time: _clock
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _com.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_link_goes_to_its_own_host_with_its_own_credential(bool isGitHubApp)
    {
        await _com.UseGitHubAppAsync(isGitHubApp);
        await _server.UseGitHubAppAsync(isGitHubApp);
        var user = await ConnectAsync();
        await user.SignInAsync("ghes", Codertocat, await TokensAsync(_server));

        var onCom = await user.UnfurlAsync(OnCom);
        var onServer = await user.UnfurlAsync(OnServer);

        (onCom.Title, onServer.Title).ShouldBe(("On github.com", "On the server"));
        ((await _com.CallsAsync()).GraphQL, (await _server.CallsAsync()).GraphQL).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_comment_of_a_renamed_repository_is_read_from_both_APIs_of_its_own_host()
    {
        await _server.RenameAsync(PublicRepository, "Codertocat/Bonjour");
        var user = await ConnectAsync();
        await user.SignInAsync("ghes", Codertocat, await TokensAsync(_server));

        var response = await user.UnfurlAsync($"{OnServer}#discussion_r{GitHubThings.ReviewComment.Id}");
        var again = await user.UnfurlAsync($"{OnServer}/files#r{GitHubThings.ReviewComment.Id}");

        (response.Title, again.Title).ShouldBe(("On the server", "On the server"));
        var (onCom, onServer) = (await _com.CallsAsync(), await _server.CallsAsync());
        (onCom.GraphQL, onCom.Rest).ShouldBe((0, 0));
        // The redirected request and the one at its target; the card and whether the comment is hidden.
        (onServer.GraphQL, onServer.Rest).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_link_of_an_instance_without_a_credential_requests_sign_in_and_makes_no_call()
    {
        var user = await ConnectAsync();

        var response = await user.UnfurlAsync(OnServer);

        response.Status.ShouldBe(401);
        response.Message!.ShouldContain(new Uri(_service.Url, "/connections").AbsoluteUri);
        (await _com.CallsAsync()).GraphQL.ShouldBe(0);
        (await _server.CallsAsync()).GraphQL.ShouldBe(0);
    }

    [Fact]
    public async Task An_expired_token_of_a_GitHub_App_is_refreshed_once_under_concurrency()
    {
        await _com.UseGitHubAppAsync();
        var user = await ConnectAsync();
        await _com.ExpireTokensAsync(Codertocat);
        string[] links =
        [
            OnCom,
            $"https://github.com/{PublicRepository}/issues/1",
            $"https://github.com/{PublicRepository}",
            $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}",
        ];

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => user.UnfurlAsync(links[i % links.Length]))
        );

        responses.ShouldAllBe(response => response.Title != null);
        (await RefreshesAsync(_com)).ShouldBe(1);
        (await user.CredentialAsync("github")).AccessToken.Reveal().ShouldStartWith("ghu_");
    }

    [Fact]
    public async Task The_next_refresh_uses_the_rotated_refresh_token()
    {
        await _com.UseGitHubAppAsync();
        var user = await ConnectAsync();

        for (var round = 1; round <= 2; round++)
        {
            await _com.ExpireTokensAsync(Codertocat);
            _clock.Advance(TimeSpan.FromMinutes(1));
            (await user.UnfurlAsync(OnCom)).Title.ShouldBe("On github.com", $"round {round}");
        }

        (await RefreshesAsync(_com)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revoked_credential_of_one_instance_does_not_affect_the_other(bool isGitHubApp)
    {
        await _com.UseGitHubAppAsync(isGitHubApp);
        var user = await ConnectAsync();
        await user.SignInAsync("ghes", Codertocat, await TokensAsync(_server));
        await _com.RevokeAsync(Codertocat);

        var onCom = await user.UnfurlAsync(OnCom);
        var onServer = await user.UnfurlAsync(OnServer);

        (onCom.Status, onServer.Title).ShouldBe((401, "On the server"));
        (await user.CredentialAsync("github")).IsActive.ShouldBeFalse();
        (await user.CredentialAsync("ghes")).IsActive.ShouldBeTrue();
    }

    private async Task<ConnectedUser> ConnectAsync() =>
        await ConnectedUser.ConnectAsync(_service, "github", Codertocat, await TokensAsync(_com));

    private static async Task<TokenResponse> TokensAsync(GitHubDouble github)
    {
        var (access, refresh) = await github.IssueTokensAsync(Codertocat);
        return new TokenResponse(new Secret(access), refresh is null ? null : new Secret(refresh), ExpiresAt: null);
    }

    private static async Task<int> RefreshesAsync(GitHubDouble github) =>
        (await github.CallsAsync()).Calls.GetValueOrDefault("POST /login/oauth/access_token");

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string name, string host, GitHubDouble github) =>
        github
            .Settings.Append(new("Type", "GitHub"))
            .Append(new("Host", host))
            .Select(setting => KeyValuePair.Create($"Unfurl:Providers:{name}:{setting.Key}", setting.Value));
}
