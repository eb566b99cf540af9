using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>The locks of this replica: while it has one, it alone asks the provider, and others wait for what it brings.</summary>
internal sealed class RedisLocks(RedisConnection redis)
{
    /// <summary>A lock lasts this long unless it is extended: so long do others wait for a replica that died.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, RedisKey> _locks = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _locks.Count;

    /// <summary>Takes a lock if nobody has it.</summary>
    /// <returns>The token of whoever has it then; null when it cannot be had.</returns>
    public static async Task<string?> TakeAsync(IDatabase database, RedisKey key, string token)
    {
        var taking = database.LockTakeAsync(key, token, Lease);
        var holder = database.LockQueryAsync(key);
        try
        {
            if (await taking)
                return token;
            // Between the two it may have been given back.
            return (string?)await holder ?? (await database.LockTakeAsync(key, token, Lease) ? token : null);
        }
        // A full Redis gives no lock, and can be read all the same.
        catch (RedisServerException)
        {
            return null;
        }
    }

    /// <summary>Keeps a lock that was taken.</summary>
    public void Keep(RedisKey key, string token) => _locks.TryAdd(token, key);

    /// <summary>Gives a lock back, unless somebody else has it by now. It ends by itself if that does not arrive.</summary>
    public void Release(RedisKey key, string token)
    {
        _locks.TryRemove(token, out _);
        redis.Send(database => database.LockReleaseAsync(key, token));
    }

    /// <summary>Keeps them alive. To be called regularly.</summary>
    public void Extend()
    {
        foreach (var (token, key) in _locks)
            redis.Send(database => database.LockExtendAsync(key, token, Lease));
    }
}
