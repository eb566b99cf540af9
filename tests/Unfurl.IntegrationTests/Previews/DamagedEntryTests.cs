using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas whose Redis has lost or damaged something.</summary>
public sealed class DamagedEntryTests(RedisFixture redis) : ReplicaTests(redis)
{
    [Theory]
    [InlineData("'HSET', key, 'data', ''")]
    [InlineData("'HSET', key, 'data', 'x'")]
    [InlineData(@"'HSET', key, 'data', redis.call('HGET', key, 'data') .. 'x'")]
    [InlineData("'HSET', key, 'data', string.sub(redis.call('HGET', key, 'data'), 1, -2)")]
    [InlineData("'HSET', key, 'data', string.sub(redis.call('HGET', key, 'data'), 1, 90)")]
    [InlineData("'HSET', key, 'data', string.rep('9', 1000)")]
    [InlineData("'HDEL', key, 'data'")]
    [InlineData("'SET', key, 'x'")]
    [InlineData("'DEL', key")]
    public async Task A_damaged_entry_counts_as_missing_and_is_made_anew(string damage)
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await Stored.DamageEntryAsync(damage);
        await using var three = await StartReplicaAsync();

        var result = await three.AskAsync(Ada, Private("v2"));

        // Bytes after an entry are none of it.
        result.Text().ShouldBe(damage.EndsWith(".. 'x'", StringComparison.Ordinal) ? "v1" : "v2");
        await Eventually.TrueAsync(three.HasSentAllAsync, "Redis has all");
        (await Two.AskWithoutProviderAsync(Ada)).Text().ShouldBe(result.Text());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_counts_from_before_the_log_was_lost_or_held_nonsense(bool isLost)
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        if (isLost)
            await Stored.RemoveLogAsync();
        else
            await Stored.AddNonsenseAsync();

        await using var three = await StartReplicaAsync();

        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
        await Eventually.TrueAsync(
            async () => (await One.AskAsync(Ada, Failing)).Text() == "502",
            "what is in memory counts no more"
        );
        await One.AskAsync(Ben, Private("ben's"));
        await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has all");
        (await three.AskWithoutProviderAsync(Ben)).Text().ShouldBe("ben's");
    }

    [Fact]
    public async Task A_purge_after_the_log_was_lost_is_heard_by_all()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await Two.AskWithoutProviderAsync(Ada);
        await Stored.RemoveLogAsync();

        _ = One.Invalidator.PurgeAsync(InvalidationTag.OfResources(Item.Provider, [Thing]));

        await Eventually.TrueAsync(() => !Two.Cache.TryGet(Ada, Item, out _), "the other replica forgets");
        await using var three = await StartReplicaAsync();
        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }
}
