using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>The leads of this replica: while it has one, it alone asks the provider, and others wait for what it brings.</summary>
internal sealed class RedisLeads(RedisConnection redis)
{
    /// <summary>A lead lives this long unless it is extended: so long do others wait for a replica that died.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, RedisKey> _leads = new(StringComparer.Ordinal);

    /// <summary>Keeps a lead that a look took.</summary>
    public void Keep(RedisKey lead, string token) => _leads.TryAdd(token, lead);

    /// <summary>Gives a lead back, unless somebody else has it by now.</summary>
    public void Release(RedisKey lead, string token)
    {
        _leads.TryRemove(token, out _);
        redis.SendAnyway(database => database.ScriptEvaluateAsync(RedisScripts.Release, [lead], [token]));
    }

    /// <summary>Keeps them alive. To be called regularly.</summary>
    public void Extend()
    {
        foreach (var (token, lead) in _leads)
            redis.Send(database =>
                database.ScriptEvaluateAsync(RedisScripts.Extend, [lead], [token, RedisArguments.Milliseconds(Life)])
            );
    }
}
