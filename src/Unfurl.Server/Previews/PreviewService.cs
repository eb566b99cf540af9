using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>What an account sees behind a link: match it, look into the cache, else resolve it at the provider.</summary>
internal sealed class PreviewService(
    ProviderRegistry providers,
    PreviewCache cache,
    LinkResolver resolver,
    ResolutionRenderer renderer
)
{
    private readonly MatchCache _matches = new();

    /// <summary>Matches a text that was pasted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refusal">Without a match: what to answer.</param>
    public MatchedLink? Match(string text, out CachedAnswer? refusal)
    {
        refusal = null;
        if (_matches.Find(text) is { } known)
            return known;
        if (!Link.TryParse(text, out var link))
            refusal = ResolutionRenderer.NotALink;
        else if (Match(link) is { } owned)
        {
            _matches.Add(owned);
            return owned;
        }
        else
            refusal = ResolutionRenderer.HostNotOwned;
        return null;
    }

    /// <summary>The link with the instance that owns its host and resolves this kind of link; null when there is none.</summary>
    public MatchedLink? Match(Link link) => MatchedLink.Find(providers, link);

    /// <summary>What an account sees behind a link.</summary>
    public ValueTask<CacheResult> ResolveAsync(
        CacheAccount account,
        MatchedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.TryGet(account, link.Key, out var known)
            ? ValueTask.FromResult(known)
            : ResolveUncachedAsync(account, link, cancellationToken);

    private ValueTask<CacheResult> ResolveUncachedAsync(
        CacheAccount account,
        MatchedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            account,
            link.Key,
            async limit => renderer.Render(await resolver.ResolveAsync(link, account.Id, limit), link.Instance),
            cancellationToken
        );
}
