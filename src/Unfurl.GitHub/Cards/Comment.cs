namespace Unfurl.GitHub.Cards;

/// <summary>A comment below an issue or pull request.</summary>
internal sealed class Comment() : ConversationCard<Comment.IssueComment>(RestJson.Default.IssueComment)
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

    protected override string NameOf(LinkMatch match) => GitHubResources.Comment(match["comment"]);

    /// <summary>https://docs.github.com/en/rest/issues/comments#get-an-issue-comment; pull requests are issues here.</summary>
    protected override string PathOf(LinkMatch match) => $"issues/comments/{match["comment"]}";

    protected override bool IsOn(LinkMatch match, Subject subject, IssueComment comment) =>
        subject.Repository.Has(comment.IssueUrl, $"issues/{match.Number("number")}");

    protected override Resolution.Found Found(Subject subject, string name, IssueComment comment) =>
        subject.FoundComment(
            name,
            comment.User,
            comment.Body,
            Facts.Of(
                Kind("Comment"),
                Facts.Moment("created_at", "Created", comment.CreatedAt),
                Facts.Moment("updated_at", "Updated", comment.UpdatedAt)
            )
        );

    internal sealed record IssueComment(
        string IssueUrl,
        DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt,
        Actor? User = null,
        string? Body = null
    );
}
