namespace Unfurl.Server.Previews;

/// <summary>What became of a link, as far as the cache cares.</summary>
internal enum Outcome : byte
{
    /// <summary>There is a preview.</summary>
    Shown,

    /// <summary>The provider said no: not found, forbidden, sign in again. It ends older copies.</summary>
    Refused,

    /// <summary>The provider could not say: limited, failing, too slow. Older copies live on.</summary>
    Failed,
}

/// <summary>A resolved link, rendered: what the cache is given, and how to keep it.</summary>
/// <param name="Outcome">Shown, refused or failed.</param>
/// <param name="Operations">The <c>operations</c> array as UTF-8 JSON.</param>
internal sealed record CachedAnswer(Outcome Outcome, ReadOnlyMemory<byte> Operations)
{
    /// <summary>Why there is no preview: a code for the log.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who may be shown it; refusals and failures concern one account always.</summary>
    public Audience Audience { get; init; } = Audience.Account;

    /// <summary>A refusal of the account's credential: it says nothing of the thing, nor of anybody else.</summary>
    public bool IsAboutCredential { get; init; }

    /// <summary>Whether it contradicts a public copy.</summary>
    public bool ShowsItIsNotPublic =>
        Outcome switch
        {
            Outcome.Shown => Audience != Audience.Public,
            Outcome.Refused => !IsAboutCredential,
            _ => false,
        };

    /// <summary>Stable names of what it shows.</summary>
    public IReadOnlyList<Resource> Resources { get; init; } = [];

    /// <summary>How long it is as good as new; null for the configured time.</summary>
    public TimeSpan? Freshness { get; init; }

    /// <summary>When it stops being remembered, for a refusal or failure that names a time itself.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An answer and where it came from.</summary>
/// <param name="Outcome">Shown, refused or failed.</param>
/// <param name="Operations">The <c>operations</c> array as UTF-8 JSON.</param>
/// <param name="Source">Where it came from.</param>
internal readonly record struct CacheResult(Outcome Outcome, ReadOnlyMemory<byte> Operations, CacheSource Source)
{
    /// <summary>Why there is no preview: a code for the log.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Stable names of what it shows.</summary>
    public ResourceNames Resources { get; init; } = ResourceNames.None;

    /// <summary>See <see cref="ContentHash"/>.</summary>
    public long Content { get; init; }

    public static CacheResult Of(CachedAnswer answer, CacheSource source) =>
        Of(answer.Outcome, answer.Operations, answer.Reason, ResourceNames.Pack(answer.Resources), source);

    public static CacheResult Of(Kept kept, CacheSource source) =>
        new(kept.Outcome, kept.Operations, source)
        {
            Reason = kept.Reason,
            Resources = kept.Resources,
            Content = kept.Content,
        };

    public static CacheResult Of(SharedEntry entry, CacheSource source) =>
        Of(entry.Outcome, entry.Operations, entry.Reason, entry.Resources, source);

    private static CacheResult Of(
        Outcome outcome,
        ReadOnlyMemory<byte> operations,
        string reason,
        ResourceNames resources,
        CacheSource source
    ) =>
        new(outcome, operations, source)
        {
            Reason = reason,
            Resources = resources,
            Content = ContentHash.Of(operations.Span, resources),
        };
}

/// <summary>Where an answer came from.</summary>
internal enum CacheSource
{
    /// <summary>A fresh copy in this process.</summary>
    Fresh,

    /// <summary>A fresh copy that another replica, or this one before it restarted, left in Redis.</summary>
    Shared,

    /// <summary>An older copy, because the provider failed or was slow.</summary>
    Stale,

    /// <summary>A refusal or failure that is remembered.</summary>
    Negative,

    /// <summary>The provider, asked now.</summary>
    Resolved,
}
