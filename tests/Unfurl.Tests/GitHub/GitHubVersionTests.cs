using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// Servers whose version lacks requested fields: the preview omits them, and later queries do not request them again.
/// </summary>
public sealed class GitHubVersionTests : GitHubDoubleTests
{
    private readonly TestClock _clock = new();
    private readonly IProviderAdapter _adapter;

    public GitHubVersionTests(GitHubDoubleFixture fixture)
        : base(fixture)
    {
        Time = _clock;
        _adapter = Some.GitHub(settings: GitHub.Settings);
    }

    [Theory]
    [InlineData(Issue, "Issue.stateReason")]
    [InlineData(Issue, "Issue.stateReason(enableDuplicate:)")]
    [InlineData(PullRequest, "PullRequest.isInMergeQueue")]
    [InlineData(PullRequest, "PullRequest.totalCommentsCount")]
    [InlineData(PullRequest, "PullRequest.statusCheckRollup")]
    [InlineData(
        PullRequest,
        "PullRequest.isInMergeQueue",
        "PullRequest.totalCommentsCount",
        "PullRequest.statusCheckRollup",
        "Issue.stateReason"
    )]
    [InlineData(Issue, "Issue.bodyHTML")]
    [InlineData(PullRequest, "PullRequest.bodyHTML", "PullRequest.isInMergeQueue")]
    [InlineData(Repository, "Repository.descriptionHTML")]
    [InlineData(Commit, "Commit.statusCheckRollup", "Commit.changedFilesIfAvailable")]
    [InlineData(Repository, "Repository.stargazerCount", "Repository.latestRelease")]
    public async Task An_older_server_rejects_one_query_and_then_gets_supported_fields(
        string link,
        params string[] unknown
    )
    {
        await GitHub.UseServerVersionAsync("latest", unknown);

        var first = await ShowAsync(link);
        var callsOfFirst = (await GitHub.CallsAsync()).GraphQL;
        var second = await ShowAsync(link);

        second.ShouldBeEquivalentTo(first);
        callsOfFirst.ShouldBe(2);
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(3);
    }

    [Fact]
    public async Task Supported_optional_fields_are_still_queried()
    {
        await GitHub.UseServerVersionAsync("3.16", "PullRequest.isInMergeQueue");
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.PullRequest,
            new { statusCheckRollup = new { state = "FAILURE" }, totalCommentsCount = 3 }
        );

        var preview = await ShowAsync(PullRequest);

        preview.Fields.Select(field => field.Id).ShouldBe(["checks", "branch", "changes"]);
        preview.Facts.Comments.ShouldBe(3);
    }

    [Fact]
    public async Task A_closed_issue_without_a_state_reason_is_closed()
    {
        await GitHub.UseServerVersionAsync("latest", "Issue.stateReason");
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.Issue,
            new { state = "CLOSED", stateReason = "NOT_PLANNED" }
        );

        (await ShowAsync(Issue)).Status!.Word.ShouldBe("Closed");
    }

    [Fact]
    public async Task An_upgrade_is_noticed_within_a_day()
    {
        await GitHub.UseServerVersionAsync("latest", "PullRequest.isInMergeQueue");
        await GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { isInMergeQueue = true });
        var before = await ShowAsync(PullRequest);
        await GitHub.UseServerVersionAsync("latest");

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        var during = await ShowAsync(PullRequest);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var after = await ShowAsync(PullRequest);

        (before.Status!.Word, during.Status!.Word, after.Status!.Word).ShouldBe(("Open", "Open", "Queued"));
    }

    [Fact]
    public async Task The_schema_fallback_of_one_instance_is_not_used_by_another()
    {
        await GitHub.UseServerVersionAsync("3.16");
        await ShowAsync(Issue);
        await GitHub.UseServerVersionAsync("latest");
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.Issue,
            new { state = "CLOSED", stateReason = "DUPLICATE" }
        );

        var other = await FindAsync(Issue);

        other.Preview.Status!.Word.ShouldBe("Duplicate");
    }

    [Fact]
    public async Task An_unsupported_required_field_is_the_reported_reason()
    {
        await GitHub.UseServerVersionAsync("latest", "PullRequest.isInMergeQueue", "PullRequest.headRefOid");

        var resolution = await ResolveHereAsync(PullRequest);

        resolution.ShouldBe(new Resolution.Unavailable("the server's version does not support a requested field"));
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(3);
    }

    private async Task<Preview> ShowAsync(string link) =>
        (await ResolveHereAsync(link)).ShouldBeOfType<Resolution.Found>().Preview;

    private async Task<Resolution> ResolveHereAsync(string link)
    {
        var token = await GitHub.IssueTokenAsync(GitHubUsers.Octocat);
        return await _adapter.ResolveAsync(_adapter.Match(link), Call(token), TestContext.Current.CancellationToken);
    }
}
