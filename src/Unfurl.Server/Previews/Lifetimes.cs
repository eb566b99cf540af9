using System.Security.Cryptography;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Previews;

/// <summary>How long answers live.</summary>
/// <param name="settings">What the operator wants.</param>
/// <param name="chance">A number from 0 to 1, a new one each time; null for a random one.</param>
internal sealed class Lifetimes(CacheOptions settings, Func<double>? chance = null)
{
    /// <summary>A provider's limit that ends later, by an adapter's mistake, is asked about again then.</summary>
    public static readonly TimeSpan LongestLimit = TimeSpan.FromDays(1);

    /// <summary>Refusals and failures are never remembered longer.</summary>
    public static readonly TimeSpan LongestNegative = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Previews that were asked for together shall not all end together. Lives only get shorter, by up to this share: what is
    /// promised for at most a time never takes longer.
    /// </summary>
    public const double Jitter = 0.1;

    /// <summary>"For ever" in configuration must not overflow the calendar.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly TimeSpan _fresh = Shorter(settings.Fresh, Longest);

    /// <summary>How long after its fresh time a copy may still be served while the provider fails.</summary>
    public TimeSpan Stale { get; } = Shorter(settings.Stale, Longest);

    /// <summary>How long a preview is served as it is. An adapter may shorten the time, not lengthen it.</summary>
    public TimeSpan FreshOf(Answer answer) =>
        answer.Freshness is not { } wish ? Jittered(_fresh)
        : wish < TimeSpan.Zero ? TimeSpan.Zero
        : Jittered(Shorter(wish, _fresh));

    /// <summary>Until when a refusal or failure is remembered.</summary>
    public DateTimeOffset NegativeUntil(Answer answer, DateTimeOffset asked) =>
        answer.Until is { } until ? Earlier(until, asked + LongestLimit) : asked + Shorter(_fresh, LongestNegative);

    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private TimeSpan Jittered(TimeSpan life) =>
        life - (life * (Jitter * (chance?.Invoke() ?? RandomNumberGenerator.GetInt32(1000) / 1000.0)));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
