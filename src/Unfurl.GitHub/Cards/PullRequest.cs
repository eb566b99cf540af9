using System.Globalization;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

/// <summary>A pull request, on any of its tabs.</summary>
internal sealed class PullRequest : IGitHubLinkKind
{
    // https://docs.github.com/en/graphql/reference/objects#pullrequest. The query has no field of a team: GitHub
    // rejects such a query from a token without read:org. "state" has another type on issues, hence the alias. GitHub
    // returns only the user's own pending reviews.
    internal const string Fragment = """
        fragment PullRequestFields on PullRequest {
          title
          pullRequestState: state
          isDraft
          merged
          isInMergeQueue # optional
          mergeQueueEntry { # optional
            position
          }
          bodyHTML # optional, else bodyText
          createdAt
          updatedAt
          closedAt
          mergedAt
          author {
            ...ActorFields
          }
          baseRefName
          headRefName
          headRefOid
          additions
          deletions
          changedFiles
          totalCommentsCount # optional
          reviewDecision
          latestOpinionatedReviews(first: 20, writersOnly: true) { # optional
            nodes {
              state
            }
          }
          pendingReviews: reviews(states: PENDING) {
            totalCount
          }
          statusCheckRollup { # optional
            ...ChecksFields
          }
          labels(first: 5) {
            ...LabelFields
          }
          reviewThreads(first: 100) @include(if: $isInThread) {
            nodes {
              isResolved
              comments(first: 1) {
                nodes {
                  id
                }
              }
            }
          }
        }
        """;

    // The path of a pull request, with the selected tab.
    public const string Template =
        $"{RepositoryLink.Template}/pull/{{number:int}}[.{{format:diff|patch}}][/{{tab:files|commits|checks|changes|conflicts}}]";

    // Its changes up to a commit, or between two, such as BASE..6dcb09b.
    public const string ChangesTemplate =
        $"{RepositoryLink.Template}/pull/{{number:int}}/{{tab:files|changes}}/{{range}}";

