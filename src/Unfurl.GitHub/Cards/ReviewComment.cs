namespace Unfurl.GitHub.Cards;

/// <summary>A comment on a file of a pull request.</summary>
internal sealed class ReviewComment()
    : ConversationCard<ReviewComment.PullRequestReviewComment>(RestJson.Default.PullRequestReviewComment)
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

    protected override string NameOf(LinkMatch match) => GitHubResources.ReviewComment(match["comment"]);

    /// <summary>https://docs.github.com/en/rest/pulls/comments#get-a-review-comment-for-a-pull-request</summary>
    protected override string PathOf(LinkMatch match) => $"pulls/comments/{match["comment"]}";

    protected override bool IsOn(LinkMatch match, Subject subject, PullRequestReviewComment comment) =>
        subject.Repository.Has(comment.PullRequestUrl, $"pulls/{match.Number("number")}");

    /// <summary>Nothing in REST's answer tells a comment of a review that is not submitted yet, which its author alone sees.</summary>
    protected override Resolution.Found Found(Subject subject, string name, PullRequestReviewComment comment)
    {
        var found = subject.FoundComment(
            name,
            comment.User,
            comment.Body,
            Facts.Of(
                Kind("Review comment"),
                PlaceOf(comment),
                Facts.Moment("created_at", "Created", comment.CreatedAt),
                Facts.Moment("updated_at", "Updated", comment.UpdatedAt)
            )
        );
        return subject.HasPendingReview ? found with { Audience = Audience.Account } : found;
    }

    /// <summary>Once the line has changed, GitHub knows only where it was.</summary>
    private static Field? PlaceOf(PullRequestReviewComment comment) =>
        comment.Line is not null
            ? Place(comment.Path, comment.Line, comment.StartLine)
            : Place(comment.Path, comment.OriginalLine, comment.OriginalStartLine);

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
