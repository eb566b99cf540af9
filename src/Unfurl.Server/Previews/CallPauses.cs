using System.Collections.Concurrent;
using Unfurl.Server.Connections;

namespace Unfurl.Server.Previews;

/// <summary>
/// Remembers until when a provider must not be called as an account. A provider limits one account's credential, so only
/// that account waits, for all its links at the provider, in requests and refreshes alike.
/// </summary>
internal sealed class CallPauses(TimeProvider time) : IAccountEnded, IRemembering
{
    // Fewer may be about single links.
    private const int ToleratedRefusals = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    // Refusals of an account that nobody asks as any more say nothing of its next call.
    private static readonly TimeSpan RefusalLifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Instance, string Account), Pause> _pauses = new();

    public int Count => _pauses.Count;

    /// <returns>What a call would result in; null when the provider can be called.</returns>
    public Resolution? Find(string instance, string account)
    {
        if (!_pauses.TryGetValue((instance, account), out var pause))
            return null;
        var now = time.GetUtcNow();
        if (pause.LimitedUntil > now)
            return new Resolution.RateLimited(pause.LimitedUntil);
        if (pause.RefusedUntil > now)
            return new Resolution.Unavailable("no call, after several unknown refusals");
        return null;
    }

    public void Observe(string instance, string account, Resolution resolution)
    {
        var key = (instance, account);
        if (resolution is Resolution.RateLimited(var named))
        {
            var until = Lifetimes.Earlier(named, time.GetUtcNow() + Lifetimes.LongestLimit);
            // Concurrent calls complete in any order, so the latest time is kept.
            Update(key, pause => pause with { LimitedUntil = until > pause.LimitedUntil ? until : pause.LimitedUntil });
        }
        else if (resolution.IsUnknownRefusal)
            Update(key, Refused);
        else if (
            resolution is not Resolution.Unavailable
            && _pauses.TryGetValue(key, out var pause)
            && pause.Refusals > 0
        )
            Update(key, current => current with { Refusals = 0, RefusedUntil = default });
    }

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId)
    {
        foreach (var key in _pauses.Keys.Where(key => key.Account == accountId))
            Update(key, pause => pause with { Refusals = 0, RefusedUntil = default });
    }

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => CredentialsChanged(accountId);

    /// <inheritdoc/>
    public void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, pause) in _pauses)
        {
            if (pause.LimitedUntil <= now && (pause.Refusals == 0 || pause.RefusedAt + RefusalLifetime <= now))
                _pauses.TryRemove(KeyValuePair.Create(key, pause));
        }
    }

    private void Update((string, string) key, Func<Pause, Pause> change) =>
        _pauses.AddOrUpdate(key, _ => change(new()), (_, current) => change(current));

    // Twice as long after each further refusal.
    private Pause Refused(Pause pause)
    {
        var (refusals, now) = (pause.Refusals + 1, time.GetUtcNow());
        pause = pause with { Refusals = refusals, RefusedAt = now };
        if (refusals < ToleratedRefusals)
            return pause;
        var length = FirstPause * Math.Pow(2, Math.Min(refusals - ToleratedRefusals, 10));
        return pause with { RefusedUntil = now + (length < MaxPause ? length : MaxPause) };
    }

    private readonly record struct Pause(
        DateTimeOffset LimitedUntil,
        DateTimeOffset RefusedUntil,
        DateTimeOffset RefusedAt,
        int Refusals
    );
}
