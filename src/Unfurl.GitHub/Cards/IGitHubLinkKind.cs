namespace Unfurl.GitHub.Cards;

/// <summary>A kind of GitHub link: its patterns, its GraphQL documents and how it resolves.</summary>
internal interface IGitHubLinkKind
{
    IReadOnlyList<LinkPattern> Patterns { get; }

    IReadOnlyList<GraphQLDocument> Documents { get; }

    string KeyOf(LinkMatch match);

    Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken);
}
