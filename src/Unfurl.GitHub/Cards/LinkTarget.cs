namespace Unfurl.GitHub.Cards;

/// <summary>
/// The issue, pull request or commit that a link names, or that a comment belongs to. Its resource names are relative
/// to the repository, its own first: <c>#12</c>, <c>@sha</c>.
/// </summary>
internal sealed record LinkTarget(RepositoryNode Repository, IReadOnlyList<string> ResourceNames, Preview Preview)
{
    // GitHub shows a pending review to its author only.
    public bool HasPendingReview { get; init; }

    public PullRequest.ThreadConnection? Threads { get; init; }

    // What GraphQL says of the comment that was asked for; null for none.
    public CommentNode? Comment { get; init; }

    public Resolution.Found Found() => Repository.Found(Preview, ResourceNames);

    // The name is relative to the target, e.g. comment:99.
    public Resolution.Found FoundComment(
        string name,
        Actor? author,
        string? body,
        Facts facts,
        params ReadOnlySpan<Field?> fields
    ) =>
        Repository.Found(
            Preview with
            {
                Author = Actor.PersonOf(author),
                Body = body,
                Facts = facts,
                Fields = PreviewFields.Of(fields),
            },
            [GitHubResources.CommentOn(ResourceNames[0], name), .. ResourceNames]
        );
}
