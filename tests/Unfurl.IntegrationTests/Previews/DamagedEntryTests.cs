using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas whose Redis has lost or damaged something.</summary>
public sealed class DamagedEntryTests(RedisFixture redis) : ReplicaTests(redis)
{
    [Fact]
    public async Task Entries_of_another_version_or_of_nonsense_count_as_missing()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        foreach (var value in new[] { "", @"\\x02\\x00garbage", "x", @"\\x01\\x00\\x01\\x00\\x00\\x00" })
        {
            await Stored.DamageEntryAsync($"'HSET', key, 'value', '{value}'");
            await using var three = await StartReplicaAsync();

            (await three.AskAsync(Ben + value.Length, Private("v2"))).Text().ShouldBe("v2");
            (await three.AskAsync(Ada, Private("v2"))).Text().ShouldBe("v2");
        }
    }

    [Theory]
    [InlineData("'HSET', key, 'tags', ''")]
    [InlineData("'HDEL', key, 'tags'")]
    [InlineData("'HSET', key, 'asked', 'x'")]
    [InlineData("'HDEL', key, 'asked'")]
    [InlineData("'HSET', key, 'fresh', 'x'")]
    [InlineData("'HDEL', key, 'until'")]
    [InlineData("'SET', key, 'x'")]
    public async Task A_damaged_entry_counts_as_missing_and_is_made_anew(string damage)
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await Stored.DamageEntryAsync(damage);
        await using var three = await StartReplicaAsync();

        (await three.AskAsync(Ada, Private("v2"))).Text().ShouldBe("v2");

        await Eventually.TrueAsync(three.HasSentAllAsync, "Redis has all");
        (await Two.AskWithoutProviderAsync(Ada)).Text().ShouldBe("v2");
    }

    [Theory]
    [InlineData("'DEL', tag")]
    [InlineData("'SET', tag, 'x'")]
    public async Task A_copy_whose_tag_is_lost_or_damaged_counts_as_missing(string damage)
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        // The other tags say that it is expired, which would leave something to show.
        await Stored.DamageTagAsync(damage);
        await using var three = await StartReplicaAsync();

        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_purge_that_Redis_had_no_room_for_is_not_undone_by_what_comes_after_it()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(1));
        One.Cache.Purge(Item.Provider, [Thing]);
        await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has all");
        await Stored.RemoveTagAsync(InvalidationTag.OfProvider(Item.Provider).OfResource(Thing.Name));

        One.Cache.Expire(Item.Provider, [Thing]);
        await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has all");

        await using var three = await StartReplicaAsync();
        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }
}
