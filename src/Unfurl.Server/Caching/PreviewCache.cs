using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Unfurl.Server.Operations.Configuration;

namespace Unfurl.Server.Caching;

/// <summary>
/// Previews in memory, per audience. Fresh copies are served as they are; beyond that the provider is asked first, and an
/// older copy is shown only when it fails or is slow. One resolve per account and link at a time.
/// </summary>
internal sealed class PreviewCache : IDisposable
{
    /// <summary>Refusals and failures are never remembered longer.</summary>
    public static readonly TimeSpan LongestNegative = TimeSpan.FromSeconds(30);

    /// <summary>Memory for copies, in bytes.</summary>
    private const long Budget = 128 * 1024 * 1024;

    private readonly ConcurrentDictionary<(string Account, CacheKey Key), Task<CachedAnswer>> _flights = new();
    private readonly MemoryCache _copies;
    private readonly CacheSettings _cache;
    private readonly ResolveSettings _resolve;
    private readonly TimeProvider _time;

    public PreviewCache(UnfurlSettings settings, TimeProvider time)
    {
        (_cache, _resolve, _time) = (settings.Cache, settings.Resolve, time);
        _copies = new MemoryCache(new MemoryCacheOptions { SizeLimit = Budget });
    }

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
        var now = _time.GetUtcNow();
        var copy = Copy(account, key, now);
        if (copy is not null && now < copy.FreshUntil)
            return new CacheResult(copy.Answer, CacheSource.Fresh);

        if (Negative(account, key, now) is { } negative)
            return copy is null
                ? new CacheResult(negative, CacheSource.Negative)
                : new CacheResult(copy.Answer, CacheSource.Stale);

        var flight = Flight(account, key, resolve);
        if (copy is null)
            return new CacheResult(await flight.WaitAsync(cancellationToken), CacheSource.Resolved);

        // There is something to show, so the wait is short; the work goes on and the next request sees its result.
        var finished = await Task.WhenAny(flight, Task.Delay(_resolve.SoftTimeout, _time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (finished != flight)
            return new CacheResult(copy.Answer, CacheSource.Stale);
        var answer = await flight;
        return answer.Outcome == Outcome.Failed
            ? new CacheResult(copy.Answer, CacheSource.Stale)
            : new CacheResult(answer, CacheSource.Resolved);
    }

    /// <summary>Forgets what was kept for one account at a link.</summary>
    public void Remove(string account, CacheKey key)
    {
        _copies.Remove(new CopyKey(account, key));
        _copies.Remove(new NegativeKey(account, key));
    }

    public void Dispose() => _copies.Dispose();

    /// <summary>The account's own copy, else the public one.</summary>
    private Kept? Copy(string account, CacheKey key, DateTimeOffset now) =>
        Get(new CopyKey(account, key), now) ?? Get(new CopyKey(null, key), now);

    private CachedAnswer? Negative(string account, CacheKey key, DateTimeOffset now) =>
        Get(new NegativeKey(account, key), now)?.Answer;

    /// <summary>The clock decides, not the memory cache's timer: it has its own idea of time.</summary>
    private Kept? Get(object key, DateTimeOffset now) =>
        _copies.TryGetValue(key, out Kept? kept) && now < kept!.Until ? kept : null;

    private Task<CachedAnswer> Flight(string account, CacheKey key, Func<CancellationToken, Task<CachedAnswer>> resolve)
    {
        while (true)
        {
            if (_flights.TryGetValue((account, key), out var running))
                return running;

            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = FlyAsync(start.Task, account, key, resolve);
            if (_flights.TryAdd((account, key), flight))
            {
                start.SetResult();
                return flight;
            }
            start.SetCanceled();
        }
    }

    private async Task<CachedAnswer> FlyAsync(
        Task start,
        string account,
        CacheKey key,
        Func<CancellationToken, Task<CachedAnswer>> resolve
    )
    {
        await start;
        try
        {
            using var limit = new CancellationTokenSource(_resolve.Timeout, _time);
            var asked = _time.GetUtcNow();
            var answer = await resolve(limit.Token);
            Keep(account, key, answer, asked);
            return answer;
        }
        finally
        {
            _flights.TryRemove((account, key), out _);
        }
    }

    private void Keep(string account, CacheKey key, CachedAnswer answer, DateTimeOffset asked)
    {
        var (own, shared, negative) = (
            new CopyKey(account, key),
            new CopyKey(null, key),
            new NegativeKey(account, key)
        );
        switch (answer.Outcome)
        {
            case Outcome.Shown:
                // A thing that is private now must not be shown from the copy made when it was public, and the reverse
                // copy would only be in the way.
                _copies.Remove(answer.Audience == Audience.Public ? own : shared);
                _copies.Remove(negative);
                var freshness = answer.Freshness is { } wish && wish < _cache.Fresh ? wish : _cache.Fresh;
                Set(
                    answer.Audience == Audience.Public ? shared : own,
                    new Kept(answer, asked + freshness, asked + freshness + _cache.Stale),
                    asked
                );
                break;
            case Outcome.Refused:
                _copies.Remove(own);
                _copies.Remove(shared);
                Set(negative, Remember(answer, asked), asked);
                break;
            case Outcome.Failed:
                Set(negative, Remember(answer, asked), asked);
                break;
        }
    }

    private Kept Remember(CachedAnswer answer, DateTimeOffset asked)
    {
        var until = answer.Until ?? asked + (_cache.Fresh < LongestNegative ? _cache.Fresh : LongestNegative);
        return new Kept(answer, until, until);
    }

    private void Set(object key, Kept kept, DateTimeOffset now)
    {
        if (kept.Until <= now)
            return;
        using var entry = _copies.CreateEntry(key);
        entry.Value = kept;
        entry.Size = kept.Answer.Operations.Length + 300;
        entry.AbsoluteExpirationRelativeToNow = kept.Until - now;
    }

    /// <summary>An account's copy, or the public one when <paramref name="Account"/> is null.</summary>
    private sealed record CopyKey(string? Account, CacheKey Key);

    private sealed record NegativeKey(string Account, CacheKey Key);

    private sealed record Kept(CachedAnswer Answer, DateTimeOffset FreshUntil, DateTimeOffset Until);
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
