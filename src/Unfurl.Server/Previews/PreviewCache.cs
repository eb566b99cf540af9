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
    public void Expire(string provider, IEnumerable<Resource> resources) =>
        Invalidate(provider, resources, Standing.Expired);

    /// <summary>Nobody may be shown any more what was made of these resources.</summary>
    public void Purge(string provider, IEnumerable<Resource> resources) =>
        Invalidate(provider, resources, Standing.Purged);

    /// <summary>Nobody may be shown any more what was asked as an account.</summary>
    public void PurgeAccount(string account) => Invalidate(InvalidationTag.OfAccount(account), Standing.Purged);

    /// <inheritdoc/>
    public void CredentialsChanged(string accountId)
    {
        // Each copy is older than the change, and still what the provider showed that account.
    }

    /// <inheritdoc/>
    public void CredentialsRemoved(string accountId) => PurgeAccount(accountId);

    /// <summary>Nobody may be shown any more what a provider instance gave.</summary>
    public void PurgeProvider(string provider) => Invalidate(InvalidationTag.OfProvider(provider), Standing.Purged);

    /// <summary>Nobody may be shown any more what is kept.</summary>
    public void PurgeAll() => Invalidate(InvalidationTag.All, Standing.Purged);

    /// <summary>A copy must not be shown any more, as another replica learned.</summary>
    public void End(CopyKey key)
    {
        if (key.IsPublic)
            _flights.EndSharing(key.Link, () => _memory.Remove(key));
        else
            _flights.Leave(key, () => _memory.Remove(key));
    }

    private void Invalidate(string provider, IEnumerable<Resource> resources, Standing standing)
    {
        var instance = InvalidationTag.OfProvider(provider);
        foreach (var resource in resources)
            Invalidate(instance.OfResource(resource.Name), standing);
    }

    private void Invalidate(InvalidationTag tag, Standing standing) => _invalidator.Invalidate(tag, standing);

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
        CopyKey? place = null;
        try
        {
            (look, var order, var found) = await LookAsync(flight, ask);
            if (found is { } known)
                return known;
            flight.HasLooked();
            // Whoever has something to show waits for so long only, however long this thread is busy.
            if (_copies.Show(flight.Address) is not null)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

            using var limit = new CancellationTokenSource(_resolve.Timeout, _time);
            while (!look.IsLeader && look.Leader is not null && !limit.IsCancellationRequested)
            {
                if (await _shared.WaitForLeaderAsync(look, limit.Token) is { } other)
                {
                    _metrics.Coalesced();
                    flight.Brought = other.ToEntry(ask, order, look.Now!.Value, _time.GetUtcNow());
                    return new(flight.Brought, CacheSource.Resolved);
                }
                (look, order, found) = await LookAsync(flight, ask);
                if (found is { } knownNow)
                    return knownNow;
            }
            (var entry, place) = await ResolveAsync(flight, ask, resolve, limit.Token);
            return new(entry, CacheSource.Resolved);
        }
        finally
        {
            _flights.Land(flight, () => { });
            if (look.IsLeader)
                _shared.Land(look, place, flight.Brought is { } kept ? ForOthers(kept, look.Now!.Value) : null);
        }
    }

    /// <summary>Looks into level 2, and takes over what is there.</summary>
    /// <returns>The look, the place in the order from before it, and what can be shown as it is.</returns>
    private async ValueTask<(SharedLook Look, long Order, CacheResult? Found)> LookAsync(Flight flight, Ask ask)
    {
        var order = flight.Order = _invalidations.Next();
        var look = await _shared.LookAsync(flight.Address);
        _flights.Atomically(() => Adopt(flight, look, ask, order));
        return (
            look,
            order,
            _copies.Find(flight.Address) switch
            {
                { Source: CacheSource.Fresh } fresh => fresh with { Source = CacheSource.Shared },
                var other => other,
            }
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
        (Entry, CopyKey?) kept = default;
        _flights.Land(flight, () => kept = Keep(flight, answer, ask, order, asked));
        return kept;
    }

    private void Adopt(Flight flight, SharedLook look, Ask ask, long order)
    {
        // What level 2 had may be what the account was refused since.
        if (!flight.IsLeft)
            _copies.Adopt(look, ask, order, flight.MayShare);
    }

    /// <returns>What it said, and where that is kept; null for nowhere.</returns>
    private (Entry Entry, CopyKey? Place) Keep(Flight flight, Answer answer, Ask ask, long order, DateTimeOffset asked)
    {
        // Nobody may be shown a copy from when the thing was public, nor one that is asked for now and comes late.
        if (answer.ShowsItIsNotPublic)
        {
            End(flight.Address.Public);
            _shared.End(flight.Address.Public);
        }
        if (answer.Outcome == Outcome.Refused)
            _shared.End(flight.Address.Own);
        // A purge of one account leaves the public copy.
        var asker = answer.IsPublic && flight.MayShare ? ask with { Account = default } : ask;
        var entry = _copies.EntryOf(answer, asker, order, asked);
        if (flight.IsLeft)
            return (entry, null);
        flight.Brought = entry;
        return (entry, _copies.Keep(flight.Address, entry));
    }

    /// <summary>What other replicas get. Level 2 minds invalidations too, but may have lost what came while the call was under way.</summary>
    private SharedEntry? ForOthers(Entry entry, long asked) =>
        entry.StandingIn(_invalidations) switch
        {
            Standing.Valid => SharedEntry.Of(entry, asked),
            Standing.Expired => SharedEntry.Of(entry.NoLongerFresh(entry.Asked), asked) with { IsExpired = true },
            _ => null,
        };
}
