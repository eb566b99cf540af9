using System.Data.Common;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;

namespace Unfurl.Server.Previews;

/// <summary>
/// Previews, per audience, in two levels. Fresh copies are served as they are; beyond that the provider is asked first, and
/// an older copy is shown only when it fails or is slow. One resolve per account and link at a time.
/// </summary>
internal sealed class PreviewCache : IAccountEnded
{
    private readonly MemoryLevel _memory;
    private readonly ISharedLevel _shared;
    private readonly Copies _copies;
    private readonly Invalidations _invalidations;
    private readonly Invalidator _invalidator;
    private readonly ResolveOptions _resolve;
    private readonly CacheMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Flights _flights = new();

    public PreviewCache(
        MemoryLevel memory,
        ISharedLevel shared,
        Copies copies,
        Invalidations invalidations,
        Invalidator invalidator,
        UnfurlOptions settings,
        CacheMetrics metrics,
        TimeProvider time
    )
    {
        (_memory, _shared, _copies, _invalidations, _invalidator) = (
            memory,
            shared,
            copies,
            invalidations,
            invalidator
        );
        (_resolve, _metrics, _time) = (settings.Resolve, metrics, time);
        shared.OnEnded(End);
    }

    /// <summary>How many calls to providers are under way.</summary>
    public int CallsUnderWay => _flights.Count;

