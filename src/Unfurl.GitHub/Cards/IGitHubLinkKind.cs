namespace Unfurl.GitHub.Cards;

/// <summary>One kind of thing on GitHub: the links it has, the document that asks for it, and what its preview shows.</summary>
internal interface IGitHubLinkKind
{
    /// <summary>The spellings of its links.</summary>
    IReadOnlyList<LinkPattern> Patterns { get; }

    /// <summary>The documents it may send.</summary>
    IReadOnlyList<GraphQLDocument> Documents { get; }

    /// <summary>See <see cref="IProviderAdapter.KeyOf"/>.</summary>
    string KeyOf(LinkMatch match);

    /// <summary>See <see cref="IProviderAdapter.ResolveAsync"/>.</summary>
    Task<Resolution> ResolveAsync(LinkMatch match, GitHubClient client, CancellationToken cancellationToken);
}
