using System.Data.Common;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Previews;

/// <summary>
/// Previews, per audience, in two levels. Fresh copies are served as they are; beyond that the provider is asked first, and
/// an older copy is shown only when it fails or is slow. One flight per account and link at a time.
/// </summary>
internal sealed class PreviewCache
{
    /// <summary>What comes of waiting for another replica until there is no time left to ask the provider.</summary>
    private static readonly Answer TooSlow = new(new Resolution.Unavailable("another replica asks") { TooSlow = true });

    private readonly MemoryLevel _memory;
    private readonly ISharedLevel _shared;
    private readonly Copies _copies;
    private readonly Invalidations _invalidations;
    private readonly ResolveOptions _resolve;
    private readonly CacheMetrics _metrics;
    private readonly TimeProvider _time;

    /// <summary>Held while an answer is kept or a copy ends, so that neither happens in the middle of the other.</summary>
    private readonly Lock _gate = new();
    private readonly Dictionary<CopyKey, Flight> _flights = [];

    public PreviewCache(
        MemoryLevel memory,
        ISharedLevel shared,
        Copies copies,
        Invalidations invalidations,
        UnfurlOptions settings,
        CacheMetrics metrics,
        TimeProvider time
    )
    {
        (_memory, _shared, _copies, _invalidations) = (memory, shared, copies, invalidations);
        (_resolve, _metrics, _time) = (settings.Resolve, metrics, time);
        shared.OnEnded(End);
    }

    /// <summary>How many flights are under way.</summary>
    public int FlightsUnderWay
    {
        get
        {
            lock (_gate)
                return _flights.Count;
        }
    }

    /// <summary>The answer for an account from this process's memory.</summary>
    /// <returns>Whether there is one; when not, somebody has to be asked.</returns>
    public bool TryGet(in CacheAccount account, in CacheKey key, out CacheResult result)
    {
        var known = _copies.Get(CopyAddress.Of(account, key));
        result = known.GetValueOrDefault();
        if (known is not null)
            _metrics.Served(result.Source);
        return known is not null;
    }

    /// <summary>The answer for an account: from memory, from Redis, or by asking the provider.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="key">The link.</param>
    /// <param name="resolve">Asks the provider; its token carries the hard time limit, and no caller can cancel it for the others.</param>
    public async ValueTask<CacheResult> GetOrResolveAsync(
        CacheAccount account,
        CacheKey key,
        Func<CancellationToken, Task<Answer>> resolve,
        CancellationToken cancellationToken
    )
    {
        var address = CopyAddress.Of(account, key);
        var began = _time.GetTimestamp();
        var result = _copies.Get(address);
        for (var isFirst = true; result is null; isFirst = false)
        {
            var known = _invalidations.Latest;
            var flight = JoinOrStart(address, out var isNew);
            if (isNew)
                _ = FlyAsync(flight, Ask.Of(account, key), resolve);
            else
                _metrics.Coalesced();
            // A flight keeps to the hard limit. Whoever waits for a second one has less time left.
            var left = isFirst ? Timeout.InfiniteTimeSpan : LeftAfter(began);
            var answer = await WaitAsync(flight, began, left, cancellationToken);
            // Whoever comes after an invalidation is not answered by a flight from before it.
            if (isNew || answer.Source == CacheSource.Stale || !flight.IsOutdated(known, _invalidations))
                result = answer;
        }
        _metrics.Served(result.Value.Source);
        return result.Value;
    }

    /// <summary>A copy must not be shown any more, nor what is asked already and would become it.</summary>
    public void End(CopyKey key)
    {
        lock (_gate)
        {
            _invalidations.End(key);
            _memory.Remove(key);
        }
    }

    private Flight JoinOrStart(in CopyAddress address, out bool isNew)
    {
        lock (_gate)
        {
            // One whose copy ended meanwhile brings nothing that whoever comes now may see.
            isNew =
                !_flights.TryGetValue(address.Own, out var flight)
                || (flight.Asked is { } asked && _invalidations.HasEnded(address.Own, asked));
            return isNew ? _flights[address.Own] = new(address) : flight!;
        }
    }

    /// <summary>Waits for what a flight brings. With an older copy to show the wait is short.</summary>
    private async ValueTask<CacheResult> WaitAsync(
        Flight flight,
        long began,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        // The copy is looked up again after every wait, because a refusal may have ended it meanwhile.
        var address = flight.Address;
        if (_copies.Show(address) is null && await flight.Looked.WaitAsync(cancellationToken) is { } found)
            return found;

        // The flight goes on, and the next request sees what it brings.
        if (
            _copies.Show(address) is not null
            && !await LandsSoonAsync(flight, _resolve.SoftTimeout - _time.GetElapsedTime(began), cancellationToken)
            && _copies.Show(address) is { } stillThere
        )
            return stillThere;

        try
        {
            var answer = await flight.Answer.WaitAsync(left, _time, cancellationToken);
            return answer.Outcome == Outcome.Failed && _copies.Show(address) is { } fallback ? fallback : answer;
        }
        catch (TimeoutException)
        {
            return _copies.Show(address) ?? GivenUp(flight);
        }
        // The database did not respond, so the provider was not asked, and nothing is remembered of it.
        catch (DbException) when (_copies.Show(address) is { } older)
        {
            return older;
        }
    }