    /// <summary>The answer for an account from this process's _memory.</summary>
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
        var result =
            _copies.Get(address)
            ?? await FlyOrJoinAsync(
                address,
                flight => FlyAsync(flight, Ask.Of(account, key), resolve),
                cancellationToken
            );
        _metrics.Served(result.Source);
        return result;
    }

    /// <summary>What shows these resources may have changed: the provider is asked when it is next shown.</summary>
    /// <returns>Whether all replicas will know, also when this process ends now.</returns>
    public Task<bool> ExpireAsync(string provider, IEnumerable<Resource> resources) =>
        _invalidator.ExpireAsync(TagsOf(provider, resources));

    /// <summary>Nobody may be shown any more what was made of these resources.</summary>
    /// <inheritdoc cref="ExpireAsync"/>
    public Task<bool> PurgeAsync(string provider, IEnumerable<Resource> resources) =>
        _invalidator.PurgeAsync(TagsOf(provider, resources));

    /// <summary>Nobody may be shown any more what was asked as an account.</summary>
    /// <inheritdoc cref="ExpireAsync"/>
    public Task<bool> PurgeAccountAsync(string account) => _invalidator.PurgeAsync(InvalidationTag.OfAccount(account));

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId)
    {
        // Each copy is older than the change, and still what the provider showed that account.
    }

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => _ = PurgeAccountAsync(accountId);

    /// <summary>Nobody may be shown any more what a provider instance gave.</summary>
    /// <inheritdoc cref="ExpireAsync"/>
    public Task<bool> PurgeProviderAsync(string provider) =>
        _invalidator.PurgeAsync(InvalidationTag.OfProvider(provider));

    /// <summary>A copy must not be shown any more, nor what is asked already and would become it.</summary>
    public void End(CopyKey key)
    {
        if (key.IsPublic)
            _flights.EndSharing(key.Link, () => _memory.Remove(key));
        else
            _flights.Leave(key, () => _memory.Remove(key));
    }

    private static InvalidationTag[] TagsOf(string provider, IEnumerable<Resource> resources)
    {
        var instance = InvalidationTag.OfProvider(provider);
        return [.. resources.Select(resource => instance.OfResource(resource.Name))];
    }

    private async ValueTask<CacheResult> FlyOrJoinAsync(
        CopyAddress address,
        Func<Flight, Task<CacheResult>> fly,
        CancellationToken cancellationToken
    )
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            var known = _invalidations.Latest;
            var flight = _flights.JoinOrStart(address, fly, out var isNew);
            if (!isNew)
                _metrics.Coalesced();
            var answer = await WaitAsync(flight, began, cancellationToken);
            // Whoever comes after an invalidation is not answered by a call from before it.
            if (isNew || answer.Source == CacheSource.Stale || !flight.IsOutdated(known, _invalidations))
                return answer;
        }
    }

    private async ValueTask<CacheResult> WaitAsync(Flight flight, long began, CancellationToken cancellationToken)
    {
        var address = flight.Address;
        if (_copies.Show(address) is null && await flight.Looked.WaitAsync(cancellationToken) is { } found)
            return found;

        // With something to show the wait is short; the work goes on and the next request sees its result. The copy is
        // looked up again after every wait, because a refusal may have ended it meanwhile.
        if (
            _copies.Show(address) is not null
            && !await LandsSoonAsync(flight, _resolve.SoftTimeout - _time.GetElapsedTime(began), cancellationToken)
            && _copies.Show(address) is { } stillThere
        )
            return stillThere;

        try
        {
            var answer = await flight.Answer.WaitAsync(cancellationToken);
            return answer.Outcome == Outcome.Failed && _copies.Show(address) is { } fallback ? fallback : answer;
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

    private async Task<CacheResult> FlyAsync(Flight flight, Ask ask, Func<CancellationToken, Task<Answer>> resolve)
    {
        var look = SharedLook.Alone;
        LogPosition? position = null;
        CopyKey? place = null;
        try
        {
            if ((await LookAsync(flight, ask, awaited: null, takesLock: false)).Found is { } known)
                return known;
            flight.HasLooked();
            // Whoever has something to show waits for so long only, however long this thread is busy.
            if (_copies.Show(flight.Address) is not null)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            using var limit = new CancellationTokenSource(_resolve.Timeout, _time);
            while (true)
            {
                // Once more with the lock, or as long as another replica has it.
                (look, var found) = await LookAsync(flight, ask, awaited: look.Holder, takesLock: true);
                if (found is { } brought)
                    return brought;
                if (look.HasLock || look.Holder is null || limit.IsCancellationRequested)
                    break;
                await _shared.WaitAsync(look, limit.Token);
            }

            _flights.Atomically(() => flight.IsAsking = true);
            position = _shared.Position;
            (var entry, place) = await ResolveAsync(flight, ask, resolve, limit.Token);
            return new(entry, CacheSource.Resolved);
        }
        finally
        {
            _flights.Land(flight, () => { });
            _shared.Land(look, position, place, flight.Brought);
        }
    }

    /// <summary>Looks into level 2, and takes over what is there.</summary>
    /// <returns>The look, and what can be shown as it is.</returns>
    private async ValueTask<(SharedLook Look, CacheResult? Found)> LookAsync(
        Flight flight,
        Ask ask,
        string? awaited,
        bool takesLock
    )
    {
        flight.Order = _invalidations.Next();
        var look = await _shared.LookAsync(flight.Address, takesLock);
        if (_shared.TakeOver(look, ask, awaited, _copies.TakeOver) is { } brought)
        {
            _metrics.Coalesced();
            flight.Brought = brought;
            return (look, new(brought, CacheSource.Resolved));
        }
        var found = _copies.Find(flight.Address);
        return (
            look,
            found is { Source: CacheSource.Fresh } fresh ? fresh with { Source = CacheSource.Shared } : found
        );
    }

    /// <summary>Asks the provider.</summary>
    /// <returns>What it said, and where that is kept; null for nowhere.</returns>
    private async Task<(Entry Entry, CopyKey? Place)> ResolveAsync(
        Flight flight,
        Ask ask,
        Func<CancellationToken, Task<Answer>> resolve,
        CancellationToken limit
    )
    {
        var (order, asked, started) = (flight.Order = _invalidations.Next(), _time.GetUtcNow(), _time.GetTimestamp());
        Answer? answer = null;
        try
        {
            answer = await resolve(limit);
        }
        finally
        {
            _metrics.Resolved(answer?.Outcome, _time.GetElapsedTime(started));
        }
        // Nobody may be shown a copy from when the thing was public, nor one that is asked for now and comes late.
        List<Invalidation> ends = [];
        if (answer.ShowsItIsNotPublic)
            ends.Add(new Invalidation.End(flight.Address.Public));
        if (answer.Outcome == Outcome.Refused)
            ends.Add(new Invalidation.End(flight.Address.Own));
        if (ends.Count > 0)
            _ = _shared.SayAsync(ends);
        (Entry, CopyKey?) kept = default;
        _flights.Land(flight, () => kept = Keep(flight, answer, ask, order, asked));
        return kept;
    }

    /// <returns>What it said, and where that is kept; null for nowhere.</returns>
    private (Entry Entry, CopyKey? Place) Keep(Flight flight, Answer answer, Ask ask, long order, DateTimeOffset asked)
    {
        if (answer.ShowsItIsNotPublic)
            End(flight.Address.Public);
        // A purge of one account leaves the public copy.
        var asker = answer.IsPublic && flight.MayShare ? ask with { Account = default } : ask;
        var entry = _copies.EntryOf(answer, asker, order, asked);
        if (flight.IsLeft)
            return (entry, null);
        flight.Brought = entry;
        return (entry, _copies.Keep(flight.Address, entry));
    }
}
