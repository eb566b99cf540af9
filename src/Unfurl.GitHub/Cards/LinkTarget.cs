namespace Unfurl.GitHub.Cards;

/// <summary>An issue, pull request or commit that is there: what a link leads to, or what a comment is on.</summary>
/// <param name="Repository">The repository it is in.</param>
/// <param name="ResourceNames">What it is called within the repository, its own name first: <c>#12</c>, <c>@sha</c>.</param>
/// <param name="Preview">What its card shows.</param>
internal sealed record LinkTarget(RepositoryNode Repository, IReadOnlyList<string> ResourceNames, Preview Preview)
{
    /// <summary>Whether the user has a review under way that nobody else sees yet.</summary>
    public bool HasPendingReview { get; init; }

    public Resolution.Found Found() => Repository.Found(Preview, ResourceNames);

    /// <summary>The card of a comment on it.</summary>
    /// <param name="name">What the comment is called here, e.g. <c>comment:99</c>.</param>
    /// <param name="author">Who wrote it.</param>
    /// <param name="markdown">Its text.</param>
    /// <param name="fields">What else there is to say.</param>
    public Resolution.Found FoundComment(string name, Actor? author, string? markdown, IReadOnlyList<Field> fields) =>
        Repository.Found(
            Preview with
            {
                Author = Actor.PersonOf(author),
                Body = MarkdownText.ToPlainText(markdown),
                Fields = fields,
            },
            [GitHubResources.CommentOn(ResourceNames[0], name), .. ResourceNames]
        );
}
