namespace Unfurl.GitHub.Cards;

/// <summary>A comment below an issue or pull request.</summary>
internal sealed class Comment() : ConversationCommentLinkKind<Comment.IssueComment>(RestJson.Default.IssueComment)
{
    public override IReadOnlyList<LinkPattern> Patterns { get; } =
    [
        new(
            "Comment",
            $"{RepositoryLink.Template}/{{kind:issues|pull}}/{{number:int}}#issuecomment-{{comment:long}}",
            "/octocat/Hello-World/issues/42#issuecomment-1001",
            RepositoryLink.Reserved
        ),
    ];

    public override string Permission => "Issues";

    protected override string ResourceNameOf(LinkMatch match) => GitHubResources.Comment(match["comment"]);

    // https://docs.github.com/en/rest/issues/comments#get-an-issue-comment; pull requests are issues in this API.
    protected override string RestPathOf(LinkMatch match) => $"issues/comments/{match["comment"]}";

    protected override bool IsOnTarget(LinkMatch match, LinkTarget target, IssueComment comment) =>
        target.Repository.IsRestUrlOf(comment.IssueUrl, $"issues/{match.Number("number")}");

    protected override Resolution.Found Found(LinkTarget target, string name, IssueComment comment) =>
        target.FoundComment(
            name,
            comment.User,
            BodyText.Of(comment.BodyHtml, comment.BodyText),
            FactsOf("Comment", comment.CreatedAt, comment.UpdatedAt)
        );

    internal sealed record IssueComment(
        string IssueUrl,
        DateTimeOffset? CreatedAt = null,
        DateTimeOffset? UpdatedAt = null,
        Actor? User = null,
        string? BodyHtml = null,
        string? BodyText = null,
        string? NodeId = null
    ) : IRestComment;
}
