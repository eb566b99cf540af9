using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubConditionalTests : GitHubDoubleTests
{
    private const string IssueComment = $"{Issue}#issuecomment-492700400";

    private readonly TestClock _clock = new();
    private readonly IProviderAdapter _adapter;

    public GitHubConditionalTests(GitHubDoubleFixture fixture)
        : base(fixture)
    {
        Time = _clock;
        _adapter = Some.GitHub(settings: GitHub.Settings);
    }

    [Theory]
    [InlineData(IssueComment)]
    [InlineData($"{PullRequest}#discussion_r284312630")]
    [InlineData($"{PullRequest}#pullrequestreview-237895671")]
    [InlineData($"{Commit}#commitcomment-33548674")]
    public async Task An_unchanged_comment_is_served_from_the_ETag_cache(string link)
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);

        var first = await ResolveHereAsync(token, link);
        var second = await ResolveHereAsync(token, link);

        second.ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
        var calls = await GitHub.CallsAsync();
        (calls.Rest, calls.Conditional, calls.NotModified).ShouldBe((2, 1, 1));
    }

    [Fact]
    public async Task A_changed_comment_replaces_the_cached_response()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await ResolveHereAsync(token, IssueComment);
        await GitHub.SetCommentAsync(GitHubThings.IssueComment, new { body = "Done." });

        var changed = await ResolveHereAsync(token, IssueComment);
        var notModified = (await GitHub.CallsAsync()).NotModified;
        var again = await ResolveHereAsync(token, IssueComment);

        changed.ShouldBeOfType<Resolution.Found>().Preview.Body.ShouldBe("Done.");
        again.ShouldBeEquivalentTo(changed);
        (notModified, (await GitHub.CallsAsync()).NotModified).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(GitHubUsers.Monalisa)]
    [InlineData(GitHubUsers.Octocat)]
    public async Task A_cached_response_is_used_only_for_its_own_token(string login)
    {
        await ResolveHereAsync(await GitHub.IssueTokenAsync(GitHubUsers.Octocat), IssueComment);

        var others = await ResolveHereAsync(await GitHub.IssueTokenAsync(login), IssueComment);

        others.ShouldBeOfType<Resolution.Found>();
        (await GitHub.CallsAsync()).Conditional.ShouldBe(0);
    }

    [Fact]
    public async Task Losing_access_removes_the_cached_response()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await ResolveHereAsync(token, IssueComment);
        await GitHub.MakePrivateAsync(GitHubThings.PublicRepository, GitHubUsers.Codertocat);

        var rejected = await ResolveHereAsync(token, IssueComment);
        await GitHub.MakePublicAsync(GitHubThings.PublicRepository);
        var again = await ResolveHereAsync(token, IssueComment);

        rejected.ShouldBe(new Resolution.NotFound());
        again.ShouldBeOfType<Resolution.Found>();
        var calls = await GitHub.CallsAsync();
        (calls.Rest, calls.Conditional, calls.NotModified).ShouldBe((3, 1, 0));
    }

    [Fact]
    public async Task A_response_behind_a_redirect_is_revalidated()
    {
        await GitHub.RenameAsync(GitHubThings.PublicRepository, "Codertocat/Bonjour");
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        var first = await ResolveHereAsync(token, IssueComment);

        var second = await ResolveHereAsync(token, IssueComment);

        second.ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
        var calls = await GitHub.CallsAsync();
        (calls.Rest, calls.Conditional, calls.NotModified).ShouldBe((4, 1, 1));
    }

    [Fact]
    public async Task The_new_location_of_a_transferred_issue_is_revalidated()
    {
        await GitHub.TransferAsync(GitHubThings.PublicRepository, 1, GitHubThings.PopularRepository, 7001);
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        var first = await ResolveHereAsync(token, Issue);

        var second = await ResolveHereAsync(token, Issue);

        second.ShouldBeOfType<Resolution.Found>().ShouldBeEquivalentTo(first);
        (await GitHub.CallsAsync()).NotModified.ShouldBe(1);
    }

    [Fact]
    public async Task A_repository_renamed_since_is_not_shown_under_its_old_name()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await ResolveHereAsync(token, IssueComment);
        await GitHub.RenameAsync(GitHubThings.PublicRepository, "Codertocat/Bonjour");

        var renamed = await ResolveHereAsync(token, IssueComment);

        renamed.ShouldBeOfType<Resolution.Found>().Preview.Identifier.ShouldBe("Codertocat/Bonjour#1");
        (await GitHub.CallsAsync()).NotModified.ShouldBe(0);
    }

    [Fact]
    public async Task A_response_unused_for_twelve_hours_is_evicted()
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        await ResolveHereAsync(token, IssueComment);
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await ResolveHereAsync(token, IssueComment);
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await ResolveHereAsync(token, IssueComment);
        var known = (await GitHub.CallsAsync()).Conditional;

        _clock.Advance(TimeSpan.FromHours(12));
        await ResolveHereAsync(token, IssueComment);

        (known, (await GitHub.CallsAsync()).Conditional).ShouldBe((2, 2));
    }

    private Task<Resolution> ResolveHereAsync(string token, string link) =>
        _adapter.ResolveAsync(_adapter.Match(link), Call(token), TestContext.Current.CancellationToken);
}
