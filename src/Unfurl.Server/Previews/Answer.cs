using Unfurl.Server.Logging;

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

/// <summary>What the provider said, and how to keep it.</summary>
/// <exception cref="ArgumentException">It cannot be kept, which is a fault of the adapter.</exception>
internal sealed record Answer(Resolution Resolution)
{
    /// <summary>In <see cref="ResolutionFormat"/>.</summary>
    public byte[] Packed { get; init; } = ResolutionFormat.Pack(Resolution);

    /// <summary>Stable names of what it shows.</summary>
    public ResourceNames Resources { get; } =
        ResourceNames.Pack(Resolution is Resolution.Found found ? found.Resources : []);

    public Outcome Outcome =>
        Resolution switch
        {
            Resolution.Found => Outcome.Shown,
            Resolution.RateLimited or Resolution.Unavailable => Outcome.Failed,
            _ => Outcome.Refused,
        };

    /// <summary>Why there is no preview: a code for the log.</summary>
    public string Reason =>
        Resolution switch
        {
            Resolution.Found => "",
            Resolution.NotFound => LinkReasons.NotFound,
            Resolution.Forbidden => LinkReasons.Forbidden,
            Resolution.SignInNeeded { IsSuspended: true } => LinkReasons.AccountSuspended,
            Resolution.SignInNeeded => LinkReasons.SignInNeeded,
            Resolution.RateLimited => LinkReasons.ProviderRateLimited,
            Resolution.Unavailable { TooSlow: true } => LinkReasons.ProviderTooSlow,
            _ => LinkReasons.ProviderUnavailable,
        };

    /// <summary>Whether everybody may be shown it; refusals and failures concern one account always.</summary>
    public bool IsPublic => Resolution is Resolution.Found { Audience: Audience.Public };

    /// <summary>
    /// Whether it contradicts a public copy. A refusal of the account's credential says nothing of the thing.
    /// </summary>
    public bool ShowsItIsNotPublic =>
        Outcome switch
        {
            Outcome.Shown => !IsPublic,
            Outcome.Refused => Resolution is not Resolution.SignInNeeded,
            _ => false,
        };

    /// <summary>How long it is as good as new; null for the configured time.</summary>
    public TimeSpan? Freshness => (Resolution as Resolution.Found)?.Freshness;

    /// <summary>When it stops being remembered, for a refusal or failure that names a time itself.</summary>
    public DateTimeOffset? Until =>
        Resolution switch
        {
            Resolution.RateLimited(var until) => until,
            // Not cached: after the sign-in, the next request must be resolved.
            Resolution.SignInNeeded => DateTimeOffset.MinValue,
            _ => null,
        };
}
