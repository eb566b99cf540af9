using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>Matches a link, reads the cache, or else resolves the link at the provider.</summary>
internal sealed class PreviewService(ProviderRegistry providers, PreviewCache cache, LinkResolver resolver)
{
    private static readonly Entry NotALink = Rejection(new Resolution.NotFound(), LinkReasons.NotALink);
    private static readonly Entry HostNotOwned = Rejection(new Resolution.NotFound(), LinkReasons.NotOwned);
    private static readonly Entry NotSignedIn = Rejection(new Resolution.SignInNeeded());
    private static readonly Entry Suspended = Rejection(new Resolution.SignInNeeded { IsSuspended = true });

    // Opening a page requests its links again. Each text has one slot, which a later link replaces. Full it takes about 10 MB.
    private readonly MatchedLink?[] _recent = new MatchedLink?[8192];

    // Longer links are rare and are not kept, to limit memory.
    private const int MaxRecentLength = 300;

    /// <param name="rejection">The response when the text does not match.</param>
    public MatchedLink? Match(string text, out Entry? rejection)
    {
        rejection = null;
        ref var recent = ref _recent[string.GetHashCode(text, StringComparison.Ordinal) & (_recent.Length - 1)];
        if (Volatile.Read(ref recent) is { IsCurrent: true } known && known.Match.Link.Original == text)
            return known;
        if (!Link.TryParse(text, out var link))
            rejection = NotALink;
        else if (Match(link) is not { } matched)
            rejection = HostNotOwned;
        else
        {
            if (text.Length <= MaxRecentLength)
                Volatile.Write(ref recent, matched);
            return matched;
        }
        return null;
    }

    public MatchedLink? Match(Link link) => MatchedLink.Find(providers, link);

    /// <summary>The answer for an account that the provider is not asked as.</summary>
    public static Entry SignInNeeded(bool isSuspended) => isSuspended ? Suspended : NotSignedIn;

    private static Entry Rejection(Resolution resolution, string? reason = null)
    {
        var answer = new Answer(resolution);
        return new()
        {
            Outcome = answer.Outcome,
            Packed = answer.Packed,
            Reason = reason ?? answer.Reason,
            Resources = answer.Resources,
            Account = default,
            Provider = default,
            Order = 0,
            Asked = 0,
            FreshUntil = 0,
            Until = 0,
        };
    }

    public ValueTask<CacheResult> ResolveAsync(
        CacheAccount account,
        MatchedLink link,
        CancellationToken cancellationToken
    )
    {
        if (link.SharedAccount is { } shared)
            account = shared;
        return cache.TryGet(account, link.Key, out var cached)
            ? ValueTask.FromResult(cached)
            : ResolveUncachedAsync(account, link, cancellationToken);
    }

    private ValueTask<CacheResult> ResolveUncachedAsync(
        CacheAccount account,
        MatchedLink link,
        CancellationToken cancellationToken
    ) =>
        cache.GetOrResolveAsync(
            account,
            link.Key,
            limit => resolver.ResolveAsync(link, account.Id, limit),
            cancellationToken
        );
}

/// <summary>A link with the provider instance that resolves it.</summary>
/// <param name="Adapter">Whose kind it is.</param>
internal sealed record MatchedLink(ProviderInstance Instance, IProviderAdapter Adapter, LinkKind Kind, LinkMatch Match)
{
    /// <summary>Whether the adapter is still the instance's.</summary>
    public bool IsCurrent => ReferenceEquals(Adapter, Instance.Adapter);

    /// <returns>Null when no instance owns the host or resolves this kind of link.</returns>
    public static MatchedLink? Find(ProviderRegistry providers, Link link)
    {
        if (!providers.TryGetOwner(link, out var instance))
            return null;
        var adapter = instance.Adapter;
        if (instance.Match(link, out var kind) is not { } match)
            return null;
        try
        {
            return new MatchedLink(instance, adapter, kind!, match);
        }
        // A fault of the adapter is found when the link is resolved, like any other.
        catch (Exception exception)
        {
            var faulty = new LinkKind(match.Pattern, (_, _, _) => Task.FromException<Resolution>(exception))
            {
                Key = match => match.Link.Original,
            };
            return new MatchedLink(instance, adapter, faulty, match);
        }
    }

    /// <summary>The same for all spellings of the link.</summary>
    public CacheKey Key { get; } =
        new(Instance.Name, Kind.Key(Match) ?? throw new InvalidOperationException("The adapter gave no key."));

    /// <summary>As whom all accounts ask together; null where each asks as itself.</summary>
    public CacheAccount? SharedAccount { get; } =
        Instance.SharedAccountId is { } id ? new CacheAccount(id) : (CacheAccount?)null;

    /// <summary>Identifies this spelling: Notion treats each as a separate preview.</summary>
    public UInt128 SpellingHash { get; } = CopyAddress.Hash("spelling", Match.Link.Original);
}
