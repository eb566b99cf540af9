using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>A link that an instance knows how to resolve.</summary>
internal sealed record MatchedLink(ProviderInstance Instance, LinkMatch Match)
{
    /// <summary>The link with the instance that owns its host and resolves this kind of link; null when there is none.</summary>
    public static MatchedLink? Find(ProviderRegistry providers, Link link) =>
        providers.TryGetOwner(link, out var instance) && instance.Match(link) is { } match
            ? new MatchedLink(instance, match)
            : null;

    /// <summary>All spellings of the link share it.</summary>
    public CacheKey Key { get; } = new(Instance.Name, Instance.Adapter.KeyOf(Match));

    /// <summary>Tells this spelling from others: Notion takes each for a preview of its own.</summary>
    public UInt128 SpellingHash { get; } = CopyAddress.Hash("spelling", Match.Link.Original);
}
