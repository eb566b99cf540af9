using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>A link with the provider instance that resolves it.</summary>
internal sealed record MatchedLink(ProviderInstance Instance, LinkMatch Match)
{
    /// <returns>Null when no instance owns the host or resolves this kind of link.</returns>
    public static MatchedLink? Find(ProviderRegistry providers, Link link) =>
        providers.TryGetOwner(link, out var instance) && instance.Match(link) is { } match
            ? new MatchedLink(instance, match)
            : null;

    /// <summary>The same for all spellings of the link.</summary>
    public CacheKey Key { get; } = new(Instance.Name, Instance.Adapter.KeyOf(Match));

    /// <summary>Identifies this spelling: Notion treats each as a separate preview.</summary>
    public UInt128 SpellingHash { get; } = CopyAddress.Hash("spelling", Match.Link.Original);
}
