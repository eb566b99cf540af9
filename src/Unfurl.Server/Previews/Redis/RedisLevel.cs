using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// Level 2 in Redis: a key for each copy, by the package for distributed caches, and for each an entry or two. What an account was
/// refused, or what failed, is under the account's own key, a failure before the copy that may be shown all the same.
/// </summary>
internal sealed class RedisLevel : ISharedLevel
{
    /// <summary>How often a waiting replica looks by itself, should the message not come.</summary>
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(250);

    /// <summary>The package cuts lives to whole seconds. Those who wait read it within this time, whatever its own.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);

    private readonly RedisConnection _redis;
    private readonly RedisLog _log;
    private readonly RedisEvents _events;
    private readonly RedisLocks _locks;
    private readonly ServerClock _clock;
    private readonly IDistributedCache _cache;
    private readonly Invalidations _invalidations;

    public RedisLevel(
        RedisConnection redis,
        RedisLog log,
        RedisEvents events,
        RedisLocks locks,
        ServerClock clock,
        IDistributedCache cache,
        Invalidations invalidations
    )
    {
        (_redis, _log, _events, _locks) = (redis, log, events, locks);
        (_clock, _cache, _invalidations) = (clock, cache, invalidations);
        log.Said = events.PublishSaid;
        events.Said = () => redis.Send(log.ReadAsync);
    }

    public bool HearsOthers => _log.IsHeard;

    public void OnEnded(Action<CopyKey> ended) => _log.Ended = ended;

    public async ValueTask<SharedLook> LookAsync(CopyAddress address, bool takesLock)
    {
        // What Redis has while it misses something may be just what must not be shown any more.
        if (!_redis.IsUp || _log.IsAhead)
            return new SharedLook { Address = address };
        var call = takesLock ? Guid.CreateVersion7(RedisConnection.Time.GetUtcNow()) : Guid.Empty;
        return await _redis.CallAsync(
                database => FindAsync(database, address, call),
                // Who asked went on alone: a lock that comes now would make others wait for nobody.
                late: look => Release(look)
            ) ?? new SharedLook { Address = address };
    }

    private async Task<SharedLook> FindAsync(IDatabase database, CopyAddress address, Guid call)
    {
        var holder =
            call == Guid.Empty ? null : RedisLocks.TakeAsync(database, RedisKeys.Lock(address), call.ToString("N"));
        var own = GetAsync(address.Own);
        var everybodys = GetAsync(address.Public);
        // Read last, so that it tells of all that may end what was found.
        var log = _log.ReadAsync(database);
        var look = new SharedLook
        {
            Address = address,
            Call = call,
            Holder = holder is null ? null : await holder,
        };
        try
        {
            var (ownFound, publicFound) = (await own, await everybodys);
            if (await log)
                look = look with { IsRead = true, Own = ownFound, Public = publicFound };
        }
        catch
        {
            Release(look);
            throw;
        }
        // Kept until it is released, so nothing may fail from here on.
        if (look.HasLock)
            _locks.Keep(RedisKeys.Lock(address), look.Holder!);
        return look;
    }

    private async Task<byte[]?> GetAsync(CopyKey key)
    {
        try
        {
            return await _cache.GetAsync(RedisKeys.Name(key));
        }
        // Something else is kept there, which would never make room.
        catch (RedisServerException refused) when (RedisTrouble.In(refused.Message) == RedisTrouble.WrongType)
        {
            await _cache.RemoveAsync(RedisKeys.Name(key));
            return null;
        }
    }

