using Unfurl.Server.Operations.Configuration;

namespace Unfurl.Server.Caching;

/// <summary>
/// Previews in memory, per audience. Fresh copies are served as they are; beyond that the provider is asked first, and an
/// older copy is shown only when it fails or is slow. One resolve per account and link at a time.
/// </summary>
internal sealed class PreviewCache(UnfurlSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>Refusals and failures are never remembered longer.</summary>
    public static readonly TimeSpan LongestNegative = TimeSpan.FromSeconds(30);

    /// <summary>"For ever" in configuration must not overflow the calendar.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private readonly TimeSpan _fresh = Shorter(settings.Cache.Fresh, Longest);
    private readonly TimeSpan _stale = Shorter(settings.Cache.Stale, Longest);
    private readonly ResolveSettings _resolve = settings.Resolve;
    private readonly CopyStore _copies = new();
    private readonly Flights _flights = new();

    /// <summary>The answer for an account: from memory, or by asking the provider.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="key">The link.</param>
    /// <param name="resolve">Asks the provider; its token carries the hard time limit, and no caller can cancel it for the others.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public async ValueTask<CacheResult> GetOrResolveAsync(
        string account,
        CacheKey key,
        Func<CancellationToken, Task<CachedAnswer>> resolve,
        CancellationToken cancellationToken
    )
    {
        var copy = Copy(account, key);
        if (copy?.Source == CacheSource.Fresh)
            return copy.Value;

        if (Negative(account, key) is { } negative)
            // Only a failure leaves an older copy worth showing.
            return negative.Outcome == Outcome.Failed && copy is { } older
                ? older
                : new CacheResult(negative, CacheSource.Negative);

        var flight = _flights.JoinOrStart(account, key, flight => FlyAsync(flight, resolve));

        // With something to show the wait is short; the work goes on and the next request sees its result. The copy is
        // looked up again after every wait, because a refusal may have ended it meanwhile.
        if (
            copy is not null
            && !await LandsSoonAsync(flight, cancellationToken)
            && Copy(account, key) is { } stillThere
        )
            return stillThere;

        var answer = await flight.WaitAsync(cancellationToken);
        return answer.Outcome == Outcome.Failed && Copy(account, key) is { } fallback
            ? fallback
            : new CacheResult(answer, CacheSource.Resolved);
    }

    /// <summary>Forgets what was kept for one account at a link, and keeps nothing of what was asked before.</summary>
    public void Remove(string account, CacheKey key) =>
        _flights.CallOff(
            account,
            key,
            () =>
            {
                _copies.Remove(CopyKey.Own(account, key));
                _copies.Remove(CopyKey.Negative(account, key));
            }
        );

    public void Dispose() => _copies.Dispose();

    /// <summary>The account's own copy or the public one, whichever is newer.</summary>
    private CacheResult? Copy(string account, CacheKey key)
    {
        var now = time.GetUtcNow();
        var own = _copies.Get(CopyKey.Own(account, key), now);
        var shared = _copies.Get(CopyKey.Public(key), now);
        var newer = own is not null && (shared is null || own.Asked > shared.Asked) ? own : shared;
        return newer is null
            ? null
            : new CacheResult(newer.Answer, now < newer.FreshUntil ? CacheSource.Fresh : CacheSource.Stale);
    }

    private CachedAnswer? Negative(string account, CacheKey key) =>
        _copies.Get(CopyKey.Negative(account, key), time.GetUtcNow())?.Answer;

    private async Task<bool> LandsSoonAsync(Task flight, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(flight, Task.Delay(_resolve.SoftTimeout, time, patience.Token));
        cancellationToken.ThrowIfCancellationRequested();
        await patience.CancelAsync();
        return first == flight;
    }

    private async Task<CachedAnswer> FlyAsync(Flight flight, Func<CancellationToken, Task<CachedAnswer>> resolve)
    {
        CachedAnswer? answer = null;
        var asked = time.GetUtcNow();
        try
        {
            using var limit = new CancellationTokenSource(_resolve.Timeout, time);
            return answer = await resolve(limit.Token);
        }
        finally
        {
            _flights.Land(
                flight,
                () =>
                {
                    if (answer is not null)
                        Keep(flight, answer, asked);
                }
            );
        }
    }

    private void Keep(Flight flight, CachedAnswer answer, DateTimeOffset asked)
    {
        var (own, shared, negative) = (
            CopyKey.Own(flight.Account, flight.Link),
            CopyKey.Public(flight.Link),
            CopyKey.Negative(flight.Account, flight.Link)
        );
        // Nobody may be shown a copy from when the thing was public, nor one that is asked for now and comes late.
        if (ShowsItIsNotPublic(answer))
        {
            _copies.Remove(shared);
            _flights.EndSharing(flight.Link);
        }
        if (answer.Outcome != Outcome.Failed)
            _copies.Remove(own);

        if (answer.Outcome != Outcome.Shown)
        {
            var until = answer.Until ?? asked + Shorter(_fresh, LongestNegative);
            _copies.Set(negative, new Kept(answer, asked, until, until), asked);
            return;
        }
        _copies.Remove(negative);
        var freshUntil = asked + Freshness(answer);
        _copies.Set(
            answer.Audience == Audience.Public && flight.MayShare ? shared : own,
            new Kept(answer, asked, freshUntil, freshUntil + _stale),
            asked
        );
    }

    private static bool ShowsItIsNotPublic(CachedAnswer answer) =>
        answer.Outcome switch
        {
            Outcome.Shown => answer.Audience != Audience.Public,
            Outcome.Refused => !answer.IsAboutCredential,
            _ => false,
        };

    private TimeSpan Freshness(CachedAnswer answer) =>
        answer.Freshness is not { } wish ? _fresh
        : wish < TimeSpan.Zero ? TimeSpan.Zero
        : Shorter(wish, _fresh);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>An answer and where it came from.</summary>
internal readonly record struct CacheResult(CachedAnswer Answer, CacheSource Source);

/// <summary>Where an answer came from.</summary>
internal enum CacheSource
{
    Fresh,
    Stale,
    Negative,
    Resolved,
}
