using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;
using Unfurl.Server.Operations.Configuration;

namespace Unfurl.Server.Caching.Redis;

/// <summary>Level 2 in Redis.</summary>
internal sealed class RedisLevel(
    RedisConnection redis,
    RedisChannel channel,
    UnfurlSettings settings,
    TimeProvider time
) : ISharedLevel
{
    /// <summary>The schema version: what another version wrote is not looked at.</summary>
    private const string Prefix = "unfurl:1:";

    private const string Tag = $"{Prefix}tag:";

    /// <summary>A lead lives this long unless it is extended: so long do others wait for a replica that died.</summary>
    private static readonly TimeSpan LeadLife = TimeSpan.FromSeconds(2);

    /// <summary>How often a waiting replica looks by itself, should the leader's message not come.</summary>
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(250);

    /// <summary>How long what a leader brought waits for those who waited for it.</summary>
    private static readonly TimeSpan ResultLife = TimeSpan.FromSeconds(5);

    /// <summary>More than this many invalidations that did not arrive are made up for by purging all.</summary>
    private const int MaxUndelivered = 1000;

    private readonly ConcurrentDictionary<string, RedisKey> _leads = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<IDatabase, Task>> _undelivered = new();

    /// <summary>No call lasts longer than this, so what was asked before is over by then.</summary>
    private readonly TimeSpan _longestCall = TimeSpan.FromMinutes(1) + (2 * settings.Resolve.Timeout);

    public bool HearsOthers => channel.IsUp;

    /// <summary>Whether Redis misses some invalidation.</summary>
    public bool IsAhead => !_undelivered.IsEmpty;

    public void OnEnded(Action<CopyKey> ended) => channel.Ended = ended;

    public async ValueTask<SharedLook> LookAsync(CopyAddress address, CancellationToken cancellationToken)
    {
        // What Redis has then may be just what must not be shown any more.
        if (!redis.IsUp || IsAhead)
            return SharedLook.Alone;
        var token = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var lead = Lead(address);
        var answer = await redis.CallAsync(
            database =>
                database.ScriptEvaluateAsync(
                    RedisScripts.Look,
                    [Copy(address.Own), Copy(address.Public), Copy(address.Negative), lead],
                    [Now(), token, Milliseconds(LeadLife), Tag]
                ),
            // Whoever asked went on alone: a lead that comes now would make others wait for nobody.
            late: _ => Release(lead, token)
        );
        if (answer is null || (RedisResult[]?)answer is not { Length: 17 } parts)
            return SharedLook.Alone;

        var leader = (string?)parts[1];
        if (leader == token)
            _leads.TryAdd(token, lead);
        return new SharedLook
        {
            Address = address,
            Now = (long)parts[0],
            Leader = string.IsNullOrEmpty(leader) ? null : leader,
            IsLeader = leader == token,
            Own = Entry(parts.AsSpan(2, 5)),
            Public = Entry(parts.AsSpan(7, 5)),
            Negative = Entry(parts.AsSpan(12, 5)),
        };
    }

    public async ValueTask<SharedEntry?> WaitForLeaderAsync(SharedLook look, CancellationToken cancellationToken)
    {
        var (leader, lead) = (look.Leader!, Lead(look.Address));
        using var landing = channel.Await(leader);
        while (!cancellationToken.IsCancellationRequested)
        {
            var answer = await redis.CallAsync(database =>
                database.ScriptEvaluateAsync(RedisScripts.Fetch, [Result(leader), lead], [Tag])
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
        _leads.TryRemove(leader, out _);
        // One connection, so that they arrive in this order.
        if (entry is not null)
        {
            var value = EntryFormat.Write(entry);
            if (key is { } place)
                Store(look.Address, place, entry, value);
            if (!entry.IsExpired)
                Bring(leader, entry, value);
        }
        Release(Lead(look.Address), leader);
        redis.SendAnyway(database => channel.PublishLandedAsync(database, leader));
    }

    public void End(CopyKey key) =>
        Deliver(database =>
            Task.WhenAll(
                database.ScriptEvaluateAsync(
                    RedisScripts.End,
                    [Copy(key), Denied(key)],
                    [Now(), Milliseconds(_longestCall)]
                ),
                channel.PublishEndAsync(database, key)
            )
        );

    public void Invalidate(InvalidationTag tag, Standing standing) =>
        Deliver(database => TellAsync(database, tag, standing));

    /// <summary>Delivers what Redis missed. To be called before it is asked anything again.</summary>
    public void DeliverMissed()
    {
        for (var count = _undelivered.Count; count > 0 && _undelivered.TryDequeue(out var send); count--)
            redis.SendAnyway(send, lost: () => DeliverLater(send));
    }

    /// <summary>Keeps the leads of this replica alive. To be called regularly.</summary>
    public void ExtendLeads()
    {
        foreach (var (token, lead) in _leads)
            redis.Send(database =>
                database.ScriptEvaluateAsync(RedisScripts.Extend, [lead], [token, Milliseconds(LeadLife)])
            );
    }

    /// <summary>Sends what must not get lost while this process lives.</summary>
    private void Deliver(Func<IDatabase, Task> send) => redis.Send(send, lost: () => DeliverLater(send));

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
                [Tag + tag.ToString()],
                [Now(), standing == Standing.Purged ? "purged" : "expired", Milliseconds(_longestCall)]
            ),
            channel.PublishInvalidationAsync(database, tag, standing)
        );

    private void Release(RedisKey lead, string token) =>
        redis.SendAnyway(database => database.ScriptEvaluateAsync(RedisScripts.Release, [lead], [token]));

    private void Store(CopyAddress address, CopyKey place, SharedEntry entry, byte[] value)
    {
        redis.Send(database =>
            database.ScriptEvaluateAsync(
                RedisScripts.Store,
                [Copy(place), Denied(place)],
                [
                    Now(),
                    Tag,
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
            redis.Send(database => database.KeyDeleteAsync(older));
    }

    private void Bring(string leader, SharedEntry entry, byte[] value) =>
        redis.Send(database =>
            database.ScriptEvaluateAsync(
                RedisScripts.Bring,
                [Result(leader)],
                [string.Join(' ', entry.Tags), entry.Asked, value, Milliseconds(ResultLife)]
            )
        );

    private static SharedEntry? Entry(ReadOnlySpan<RedisResult> fields)
    {
        var state = (int)fields[0];
        return state == 0 || (byte[]?)fields[4] is not { } value || EntryFormat.Read(value) is not { } entry
            ? null
            : entry with
            {
                Asked = (long)fields[1],
                FreshUntil = (long)fields[2],
                Until = (long)fields[3],
                IsExpired = state == 1,
            };
    }

    /// <summary>Empty: Redis's own clock. Only a test has another one.</summary>
    private RedisValue Now() =>
        time == TimeProvider.System
            ? RedisValue.EmptyString
            : (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static RedisValue Milliseconds(TimeSpan life) => (long)life.TotalMilliseconds;

    private static RedisKey Copy(CopyKey key) => $"{Prefix}copy:{Name(key)}";

    /// <summary>Says since when a copy must not be made of what was asked before.</summary>
    private static RedisKey Denied(CopyKey key) => $"{Prefix}denied:{Name(key)}";

    private static RedisKey Lead(CopyAddress address) => $"{Prefix}lead:{Name(address.Own)}";

    private static RedisKey Result(string leader) => $"{Prefix}result:{leader}";

    private static string Name(CopyKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Link:x32}{key.Owner:x32}");
}