    public IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new("Pull request", Template, "/octocat/Hello-World/pull/1347", RepositoryLink.Reserved),
        new(
            "Changes of a pull request",
            ChangesTemplate,
            "/octocat/Hello-World/pull/1347/files/6dcb09b5b57875f334f61aebed695e2e4193db5e",
            RepositoryLink.Reserved
        ),
    ];

    public IReadOnlyList<GraphQLDocument> Documents => [IssueOrPullRequest.Document];

    public string Permission => "Pull requests";

    public string KeyOf(LinkMatch match) => IssueOrPullRequest.KeyOf(match);

    public Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken) =>
        IssueOrPullRequest.ResolveAsync(match, client, cancellationToken);

    internal static Preview PreviewOf(PullRequestNode node)
    {
        var (status, icon) = StateOf(node);
        // Reviewers and checks matter only until the pull request is merged or closed.
        var isUndecided = node is { Merged: false, PullRequestState: not "CLOSED" };
        var labels = node.Labels?.Names ?? [];
        return new Preview
        {
            Title = node.Title,
            Icon = new PreviewImage.Own(icon),
            Status = status,
            Author = Actor.PersonOf(node.Author),
            Body = BodyText.Of(node.BodyHtml, node.BodyText),
            Fields = PreviewFields.Of(
                isUndecided ? PreviewFields.OneOf("review", "Review", ReviewOf(node)) : null,
                isUndecided ? PreviewFields.Checks(node.StatusCheckRollup) : null,
                PreviewFields.Text("branch", "Branch", BranchesOf(node)),
                PreviewFields.Text("merge_queue", "Merge queue", QueuePlaceOf(node)),
                isUndecided ? PreviewFields.FailedChecks(node.StatusCheckRollup) : null,
                PreviewFields.Text(
                    "changes",
                    "Changes",
                    PreviewFields.FormatChanges(node.Additions, node.Deletions, node.ChangedFiles)
                ),
                PreviewFields.Moment("closed_at", "Merged", node.Merged ? node.MergedAt : null)
            ),
            Facts = new Facts
            {
                Comments = node.TotalCommentsCount,
                Labels = labels,
                MoreLabels = (node.Labels?.TotalCount ?? 0) - labels.Length,
                Created = node.CreatedAt,
                Updated = node.UpdatedAt,
                Closed =
                    node.Merged ? node.MergedAt
                    : isUndecided ? null
                    : node.ClosedAt,
            },
        };
    }

    // The order matters: a closed pull request keeps its draft flag, and a merged one is also closed.
    private static (Choice Status, string Icon) StateOf(PullRequestNode node) =>
        node switch
        {
            { Merged: true } => (new("Merged", GitHubColors.Purple), "pull-request-merged"),
            { PullRequestState: "CLOSED" } => (new("Closed", GitHubColors.Red), "pull-request-closed"),
            { IsInMergeQueue: true } => (new("Queued", GitHubColors.Yellow), "pull-request-queued"),
            { IsDraft: true } => (new("Draft", GitHubColors.Gray), "pull-request-draft"),
            _ => (new("Open", GitHubColors.Green), "pull-request-open"),
        };

    // E.g. "feature/cache → main".
    private static string? BranchesOf(PullRequestNode node) =>
        node is { HeadRefName: { } head, BaseRefName: { } @base } ? $"{head} → {@base}" : null;

    // From 1, as GitHub counts.
    private static string? QueuePlaceOf(PullRequestNode node) =>
        node is { IsInMergeQueue: true, Merged: false, MergeQueueEntry.Position: var position }
            ? string.Create(CultureInfo.InvariantCulture, $"Position {position} in the merge queue")
            : null;

    // https://docs.github.com/en/graphql/reference/enums#pullrequestreviewdecision
    private static Choice? ReviewOf(PullRequestNode node) =>
        (node.ReviewDecision ?? DecisionOf(node.LatestOpinionatedReviews)) switch
        {
            "APPROVED" => new Choice("Approved", GitHubColors.Green),
            "CHANGES_REQUESTED" => new Choice("Changes requested", GitHubColors.Red),
            "REVIEW_REQUIRED" => new Choice("Review required", GitHubColors.Yellow),
            _ => null,
        };

    // GitHub decides nothing if no rule asks for a review. These are the last words of each reviewer who could merge.
    private static string? DecisionOf(ReviewConnection? reviews)
    {
        var states = reviews?.Nodes?.Select(review => review?.State).ToHashSet() ?? [];
        return states.Contains("CHANGES_REQUESTED") ? "CHANGES_REQUESTED"
            : states.Contains("APPROVED") ? "APPROVED"
            : null;
    }

    internal sealed record PullRequestNode(
        string Title,
        string PullRequestState,
        bool IsDraft,
        bool Merged,
        string HeadRefOid,
        int Additions,
        int Deletions,
        int ChangedFiles,
        string? BaseRefName = null,
        string? HeadRefName = null,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        bool IsInMergeQueue = false,
        [property: JsonPropertyName("bodyHTML")] string? BodyHtml = null,
        string? BodyText = null,
        DateTimeOffset? ClosedAt = null,
        DateTimeOffset? MergedAt = null,
        Actor? Author = null,
        int? TotalCommentsCount = null,
        string? ReviewDecision = null,
        ReviewConnection? LatestOpinionatedReviews = null,
        ConnectionCount? PendingReviews = null,
        StatusCheckRollup? StatusCheckRollup = null,
        QueueEntry? MergeQueueEntry = null,
        ThreadConnection? ReviewThreads = null,
        LabelConnection? Labels = null
    ) : IssueOrPullRequest.Node;

    // The first hundred threads of comments on files.
    internal sealed record ThreadConnection(IReadOnlyList<ReviewThread?>? Nodes = null)
    {
        public bool IsResolved(string? threadId) =>
            threadId is not null
            && Nodes?.Any(thread => thread is { IsResolved: true } && thread.Comments?.FirstId == threadId) is true;
    }

    internal sealed record ReviewThread(bool IsResolved, FirstComment? Comments = null);

    internal sealed record FirstComment(IReadOnlyList<CommentNode?>? Nodes = null)
    {
        [JsonIgnore]
        public string? FirstId => Nodes is [var first, ..] ? first?.Id : null;
    }

    internal sealed record QueueEntry(int Position);

    internal sealed record ReviewConnection(IReadOnlyList<ReviewState?>? Nodes = null);

    internal sealed record ReviewState(string? State = null);
}
