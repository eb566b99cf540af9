namespace Unfurl.GitHub.Cards;

/// <summary>A comment on a commit, or on a line that it changed.</summary>
internal sealed class CommitComment() : CommentCard<CommitComment.CommentOfCommit>(RestJson.Default.CommentOfCommit)
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

    protected override string KeyOfSubject(LinkMatch match) => Commit.NameOf(match);

    protected override Task<GitHubOutcome<Subject>> FindSubjectAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    ) => Commit.FindAsync(match, client, cancellationToken);

    protected override string NameOf(LinkMatch match) => GitHubResources.Comment(match["comment"]);

    /// <summary>https://docs.github.com/en/rest/commits/comments#get-a-commit-comment</summary>
    protected override string PathOf(LinkMatch match) => $"comments/{match["comment"]}";

    protected override bool IsOn(LinkMatch match, Subject subject, CommentOfCommit comment) =>
        subject.Repository.Has(comment.Url, PathOf(match))
        && subject.Names[0] == GitHubResources.Commit(comment.CommitId);

    protected override Resolution.Found Found(Subject subject, string name, CommentOfCommit comment) =>
        subject.FoundComment(
            name,
            comment.User,
            comment.Body,
            Facts.Of(
                Kind("Comment"),
                Place(comment.Path, comment.Line),
                Facts.Moment("created_at", "Created", comment.CreatedAt),
                Facts.Moment("updated_at", "Updated", comment.UpdatedAt)
            )
        );

    internal sealed record CommentOfCommit(
        string Url,
        string CommitId,
        DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt,
        string? Path = null,
        int? Line = null,
        Actor? User = null,
        string? Body = null
    );
}
