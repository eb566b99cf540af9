using System.Text;
using System.Text.Json.Nodes;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

/// <summary>A webhook names resources of exactly the cards that it affects.</summary>
public sealed class WebhookResourceTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private const string IssueComment = $"{Issue}#issuecomment-492700400";
    private const string ReviewComment = $"{PullRequest}#discussion_r284312630";
    private const string Review = $"{PullRequest}#pullrequestreview-237895671";
    private const string CommitComment = $"{Commit}#commitcomment-33548674";

    private const string Release = $"{Repository}/releases/tag/0.0.1";
    private const string LatestRelease = $"{Repository}/releases/latest";
    private const string Tag = $"{Repository}/releases/tag/simple-tag";
    private const string Compare = $"{Repository}/compare/master...changes";
    private const string Milestone = $"{Repository}/milestone/1";
    private const string Discussion = $"{Repository}/discussions/4";
    private const string DiscussionComment = $"{Discussion}#discussioncomment-550062";

    private static readonly string[] OfPullRequest = [PullRequest, ReviewComment, Review];
    private static readonly string[] OfIssue = [Issue, IssueComment];
    private static readonly string[] OfCommit = [Commit, CommitComment];
    private static readonly string[] OfReleases = [Release, LatestRelease];
    private static readonly string[] OfDiscussion = [Discussion, DiscussionComment];
    private static readonly string[] All =
    [
        Repository,
        .. OfPullRequest,
        .. OfIssue,
        .. OfCommit,
        .. OfReleases,
        Tag,
        Compare,
        Milestone,
        .. OfDiscussion,
    ];

    // An event of Codertocat/Hello-World with the cards that it refreshes and purges.
    public static TheoryData<string, string?, string[], string[]> Events =>
        new()
        {
            { "pull_request", "synchronize", OfPullRequest, [] },
            { "pull_request", "closed", OfPullRequest, [] },
            { "pull_request_review", "submitted", OfPullRequest, [] },
            { "pull_request_review_comment", "edited", OfPullRequest, [] },
            { "pull_request_review_comment", "deleted", OfPullRequest, [ReviewComment] },
            { "check_suite", "completed", OfPullRequest, [] },
            { "check_run", "completed", OfPullRequest, [] },
            { "issues", "edited", OfIssue, [] },
            { "issues", "deleted", [Milestone], OfIssue },
            { "issue_comment", "edited", OfIssue, [] },
            { "issue_comment", "deleted", OfIssue, [IssueComment] },
            { "status", null, OfCommit, [] },
            { "commit_comment", "created", OfCommit, [] },
            { "create", null, [Tag], [] },
            { "delete", null, [Tag], [] },
            { "push", null, [Repository, Tag], [] },
            { "release", "published", [Repository, .. OfReleases], [] },
            { "release", "deleted", [Repository, .. OfReleases], OfReleases },
            { "milestone", "closed", [Milestone], [] },
            { "milestone", "deleted", All, [Milestone] },
            { "issues", "milestoned", [.. OfPullRequest, Milestone], [] },
            { "discussion", "answered", OfDiscussion, [] },
            { "discussion_comment", "edited", OfDiscussion, [] },
            { "discussion_comment", "deleted", OfDiscussion, [DiscussionComment] },
            { "label", "deleted", All, [] },
            { "public", null, All, [] },
            { "repository", "publicized", All, [] },
            { "repository", "privatized", [], All },
            { "installation_repositories", "removed", [], All },
            { "installation", "deleted", [], All },
        };

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_reaches_the_cards_it_concerns(
        string name,
        string? action,
        string[] refreshed,
        string[] purged
    )
    {
        var changed = Read(name, action);

        foreach (var link in All)
        {
            var resources = (await FindAsync(link)).Resources;
            resources.Intersect(changed.Refresh).Any().ShouldBe(refreshed.Contains(link), $"{link} is refreshed");
            resources.Intersect(changed.Purge).Any().ShouldBe(purged.Contains(link), $"{link} is purged");
        }
    }

    [Fact]
    public async Task Webhooks_of_another_repository_reach_none_of_these_cards()
    {
        var changed = Read("repository", "transferred");

        foreach (var link in All)
            (await FindAsync(link)).Resources.Intersect(changed.Refresh.Concat(changed.Purge)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_subject_of_a_webhook_is_the_subject_of_a_sign_in()
    {
        var someone = (
            await IdentifyAsync(await GitHub.IssueTokenAsync(GitHubUsers.Octocat))
        ).ShouldBeOfType<Identification.Known>();
        var revoked = GitHubExamples.Of("github_app_authorization", "revoked");

        var subjects = revoked.Delivery.Read().ShouldBeOfType<WebhookReading.Changed>().Subjects;

        subjects.ShouldBe([someone.Subject]);
    }

    // The examples are about several repositories and accounts: their names are replaced by those of the cards.
    private static WebhookReading.Changed Read(string name, string? action)
    {
        var json = JsonNode.Parse(GitHubExamples.Of(name, action).Json)!;
        if (json["installation"]?["account"] is { } account)
            account["login"] = "Codertocat";
        foreach (var repository in json["repositories_removed"]?.AsArray() ?? [])
            (repository!["id"], repository["full_name"]) = (186853002, "Codertocat/Hello-World");
        var delivery = new GitHubDelivery(name, Encoding.UTF8.GetBytes(json.ToJsonString()));
        return delivery.Read().ShouldBeOfType<WebhookReading.Changed>();
    }
}