    public Entry? TakeOver(SharedLook look, Ask ask, string? awaited, Action<CopyKey, Entry> keep)
    {
        if (look is { Own: null, Public: null })
            return null;
        Entry? brought = null;
        _log.Judge(standingOf =>
        {
            var own = StoredEntry.Read(look.Own, out var rest);
            TakeOver(own, PlaceOf(own, look.Address), ask);
            var older = StoredEntry.Read(rest, out _);
            TakeOver(older, PlaceOf(older, look.Address), ask);
            // Not by the account, but by whoever asked: a purge of one account leaves the public copy.
            TakeOver(StoredEntry.Read(look.Public, out _), look.Address.Public, ask with { Account = default });

            void TakeOver(StoredEntry? stored, CopyKey place, Ask asker)
            {
                if (stored is null)
                    return;
                var entry = stored.ToEntry(asker, _invalidations.Next(), isExpired: false, _clock);
                var standing = standingOf(stored.Position, place, entry.Tags);
                if (standing == Standing.Purged)
                    return;
                if (standing == Standing.Expired)
                    entry = stored.ToEntry(asker, entry.Order, isExpired: true, _clock);
                else if (stored.Call.ToString("N") == awaited)
                    brought = entry;
                keep(place, entry);
            }
        });
        return brought;
    }

    private static CopyKey PlaceOf(StoredEntry? own, CopyAddress address) =>
        own is { Outcome: not Outcome.Shown } ? address.Negative : address.Own;

    public Task WaitAsync(SharedLook look, CancellationToken cancellationToken) =>
        _events.WaitAsync(look.Holder!, WaitSlice, cancellationToken);

    public LogPosition? Position => _log.Position;

    public Task<bool> SayAsync(IReadOnlyList<Invalidation> said) => _log.SayAsync(said);

    public void Land(SharedLook look, LogPosition? asked, CopyKey? place, Entry? entry) =>
        _ = LandAsync(look, asked, place, entry);

    private async Task LandAsync(SharedLook look, LogPosition? asked, CopyKey? place, Entry? entry)
    {
        try
        {
            // A failure is stored before the older copy, if it is known.
            var canStore = entry is { Outcome: not Outcome.Failed } || (entry is not null && look.IsRead);
            if (canStore && asked is { } position && !_log.IsAhead)
            {
                var stored = StoredEntry.Of(entry!, position, look.Call, _clock);
                await _redis.CallAsync(_ => StoreAsync(look, place ?? look.Address.Negative, stored));
            }
        }
        finally
        {
            // Only now: who waits looks for what was stored.
            Release(look);
        }
    }

    private async Task<object> StoreAsync(SharedLook look, CopyKey place, StoredEntry stored)
    {
        var (bytes, until) = (stored.Write(), stored.Times.Until);
        if (
            stored.Outcome == Outcome.Failed
            && look.Own is { } older
            && ShownIn(older, out var shown) is { } shownUntil
        )
            (bytes, until) = ([.. bytes, .. shown], Math.Max(until, shownUntil));
        var life = TimeSpan.FromTicks(Math.Max(until - stored.Times.Asked, ShortestLife.Ticks));
        var isPublic = place == look.Address.Public;
        await Task.WhenAll(
            _cache.SetAsync(
                RedisKeys.Name(isPublic ? place : look.Address.Own),
                bytes,
                new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(Math.Ceiling(life.TotalSeconds)) }
            ),
            isPublic ? _cache.RemoveAsync(RedisKeys.Name(look.Address.Own)) : Task.CompletedTask
        );
        return stored;
    }

    /// <returns>Until when the copy is good that an own key holds; null when there is none.</returns>
    private static long? ShownIn(ReadOnlySpan<byte> own, out ReadOnlySpan<byte> shown)
    {
        shown = own;
        var entry = StoredEntry.Read(own, out var rest);
        if (entry is { Outcome: not Outcome.Shown })
        {
            shown = rest;
            entry = StoredEntry.Read(rest, out _);
        }
        return entry?.Times.Until;
    }

    private void Release(SharedLook look)
    {
        if (!look.HasLock)
            return;
        _locks.Release(RedisKeys.Lock(look.Address), look.Holder!);
        _events.PublishLanded(look.Holder!);
    }
}
