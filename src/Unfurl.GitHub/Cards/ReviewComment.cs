namespace Unfurl.GitHub.Cards;

/// <summary>A comment on a file of a pull request.</summary>
internal sealed class ReviewComment()
    : ConversationCommentLinkKind<ReviewComment.PullRequestReviewComment>(RestJson.Default.PullRequestReviewComment)
{
    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Review comment",
            $"{PullRequest.Template}#{{anchor:discussion_r|r}}{{comment:long}}",
            "/octocat/Hello-World/pull/1347#discussion_r1001",
            RepositoryLink.Reserved
        ),
        new(
            "Review comment on changes",
            $"{PullRequest.ChangesTemplate}#{{anchor:discussion_r|r}}{{comment:long}}",
            "/octocat/Hello-World/pull/1347/files/6dcb09b5b57875f334f61aebed695e2e4193db5e#r1001",
            RepositoryLink.Reserved
        ),
    ];

    public override string Permission => "Pull requests";

    protected override bool IsInThread => true;

    protected override string ResourceNameOf(LinkMatch match) => GitHubResources.ReviewComment(match["comment"]);

    // https://docs.github.com/en/rest/pulls/comments#get-a-review-comment-for-a-pull-request
    protected override string RestPathOf(LinkMatch match) => $"pulls/comments/{match["comment"]}";

    protected override bool IsOnTarget(LinkMatch match, LinkTarget target, PullRequestReviewComment comment) =>
        target.Repository.IsRestUrlOf(comment.PullRequestUrl, $"pulls/{match.Number("number")}");

    // REST does not mark comments of a pending review, which only its author can see.
    protected override Resolution.Found Found(LinkTarget target, string name, PullRequestReviewComment comment)
    {
        var found = target.FoundComment(
            name,
            comment.User,
            BodyText.Of(comment.BodyHtml, comment.BodyText),
            FactsOf("Review comment", comment.CreatedAt, comment.UpdatedAt),
            PlaceFieldOf(comment),
            PreviewFields.Text(
                "thread",
                "Thread",
                target.Threads?.IsResolved(target.Comment?.ThreadId) is true ? "Resolved" : null
            )
        );
        return target.HasPendingReview ? found with { Audience = Audience.Account } : found;
    }

    private static Field? PlaceFieldOf(PullRequestReviewComment comment) =>
        comment.Line is not null
            ? PlaceField(comment.Path, comment.Line, comment.StartLine)
            : PlaceField(comment.Path, comment.OriginalLine, comment.OriginalStartLine, IsOutdated(comment));

    // After the line has changed, GitHub only returns the original position. A comment on a whole file has no line either;
    // older servers have positions in the diff instead of lines.
    private static bool IsOutdated(PullRequestReviewComment comment) =>
        comment is { SubjectType: not "file", Line: null }
        && (comment.OriginalLine is not null || comment is { Position: null, OriginalPosition: not null });

    internal sealed record PullRequestReviewComment(
        string PullRequestUrl,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        string? Path = null,
        int? Line = null,
        int? StartLine = null,
        int? OriginalLine = null,
        int? OriginalStartLine = null,
        int? Position = null,
        int? OriginalPosition = null,
        string? SubjectType = null,
        string? NodeId = null,
        Actor? User = null,
        string? BodyHtml = null,
        string? BodyText = null
    ) : IRestComment;
}
