using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>What an account sees behind a link: match it, look into the cache, else resolve it at the provider.</summary>
internal sealed class PreviewService(
    ProviderRegistry providers,
    PreviewCache cache,
    LinkResolver resolver,
    AnswerRenderer renderer
)
{
    private readonly RecentLinks _recent = new();

    /// <summary>Matches a text that was pasted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refusal">Without a match: what to answer.</param>
    public OwnedLink? Match(string text, out CachedAnswer? refusal)
    {
        refusal = null;
        if (_recent.Find(text) is { } known)
            return known;
        if (!Link.TryParse(text, out var link))
            refusal = AnswerRenderer.NoLink;
        else if (Match(link) is { } owned)
        {
            _recent.Keep(owned);
            return owned;
        }
        else
            refusal = AnswerRenderer.NotOwned;
        return null;
    }

    /// <summary>The link with the instance that owns its host and resolves this kind of link; null when there is none.</summary>
    public OwnedLink? Match(Link link) => OwnedLink.Find(providers, link);

    /// <summary>What an account sees behind a link.</summary>
    public ValueTask<CacheResult> ResolveAsync(
        CacheAccount account,
        OwnedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.TryGet(account, link.Key, out var known)
            ? ValueTask.FromResult(known)
            : ResolveUncachedAsync(account, link, cancellationToken);

    private ValueTask<CacheResult> ResolveUncachedAsync(
        CacheAccount account,
        OwnedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            account,
            link.Key,
            async limit => renderer.Render(await resolver.ResolveAsync(link, account.Id, limit), link.Instance),
            cancellationToken
        );
}
