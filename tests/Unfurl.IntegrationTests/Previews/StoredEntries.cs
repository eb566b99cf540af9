using System.Globalization;
using Unfurl.Server.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>What Redis holds, and ways to damage it. Only this file knows its keys.</summary>
internal sealed class StoredEntries(RedisServer redis)
{
    private const string Log = "unfurl:2:log";

    public Task<int> CountAsync() => NumberAsync("return #redis.call('KEYS', 'unfurl:2:copy:*')");

    // Only a look reads entries, two at once.
    public Task<int> EntriesReadAsync() =>
        NumberAsync(
            "local n = 0 for calls in string.gmatch(redis.call('INFO', 'commandstats'), 'cmdstat_hmget:calls=(%d+)') "
                + "do n = n + calls end return n"
        );

    // A record that no replica was told of.
    public Task PurgeUntoldAsync(InvalidationTag tag) => AddAsync($"p{tag}");

    // The same: the copy is ended.
    public Task EndUntoldAsync(CopyKey key) => AddAsync($"e{key.Link:x32}{key.Owner:x32}");

    public Task AddNonsenseAsync() => redis.CommandAsync($"XADD {Log} * r nonsense");

    public Task RemoveLogAsync() => redis.CommandAsync($"DEL {Log}");

    // "call" are the arguments of a command on the key of an entry.
    public Task DamageEntryAsync(string call) =>
        NumberAsync($"local key = redis.call('KEYS', 'unfurl:2:copy:*')[1] redis.call({call}) return 1");

    // As a replica that knows the latest life of the log would write it.
    private Task<int> AddAsync(string invalidation) =>
        NumberAsync(
            $"local last = redis.call('XREVRANGE', '{Log}', '+', '-', 'COUNT', 1)[1] "
                + "local run = string.match(last[2][2], '|(%x+)|') "
                + $"redis.call('XADD', '{Log}', '*', 'r', '0-1|' .. run .. '|somebody|1|{invalidation}') return 1"
        );

    private async Task<int> NumberAsync(string script)
    {
        var answer = await redis.CommandAsync($"EVAL \"{script}\" 0");
        return int.Parse(answer.TrimStart(':'), CultureInfo.InvariantCulture);
    }
}
