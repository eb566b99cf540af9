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
    ];

    protected override string ResourceNameOf(LinkMatch match) => GitHubResources.ReviewComment(match["comment"]);

    /// <summary>https://docs.github.com/en/rest/pulls/comments#get-a-review-comment-for-a-pull-request</summary>
    protected override string RestPathOf(LinkMatch match) => $"pulls/comments/{match["comment"]}";

    protected override bool IsOnTarget(LinkMatch match, LinkTarget subject, PullRequestReviewComment comment) =>
        subject.Repository.IsRestUrlOf(comment.PullRequestUrl, $"pulls/{match.Number("number")}");

    /// <summary>Nothing in REST's answer tells a comment of a review that is not submitted yet, which its author alone sees.</summary>
    protected override Resolution.Found Found(LinkTarget subject, string name, PullRequestReviewComment comment)
    {
        var found = subject.FoundComment(
            name,
            comment.User,
            comment.Body,
            PreviewFields.Of(
                KindField("Review comment"),
                PlaceFieldOf(comment),
                PreviewFields.Moment("created_at", "Created", comment.CreatedAt),
                PreviewFields.Moment("updated_at", "Updated", comment.UpdatedAt)
            )
        );
        return subject.HasPendingReview ? found with { Audience = Audience.Account } : found;
    }

    /// <summary>Once the line has changed, GitHub knows only where it was.</summary>
    private static Field? PlaceFieldOf(PullRequestReviewComment comment) =>
        comment.Line is not null
            ? PlaceField(comment.Path, comment.Line, comment.StartLine)
            : PlaceField(comment.Path, comment.OriginalLine, comment.OriginalStartLine);

    internal sealed record PullRequestReviewComment(
        string PullRequestUrl,
        DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt,
        string? Path = null,
        int? Line = null,
        int? StartLine = null,
        int? OriginalLine = null,
        int? OriginalStartLine = null,
        Actor? User = null,
        string? Body = null
    );
}
