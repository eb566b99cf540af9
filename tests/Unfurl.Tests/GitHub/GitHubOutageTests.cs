using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>GitHub refuses, fails or is silent, over HTTP.</summary>
public sealed class GitHubOutageTests(GitHubDoubleFixture fixture) : AgainstGitHub(fixture)
{
    [Fact]
    public async Task A_withdrawn_permission_needs_a_sign_in()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await GitHub.RevokeAsync(GitHubUsers.Octocat);

        (await ResolveWithAsync(token, Issue)).ShouldBe(new Resolution.SignInNeeded());
    }

    [Fact]
    public async Task An_expired_token_needs_a_sign_in()
    {
        await GitHub.UseGitHubAppAsync();
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await GitHub.ExpireTokensAsync(GitHubUsers.Octocat);

        (await ResolveWithAsync(token, Issue)).ShouldBe(new Resolution.SignInNeeded());
    }

    [Theory]
    [InlineData("html")]
    [InlineData("bad-gateway")]
    [InlineData("broken")]
    [InlineData("truncated")]
    [InlineData("oversized")]
    [InlineData("disconnect")]
    [InlineData("something-wrong")]
    public async Task A_failing_GitHub_is_unavailable(string failure)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Unavailable>().TooSlow.ShouldBeFalse();
    }

    [Fact]
    public async Task A_GitHub_that_does_not_answer_is_too_slow()
    {
        await GitHub.FailAsync("hang", path: "graphql");
        Http.Timeout = TimeSpan.FromMilliseconds(300);

        (await ResolveAsync(Issue)).ShouldBe(new Resolution.Unavailable("timeout") { TooSlow = true });
    }

    [Fact]
    public async Task The_hourly_limit_is_told_with_its_end()
    {
        await GitHub.FailAsync("rate-limit", path: "graphql", seconds: 600);
        var now = TimeProvider.System.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(590), now.AddSeconds(660));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(null)]
    public async Task The_secondary_limit_is_told_with_its_end(int? seconds)
    {
        await GitHub.FailAsync("secondary-limit", path: "graphql", seconds: seconds);
        var now = TimeProvider.System.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(seconds ?? 60), now.AddSeconds((seconds ?? 60) + 60));
    }

    [Theory]
    [InlineData("forbidden", "approve")]
    [InlineData("saml", "single sign-on")]
    public async Task A_refusal_comes_with_a_remedy(string failure, string word)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        var forbidden = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldContain(word);
        forbidden.Remedy.ShouldNotContain("octo-org");
    }
}
