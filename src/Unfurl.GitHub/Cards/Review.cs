namespace Unfurl.GitHub.Cards;

internal sealed class Review()
    : ConversationCommentLinkKind<Review.PullRequestReview>(RestJson.Default.PullRequestReview)
{
    private const string Pending = "PENDING";

    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Review",
            $"{PullRequest.Template}#pullrequestreview-{{review:long}}",
            "/octocat/Hello-World/pull/1347#pullrequestreview-1001",
            RepositoryLink.Reserved
        ),
        new(
            "Review of changes",
            $"{PullRequest.ChangesTemplate}#pullrequestreview-{{review:long}}",
            "/octocat/Hello-World/pull/1347/files/6dcb09b5b57875f334f61aebed695e2e4193db5e#pullrequestreview-1001",
            RepositoryLink.Reserved
        ),
    ];

    public override string Permission => "Pull requests";

    protected override string ResourceNameOf(LinkMatch match) => GitHubResources.Review(match["review"]);

    // https://docs.github.com/en/rest/pulls/reviews#get-a-review-for-a-pull-request
    protected override string RestPathOf(LinkMatch match) =>
        $"pulls/{match.Number("number")}/reviews/{match["review"]}";

    protected override bool IsOnTarget(LinkMatch match, LinkTarget target, PullRequestReview review) =>
        target.Repository.IsRestUrlOf(review.PullRequestUrl, $"pulls/{match.Number("number")}");

    // Only its author can see a pending review.
    protected override Resolution.Found Found(LinkTarget target, string name, PullRequestReview review)
    {
        var found = target.FoundComment(
            name,
            review.User,
            BodyText.Of(review.BodyHtml, review.BodyText),
            new Facts { Kind = KindOf(review), Created = review.SubmittedAt },
            PreviewFields.Moment("created_at", "Submitted", review.SubmittedAt)
        );
        return review.State == Pending ? found with { Audience = Audience.Account } : found;
    }

    // https://docs.github.com/en/graphql/reference/enums#pullrequestreviewstate
    private static Choice KindOf(PullRequestReview review) =>
        review.State switch
        {
            "APPROVED" => new("Review: Approved", GitHubColors.Green),
            "CHANGES_REQUESTED" => new("Review: Changes requested", GitHubColors.Red),
            "COMMENTED" => new("Review: Commented", GitHubColors.Gray),
            "DISMISSED" => new("Review: Dismissed", GitHubColors.Gray),
            Pending => new("Review: Pending", GitHubColors.Yellow),
            _ => new("Review", GitHubColors.Gray),
        };

    internal sealed record PullRequestReview(
        string PullRequestUrl,
        string State,
        DateTimeOffset? SubmittedAt = null,
        Actor? User = null,
        string? BodyHtml = null,
        string? BodyText = null,
        string? NodeId = null
    ) : IRestComment;
}
