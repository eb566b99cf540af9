using System.Globalization;
using Unfurl.Server.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>What Redis holds, and ways to damage it. Only this file knows its keys.</summary>
internal sealed class StoredEntries(RedisServer redis)
{
    private const string Calls = "string.gmatch(redis.call('INFO', 'commandstats'), '";

    public Task<int> CountAsync() => NumberAsync("return #redis.call('KEYS', 'unfurl:1:copy:*')");

    // Only a get reads entries.
    public Task<int> EntriesReadAsync() => SumAsync("cmdstat_hmget:calls=(%d+)");

    public Task<int> ScriptsRunAsync() => SumAsync("eval%w*:calls=(%d+)");

    public Task MarkOutdatedAsync(InvalidationTag tag, TestClock clock) =>
        redis.CommandAsync($"SET unfurl:1:tag:{tag} 0:{Microseconds(clock)}");

    public Task MarkPrivateAsync(CopyKey entry, TestClock clock) =>
        redis.CommandAsync($"SET unfurl:1:denied:{entry.Link:x32}{entry.Owner:x32} {Microseconds(clock)}");

    public Task RemoveTagAsync(InvalidationTag tag) => redis.CommandAsync($"DEL unfurl:1:tag:{tag}");

    // "call" are the arguments of a command on the key of an entry.
    public Task DamageEntryAsync(string call) =>
        NumberAsync($"local key = redis.call('KEYS', 'unfurl:1:copy:*')[1] redis.call({call}) return 1");

    // "call" are the arguments of a command on the tag of all entries. The other tags say that it is expired, which would
    // leave something to show.
    public Task DamageTagAsync(string call) =>
        NumberAsync(
            "for _, tag in ipairs(redis.call('KEYS', 'unfurl:1:tag:*')) do redis.call('SET', tag, '9999999999999999:0') end "
                + $"local tag = 'unfurl:1:tag:{InvalidationTag.All}' redis.call({call}) return 1"
        );

    private Task<int> SumAsync(string calls) =>
        NumberAsync($"local n = 0 for calls in {Calls}{calls}') do n = n + calls end return n");

    private async Task<int> NumberAsync(string script)
    {
        var answer = await redis.CommandAsync($"EVAL \"{script}\" 0");
        return int.Parse(answer.TrimStart(':'), CultureInfo.InvariantCulture);
    }

    // The replicas' time as Redis has it.
    private static long Microseconds(TestClock clock) =>
        (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
