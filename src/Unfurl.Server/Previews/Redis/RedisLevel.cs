using System.Collections.Concurrent;
using StackExchange.Redis;
using Unfurl.Server.Configuration;
using static Unfurl.Server.Previews.Redis.RedisArguments;
using static Unfurl.Server.Previews.Redis.RedisKeys;

namespace Unfurl.Server.Previews.Redis;

/// <summary>Level 2 in Redis.</summary>
internal sealed class RedisLevel : ISharedLevel
{
    /// <summary>How often a waiting replica looks by itself, should the leader's message not come.</summary>
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(250);

    /// <summary>How long what a leader brought waits for those who waited for it.</summary>
    private static readonly TimeSpan ResultLife = TimeSpan.FromSeconds(5);

    /// <summary>More than this many invalidations that did not arrive are made up for by purging all.</summary>
    private const int MaxUndelivered = 1000;

    private readonly ConcurrentQueue<Func<IDatabase, Task>> _undelivered = new();
    private readonly RedisConnection _redis;
    private readonly RedisChannel _channel;
    private readonly RedisLeads _leads;
    private readonly RedisLooks _looks;
    private readonly TimeProvider _time;

    /// <summary>No call lasts longer than this, so what was asked before is over by then.</summary>
    private readonly TimeSpan _longestCall;

    public RedisLevel(RedisConnection redis, RedisChannel channel, UnfurlOptions settings, TimeProvider time)
    {
        (_redis, _channel, _time) = (redis, channel, time);
        _leads = new RedisLeads(redis);
        _looks = new RedisLooks(redis, _leads, mayAsk: () => !IsAhead, time);
        _longestCall = TimeSpan.FromMinutes(1) + (2 * settings.Resolve.Timeout);
    }

    public bool HearsOthers => _channel.IsUp;

    /// <summary>Whether Redis misses some invalidation.</summary>
    public bool IsAhead => !_undelivered.IsEmpty;

    public void OnEnded(Action<CopyKey> ended) => _channel.Ended = ended;

    public ValueTask<SharedLook> LookAsync(CopyAddress address) =>
        _redis.IsUp ? new(_looks.AskAsync(address)) : ValueTask.FromResult(SharedLook.Alone);

    public async ValueTask<SharedEntry?> WaitForLeaderAsync(SharedLook look, CancellationToken cancellationToken)
    {
        var (leader, lead) = (look.Leader!, Lead(look.Address));
        using var landing = _channel.Await(leader);
        while (!cancellationToken.IsCancellationRequested)
        {
            var answer = await _redis.CallAsync(database =>
                database.ScriptEvaluateAsync(RedisScripts.Fetch, [Result(leader), lead], [Tags])
            );
            // Gone, or Redis is: then it is worth looking again.
            if (answer is null || (RedisResult[]?)answer is not [var brought, var holder])
                return null;
            if ((byte[]?)brought is { } value && EntryFormat.Read(value) is { } entry)
                return entry;
            if ((string?)holder != leader)
                return null;
            await Task.WhenAny(landing.Task, Task.Delay(WaitSlice, RedisConnection.Time, cancellationToken));
        }
        return null;
    }

    public void Land(SharedLook look, CopyKey? key, SharedEntry? entry)
    {
        var leader = look.Leader!;
        // One connection, so that they arrive in this order.
        if (entry is not null)
        {
            var value = EntryFormat.Write(entry);
            if (key is { } place)
                Store(look.Address, place, entry, value);
            if (!entry.IsExpired)
                Bring(leader, entry, value);
        }
        _leads.Release(Lead(look.Address), leader);
        _redis.SendAnyway(database => _channel.PublishLandedAsync(database, leader));
    }

    public void End(CopyKey key) =>
        Deliver(database =>
            Task.WhenAll(
                database.ScriptEvaluateAsync(
                    RedisScripts.End,
                    [Copy(key), Denied(key)],
                    [Now(_time), Milliseconds(_longestCall)]
                ),
                _channel.PublishEndAsync(database, key)
            )
        );

    public void Invalidate(InvalidationTag tag, Standing standing) =>
        Deliver(database => TellAsync(database, tag, standing));

    /// <summary>Delivers what Redis missed. To be called before it is asked anything again.</summary>
    public void DeliverMissed()
    {
        for (var count = _undelivered.Count; count > 0 && _undelivered.TryDequeue(out var send); count--)
            _redis.SendAnyway(send, lost: () => DeliverLater(send));
    }

    /// <summary>Keeps the leads of this replica alive. To be called regularly.</summary>
    public void ExtendLeads() => _leads.Extend();

    /// <summary>Sends what must not get lost while this process lives.</summary>
    private void Deliver(Func<IDatabase, Task> send) => _redis.Send(send, lost: () => DeliverLater(send));

    private void DeliverLater(Func<IDatabase, Task> send)
    {
        if (_undelivered.Count >= MaxUndelivered)
        {
            _undelivered.Clear();
            send = database => TellAsync(database, InvalidationTag.All, Standing.Purged);
        }
        _undelivered.Enqueue(send);
    }

    /// <summary>Redis, and through it the other replicas.</summary>
    private Task TellAsync(IDatabase database, InvalidationTag tag, Standing standing) =>
        Task.WhenAll(
            database.ScriptEvaluateAsync(
                RedisScripts.Invalidate,
                [RedisKeys.Tag(tag)],
                [Now(_time), standing == Standing.Purged ? "purged" : "expired", Milliseconds(_longestCall)]
            ),
            _channel.PublishInvalidationAsync(database, tag, standing)
        );

    private void Store(CopyAddress address, CopyKey place, SharedEntry entry, byte[] value)
    {
        _redis.Send(database =>
            database.ScriptEvaluateAsync(
                RedisScripts.Store,
                [Copy(place), Denied(place)],
                [
                    Now(_time),
                    Tags,
                    string.Join(' ', entry.Tags),
                    entry.Asked,
                    entry.FreshUntil,
                    entry.Until,
                    Math.Max(1, (entry.Until - entry.Asked) / 1000),
                    value,
                ]
            )
        );
        // What it takes the place of.
        RedisKey[] older =
            place == address.Negative ? []
            : place == address.Public ? [Copy(address.Own), Copy(address.Negative)]
            : [Copy(address.Negative)];
        if (older.Length > 0)
            _redis.Send(database => database.KeyDeleteAsync(older));
    }

    private void Bring(string leader, SharedEntry entry, byte[] value) =>
        _redis.Send(database =>
            database.ScriptEvaluateAsync(
                RedisScripts.Bring,
                [Result(leader)],
                [string.Join(' ', entry.Tags), entry.Asked, value, Milliseconds(ResultLife)]
            )
        );
}
