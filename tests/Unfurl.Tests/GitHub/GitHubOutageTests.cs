using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>GitHub refuses, fails or is silent, over HTTP.</summary>
public sealed class GitHubOutageTests : AgainstGitHub
{
    // Tries take no time, however busy the machine is; limits count from now.
    public GitHubOutageTests(GitHubDoubleFixture fixture)
        : base(fixture) => Time = new Some.StoppedClock(TimeProvider.System.GetUtcNow());

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
    [InlineData("compressed-bomb")]
    [InlineData("disconnect")]
    [InlineData("something-wrong")]
    public async Task A_failing_GitHub_is_unavailable(string failure)
    {
        await GitHub.FailAsync(failure, times: 2, path: "graphql");

        (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Unavailable>().TooSlow.ShouldBeFalse();
    }

    [Theory]
    [InlineData("bad-gateway")]
    [InlineData("truncated")]
    [InlineData("disconnect")]
    [InlineData("something-wrong")]
    public async Task A_query_that_failed_fast_is_asked_once_more(string failure)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Found>();
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("broken")]
    [InlineData("oversized")]
    [InlineData("forbidden")]
    [InlineData("rate-limit")]
    [InlineData("secondary-limit")]
    public async Task What_another_try_does_not_help_is_not_asked_again(string failure)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldNotBeOfType<Resolution.Found>();
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_trickles_is_too_slow()
    {
        await GitHub.FailAsync("trickle", path: "graphql");
        using var limit = new CancellationTokenSource();
        var resolving = ResolveWithAsync(await GitHub.IssueTokenAsync(GitHubUsers.Octocat), Issue, limit.Token);
        await Eventually.TrueAsync(async () => (await GitHub.CallsAsync()).GraphQL == 1, "GitHub was asked");

        await limit.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => resolving);
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
        var now = Time.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(590), now.AddSeconds(660));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(null)]
    public async Task The_secondary_limit_is_told_with_its_end(int? seconds)
    {
        await GitHub.FailAsync("secondary-limit", path: "graphql", seconds: seconds);
        var now = Time.GetUtcNow();

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
