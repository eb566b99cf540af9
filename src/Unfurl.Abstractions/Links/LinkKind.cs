namespace Unfurl.Adapters;

/// <summary>Resolves a link of a kind.</summary>
/// <param name="match">A link that matches the kind's pattern.</param>
/// <param name="call">The HTTP client and the user's credential.</param>
/// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
/// <returns>The preview, or the reason why there is none. An exception is a bug in the adapter.</returns>
public delegate Task<Resolution> ResolveLink(LinkMatch match, ProviderCall call, CancellationToken cancellationToken);

/// <summary>One kind of link: how it is recognised, which links lead to the same thing, and how it is resolved.</summary>
/// <param name="pattern">How it is recognised.</param>
/// <param name="resolve">Resolves a link of the kind.</param>
public sealed class LinkKind(LinkPattern pattern, ResolveLink resolve)
{
    /// <summary>How it is recognised.</summary>
    public LinkPattern Pattern { get; } = pattern;

    /// <summary>Resolves a link of the kind.</summary>
    public ResolveLink Resolve { get; } = resolve;

    /// <summary>
    /// Returns the key of a link, unique within the provider instance. All spellings that the provider treats as the same
    /// thing have the same key, also across kinds, e.g. in lower case where the provider ignores case. If it is not set, the
    /// key is made of the pattern's name and the values of its
    /// <see cref="LinkPattern.IdentifyingParameters">identifying parameters</see>, as they are written.
    /// </summary>
    public Func<LinkMatch, string> Key { get; init; } = IdentifyingKey;

    // No value holds the character between them.
    private static string IdentifyingKey(LinkMatch match) =>
        string.Join('#', [match.Pattern.Name, .. match.Pattern.IdentifyingParameters.Select(name => match[name])]);
}
