namespace Unfurl.GitHub.Cards;

/// <summary>A comment on a commit, or on a line that it changed.</summary>
internal sealed class CommitComment()
    : CommentLinkKind<CommitComment.CommitCommentResponse>(RestJson.Default.CommitCommentResponse)
{
    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Commit comment",
            $"{Commit.Template}#{{anchor:commitcomment-|r}}{{comment:long}}",
            "/octocat/Hello-World/commit/6dcb09b5b57875f334f61aebed695e2e4193db5e#commitcomment-1001",
            RepositoryLink.Reserved
        ),
    ];

    public override IReadOnlyList<GraphQLDocument> Documents => [Commit.Document];

    protected override string KeyOfTarget(LinkMatch match) => Commit.LinkKeyOf(match);

    protected override Task<GitHubOutcome<LinkTarget>> FindTargetAsync(
        LinkMatch match,
        string? commentNodeId,
        GitHubClient client,
        CancellationToken cancellationToken
    ) => Commit.FindAsync(match, commentNodeId, client, cancellationToken);

    public override string Permission => "Contents";

    protected override string ResourceNameOf(LinkMatch match) => GitHubResources.Comment(match["comment"]);

    // https://docs.github.com/en/rest/commits/comments#get-a-commit-comment
    protected override string RestPathOf(LinkMatch match) => $"comments/{match["comment"]}";

    protected override bool IsOnTarget(LinkMatch match, LinkTarget target, CommitCommentResponse comment) =>
        target.Repository.IsRestUrlOf(comment.Url, RestPathOf(match))
        && target.ResourceNames[0] == GitHubResources.Commit(comment.CommitId);

    protected override Resolution.Found Found(LinkTarget target, string name, CommitCommentResponse comment) =>
        target.FoundComment(
            name,
            comment.User,
            BodyText.Of(comment.BodyHtml, comment.BodyText),
            FactsOf("Comment", comment.CreatedAt, comment.UpdatedAt),
            PlaceField(comment.Path, comment.Line)
        );

    internal sealed record CommitCommentResponse(
        string Url,
        string CommitId,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        string? Path = null,
        int? Line = null,
        Actor? User = null,
        string? BodyHtml = null,
        string? BodyText = null,
        string? NodeId = null
    ) : IRestComment;
}