    private async Task<bool> LandsSoonAsync(Flight flight, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (patience <= TimeSpan.Zero)
            return flight.Answer.IsCompleted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(flight.Answer, Task.Delay(patience, _time, end.Token));
        cancellationToken.ThrowIfCancellationRequested();
        await end.CancelAsync();
        return first == flight.Answer;
    }

    private async Task FlyAsync(Flight flight, Ask ask, Func<CancellationToken, Task<Answer>> resolve)
    {
        try
        {
            flight.Land(await BringAsync(flight, ask, resolve));
        }
        catch (Exception exception)
        {
            flight.Crash(exception);
        }
    }

    private async Task<CacheResult> BringAsync(Flight flight, Ask ask, Func<CancellationToken, Task<Answer>> resolve)
    {
        var (look, position) = (SharedLook.Alone, (LogPosition?)null);
        var (kept, place) = ((Entry?)null, (CopyKey?)null);
        try
        {
            if (TakeOver(await LookAsync(flight, takesLock: false), flight, ask, awaited: null) is { } known)
                return known;
            flight.HasLooked();
            // Whoever has something to show waits for so long only, however long this thread is busy.
            if (_copies.Show(flight.Address) is not null)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            using var limit = new CancellationTokenSource(_resolve.Timeout, _time);
            while (true)
            {
                // Once more with the lock, or as long as another replica has it.
                var awaited = look.Holder;
                look = await LookAsync(flight, takesLock: true);
                if (TakeOver(look, flight, ask, awaited) is { } found)
                    return found;
                if (limit.IsCancellationRequested)
                    return GivenUp(flight);
                if (look.HasLock || look.Holder is null)
                    break;
                await _shared.WaitAsync(look, limit.Token);
            }

            position = _shared.Position;
            var asked = _time.GetUtcNow();
            lock (_gate)
                flight.Asked = flight.Order = _invalidations.Next();
            var answer = await MeasuredAsync(() => resolve(limit.Token));
            // Nobody may be shown a copy from when the thing was public, nor one that is asked for now and comes late.
            var ends = EndsOf(answer, flight.Address);
            if (ends.Count > 0)
                _ = _shared.SayAsync(ends);
            lock (_gate)
            {
                if (answer.ShowsItIsNotPublic)
                    End(flight.Address.Public);
                // What ended meanwhile may be from before that: of the public copy, for all others, of the own one, for all.
                var isPublic = answer.IsPublic && !_invalidations.HasEnded(flight.Address.Public, flight.Order);
                // A purge of one account leaves the public copy.
                var asker = isPublic ? ask with { Account = default } : ask;
                flight.Brought = _copies.EntryOf(answer, asker, flight.Order, asked);
                if (!_invalidations.HasEnded(flight.Address.Own, flight.Order))
                    (kept, place) = (flight.Brought, _copies.Keep(flight.Address, flight.Brought));
            }
            return new(flight.Brought, CacheSource.Resolved);
        }
        finally
        {
            Remove(flight);
            _shared.Land(look, position, place, kept);
        }
    }

    private ValueTask<SharedLook> LookAsync(Flight flight, bool takesLock)
    {
        flight.Order = _invalidations.Next();
        return _shared.LookAsync(flight.Address, takesLock);
    }

    /// <summary>Takes over what was found in level 2.</summary>
    /// <returns>What can be shown as it is.</returns>
    private CacheResult? TakeOver(SharedLook look, Flight flight, Ask ask, string? awaited)
    {
        if (_shared.TakeOver(look, ask, awaited, _copies.TakeOver) is { } brought)
        {
            _metrics.Coalesced();
            flight.Brought = brought;
            return new(brought, CacheSource.Resolved);
        }
        var found = _copies.Find(flight.Address);
        return found is { Source: CacheSource.Fresh } fresh ? fresh with { Source = CacheSource.Shared } : found;
    }

    private TimeSpan LeftAfter(long began)
    {
        var left = _resolve.Timeout - _time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private CacheResult GivenUp(Flight flight) =>
        new(_copies.EntryOf(TooSlow, default, flight.Order, _time.GetUtcNow()), CacheSource.Resolved);

    private async Task<Answer> MeasuredAsync(Func<Task<Answer>> resolve)
    {
        var started = _time.GetTimestamp();
        Answer? answer = null;
        try
        {
            return answer = await resolve();
        }
        finally
        {
            _metrics.Resolved(answer?.Outcome, _time.GetElapsedTime(started));
        }
    }

    private static List<Invalidation> EndsOf(Answer answer, in CopyAddress address)
    {
        List<Invalidation> ends = [];
        if (answer.ShowsItIsNotPublic)
            ends.Add(new Invalidation.End(address.Public));
        if (answer.Outcome == Outcome.Refused)
            ends.Add(new Invalidation.End(address.Own));
        return ends;
    }

    private void Remove(Flight flight)
    {
        lock (_gate)
        {
            if (_flights.GetValueOrDefault(flight.Address.Own) == flight)
                _flights.Remove(flight.Address.Own);
        }
    }
}
