using Microsoft.Extensions.Time.Testing;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubOutageTests : GitHubDoubleTests
{
    // With a clock that stands still, attempts take no time on a busy machine; limits count from it.
    public GitHubOutageTests(GitHubDoubleFixture fixture)
        : base(fixture) => Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_revoked_token_needs_a_sign_in()
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
    public async Task A_query_that_fails_fast_is_retried_once(string failure)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Found>();
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("broken")]
    [InlineData("forbidden")]
    [InlineData("rate-limit")]
    [InlineData("secondary-limit")]
    public async Task A_permanent_failure_is_not_retried(string failure)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        (await ResolveAsync(Issue)).ShouldNotBeOfType<Resolution.Found>();
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(1);
    }

    [Fact]
    public async Task A_trickling_response_is_too_slow()
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
    public async Task The_primary_rate_limit_is_reported_with_its_reset()
    {
        await GitHub.FailAsync("rate-limit", path: "graphql", seconds: 600);
        var now = Time.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(590), now.AddSeconds(660));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(null)]
    public async Task The_secondary_rate_limit_is_reported_with_its_reset(int? seconds)
    {
        await GitHub.FailAsync("secondary-limit", path: "graphql", seconds: seconds);
        var now = Time.GetUtcNow();

        var limited = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.RateLimited>();

        limited.Until.ShouldBeInRange(now.AddSeconds(seconds ?? 60), now.AddSeconds((seconds ?? 60) + 60));
    }

    [Theory]
    [InlineData("forbidden", "approve")]
    [InlineData("saml", "single sign-on")]
    public async Task A_forbidden_response_has_a_remedy(string failure, string word)
    {
        await GitHub.FailAsync(failure, path: "graphql");

        var forbidden = (await ResolveAsync(Issue)).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldContain(word);
        forbidden.Remedy.ShouldNotContain("octo-org");
    }
}
