namespace Unfurl.Server.Caching;

/// <summary>What became of a link, as far as the cache cares.</summary>
internal enum Outcome
{
    /// <summary>There is a preview.</summary>
    Shown,

    /// <summary>The provider said no: not found, forbidden, sign in again. It ends older copies.</summary>
    Refused,

    /// <summary>The provider could not say: limited, failing, too slow. Older copies live on.</summary>
    Failed,
}

/// <summary>A resolved link, rendered: what the cache holds and what is sent.</summary>
/// <param name="Outcome">Shown, refused or failed.</param>
/// <param name="Operations">The <c>operations</c> array as UTF-8 JSON.</param>
internal sealed record CachedAnswer(Outcome Outcome, ReadOnlyMemory<byte> Operations)
{
    /// <summary>Who may be shown it; refusals and failures concern one account always.</summary>
    public Audience Audience { get; init; } = Audience.Account;

    /// <summary>A refusal of the account's credential: it says nothing of the thing, nor of anybody else.</summary>
    public bool IsAboutCredential { get; init; }

    /// <summary>Stable names of what it shows.</summary>
    public IReadOnlyList<Resource> Resources { get; init; } = [];

    /// <summary>How long it is as good as new; null for the configured time.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>When it stops being remembered, for a refusal or failure that names a time itself.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Names a link in the cache: all its spellings share one key.</summary>
internal readonly record struct CacheKey(string Provider, string Link);
