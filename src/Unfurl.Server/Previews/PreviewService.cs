using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>Matches a link, reads the cache, or else resolves the link at the provider.</summary>
internal sealed class PreviewService(
    ProviderRegistry providers,
    PreviewCache cache,
    LinkResolver resolver,
    ResolutionRenderer renderer
)
{
    private readonly MatchCache _matches = new();

    /// <param name="rejection">The response when the text does not match.</param>
    public MatchedLink? Match(string text, out CachedAnswer? rejection)
    {
        rejection = null;
        if (_matches.Find(text) is { } cached)
            return cached;
        if (!Link.TryParse(text, out var link))
            rejection = ResolutionRenderer.NotALink;
        else if (Match(link) is { } matched)
        {
            _matches.Add(matched);
            return matched;
        }
        else
            rejection = ResolutionRenderer.HostNotOwned;
        return null;
    }

    public MatchedLink? Match(Link link) => MatchedLink.Find(providers, link);

    public ValueTask<CacheResult> ResolveAsync(
        CacheAccount account,
        MatchedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.TryGet(account, link.Key, out var cached)
            ? ValueTask.FromResult(cached)
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
