using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>Revokes exactly one credential at GitHub.</summary>
public sealed class GitHubRevocationTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_is_deleted_and_the_users_other_token_is_not(bool isGitHubApp)
    {
        await GitHub.UseGitHubAppAsync(isGitHubApp);
        var (ended, refresh) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);
        var (other, _) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);

        var revocation = await RevokeAsync(ended, refresh);

        revocation.ShouldBeOfType<Revocation.Done>();
        (await IdentifyAsync(ended)).ShouldBeOfType<Identification.Rejected>();
        (await IdentifyAsync(other)).ShouldBeOfType<Identification.Known>();
        if (refresh is not null)
            (await RefreshAsync(refresh)).ShouldContain("bad_refresh_token");
    }

    [Fact]
    public async Task The_refresh_token_of_an_expired_token_is_revoked()
    {
        await GitHub.UseGitHubAppAsync();
        var (access, refresh) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);
        await GitHub.ExpireTokensAsync(GitHubUsers.Octocat);

        var revocation = await RevokeAsync(access, refresh);

        revocation.ShouldBeOfType<Revocation.Done>();
        (await RefreshAsync(refresh!)).ShouldContain("bad_refresh_token");
        (await GitHub.CallsAsync()).Calls.GetValueOrDefault($"DELETE {TokenPath}").ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_the_user_revoked_at_GitHub_is_done(bool isGitHubApp)
    {
        await GitHub.UseGitHubAppAsync(isGitHubApp);
        var (access, refresh) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);
        await GitHub.RevokeAsync(GitHubUsers.Octocat);

        (await RevokeAsync(access, refresh)).ShouldBeOfType<Revocation.Done>();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(200)]
    public async Task Any_other_response_is_a_failure_with_its_status(int status)
    {
        var (access, refresh) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);
        await GitHub.AnswerAsync(status, "<html>", path: "/applications/");

        (await RevokeAsync(access, refresh)).ShouldBe(new Revocation.Failed($"HTTP {status}"));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"error":"incorrect_client_credentials"}""")]
    public async Task A_refresh_token_that_cannot_be_exchanged_is_a_failure(string body)
    {
        await GitHub.UseGitHubAppAsync();
        var (access, refresh) = await GitHub.IssueTokensAsync(GitHubUsers.Octocat);
        await GitHub.ExpireTokensAsync(GitHubUsers.Octocat);
        await GitHub.AnswerAsync(200, body, path: "/login/oauth/access_token");

        (await RevokeAsync(access, refresh)).ShouldBeOfType<Revocation.Failed>();
    }

    [Fact]
    public async Task An_unreachable_GitHub_is_a_failure()
    {
        var adapter = Some.GitHub(
            settings: new Dictionary<string, string?>(GitHub.Settings) { ["ApiUrl"] = "http://127.0.0.1:9/" }
        );

        var revocation = await adapter.RevokeAsync(Call("gho_token"), null, TestContext.Current.CancellationToken);

        revocation.ShouldBeOfType<Revocation.Failed>().Reason.ShouldStartWith("connection failed");
    }

    private string TokenPath => $"/api/v3/applications/{GitHub.ClientId}/token";

    private Task<Revocation> RevokeAsync(string accessToken, string? refreshToken) =>
        Some.GitHub(settings: GitHub.Settings)
            .RevokeAsync(
                Call(accessToken),
                refreshToken is null ? null : new Secret(refreshToken),
                TestContext.Current.CancellationToken
            );

    private async Task<string> RefreshAsync(string refreshToken)
    {
        using var response = await Http.PostAsync(
            new Uri(GitHub.Url, "/login/oauth/access_token"),
            new FormUrlEncodedContent([
                new("grant_type", "refresh_token"),
                new("refresh_token", refreshToken),
                new("client_id", GitHub.ClientId),
                new("client_secret", GitHub.ClientSecret),
            ]),
            TestContext.Current.CancellationToken
        );
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
