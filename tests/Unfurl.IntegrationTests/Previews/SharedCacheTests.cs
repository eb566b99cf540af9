using System.Globalization;
using Unfurl.Server.Previews;
using Unfurl.Testing;
using static Unfurl.IntegrationTests.Previews.Replica;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas that share a Redis.</summary>
public sealed class SharedCacheTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private const string Ada = "ada";
    private const string Ben = "ben";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly TestClock _clock = new();
    private Replica _one = null!;
    private Replica _two = null!;

    /// <summary>The replicas' time as Redis has it, in microseconds.</summary>
    private long RedisNow => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public async ValueTask InitializeAsync()
    {
        await redis.Server.CommandAsync("FLUSHALL");
        _one = await StartAsync(redis.Server.ConnectionString, _clock);
        _two = await StartAsync(redis.Server.ConnectionString, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_that_one_replica_made_is_served_by_the_other()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);

        var result = await _two.AskWithoutProviderAsync(Ada);
        var again = await _two.AskWithoutProviderAsync(Ada);

        (result.Text(), result.Source).ShouldBe(("v1", CacheSource.Shared));
        (again.Text(), again.Source).ShouldBe(("v1", CacheSource.Fresh));
    }

    [Fact]
    public async Task A_private_copy_is_for_its_account_on_all_replicas()
    {
        await _one.AskAsync(Ada, Private("ada's"));
        await StoredAsync(1);

        (await _two.AskAsync(Ben, Hidden)).Text().ShouldBe("404");
    }

    [Fact]
    public async Task A_public_copy_is_for_everybody_on_all_replicas()
    {
        await _one.AskAsync(Ada, Public("v1"));
        await StoredAsync(1);

        (await _two.AskWithoutProviderAsync(Ben)).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task An_older_copy_of_another_replica_is_shown_while_the_provider_fails()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        _clock.Advance(Fresh);

        var result = await _two.AskAsync(Ada, Failing);

        (result.Text(), result.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Theory]
    [InlineData("shown")]
    [InlineData("refused")]
    [InlineData("failed")]
    [InlineData("sign-in needed")]
    public async Task Concurrent_callers_on_two_replicas_share_one_call(string outcome)
    {
        var answer = outcome switch
        {
            "shown" => Private("v1"),
            "refused" => Hidden,
            "failed" => Failing,
            _ => SignInNeeded,
        };
        var said = new TaskCompletionSource<CachedAnswer>();
        var begun = new TaskCompletionSource();
        Task<CachedAnswer> Say()
        {
            begun.TrySetResult();
            return said.Task;
        }

        var before = await EntriesReadAsync();
        var all = Enumerable.Range(0, 500).Select(i => (i % 2 == 0 ? _one : _two).AskAsync(Ada, Say)).ToList();
        await begun.Task;
        // Only a look reads entries: both replicas have looked when each read its three.
        await Eventually.TrueAsync(async () => await EntriesReadAsync() >= before + 6, "both replicas have looked");
        said.SetResult(answer);
        var results = await Task.WhenAll(all);

        (_one.Calls + _two.Calls).ShouldBe(1);
        results.Select(result => result.Text()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_replica_that_dies_during_its_call_is_not_waited_for()
    {
        var never = new TaskCompletionSource<CachedAnswer>();
        var begun = new TaskCompletionSource();
        var abandoned = _one.AskAsync(
            Ada,
            () =>
            {
                begun.TrySetResult();
                return never.Task;
            }
        );
        await begun.Task;
        await _one.DisposeAsync();

        var result = await _two.AskAsync(Ada, Private("v1"));

        result.Text().ShouldBe("v1");
        never.SetResult(Failing);
        await abandoned;
        _one = await StartAsync(redis.Server.ConnectionString, _clock);
    }

    [Fact]
    public async Task A_purge_reaches_all_replicas_and_what_is_stored()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await _two.AskWithoutProviderAsync(Ada);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _one.Cache.PurgeAccount(Ada);

        (await _one.AskAsync(Ada, Failing)).Text().ShouldBe("502");
        await Eventually.TrueAsync(() => !_two.Cache.TryGet(Ada, Item, out _), "the purge arrives");
        (await _two.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task Who_asks_another_replica_after_a_purge_is_not_answered_by_a_call_from_before_it()
    {
        var (call, before) = await BeginAsync(_one);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _two.Cache.PurgeAccount(Ada);
        var after = _two.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => _two.Channel.WaitingForLeaders == 1, "the second replica waits");
        call.SetResult(Private("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task What_Redis_knows_to_be_outdated_is_not_taken_from_a_replica_that_has_not_heard_of_it_yet()
    {
        var (call, before) = await BeginAsync(_one);

        await redis.Server.CommandAsync($"SET unfurl:1:tag:{InvalidationTag.OfAccount(Ada)} 0:{RedisNow}");
        var after = _two.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => _two.Channel.WaitingForLeaders == 1, "the second replica waits");
        call.SetResult(Private("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task What_Redis_knows_not_to_be_public_is_not_stored_by_a_replica_that_has_not_heard_of_it_yet()
    {
        var (call, before) = await BeginAsync(_one);

        var everybodys = CopyAddress.Of(Ada, Item).Public;
        await redis.Server.CommandAsync($"SET unfurl:1:denied:{everybodys.Link:x32}{everybodys.Owner:x32} {RedisNow}");
        call.SetResult(Public("v1"));
        await before;
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has what came of the call");

        (await _two.AskAsync(Ben, Failing)).Text().ShouldBe("502");
    }

    [Theory]
    [InlineData(true, "502")]
    [InlineData(false, "v1")]
    public async Task What_was_asked_before_an_invalidation_is_not_good_when_Redis_has_lost_that(
        bool isPurge,
        string shownWhileTheProviderFails
    )
    {
        var (call, before) = await BeginAsync(_one);

        if (isPurge)
            _one.Cache.PurgeAccount(Ada);
        else
            _one.Cache.Expire(Item.Provider, [Thing]);
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has been told");
        await redis.Server.CommandAsync("FLUSHALL");
        call.SetResult(Private("v1"));
        await before;
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has what came of the call");

        var result = await _two.AskAsync(Ada, Failing);
        (result.Text(), _two.Calls).ShouldBe((shownWhileTheProviderFails, 1));
    }

    [Fact]
    public async Task What_expired_on_one_replica_is_asked_for_again_by_the_other_and_good_enough_when_that_fails()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await _two.AskWithoutProviderAsync(Ada);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _one.Cache.Expire(Item.Provider, [Thing]);
        await Eventually.TrueAsync(() => !_two.Cache.TryGet(Ada, Item, out _), "the mark arrives");
        var failing = await _two.AskAsync(Ada, Failing);

        (failing.Text(), failing.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Fact]
    public async Task What_one_replica_finds_not_to_be_public_is_no_longer_shared_by_the_other()
    {
        await _one.AskAsync(Ada, Public("public"));
        await StoredAsync(1);
        await _two.AskWithoutProviderAsync(Ben);
        _clock.Advance(Fresh);

        await _one.AskAsync(Ada, Private("private"));
        await Eventually.TrueAsync(() => _two.Memory.Count == 0, "the message arrives");

        (await _two.AskAsync(Ben, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task Entries_of_another_version_or_of_nonsense_count_as_missing()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        foreach (var value in new[] { "", "\\x02\\x00garbage", "x", "\\x01\\x00\\x01\\x00\\x00\\x00" })
        {
            var key = await redis.Server.CommandAsync(
                $"EVAL \"local k=redis.call('KEYS','unfurl:1:copy:*')[1] redis.call('HSET',k,'value','{value.Replace("\\x", "\\\\x", StringComparison.Ordinal)}') return k\" 0"
            );
            key.ShouldNotBeEmpty();
            await using var three = await StartAsync(redis.Server.ConnectionString, _clock);

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
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await redis.Server.CommandAsync(
            $"EVAL \"local key = redis.call('KEYS', 'unfurl:1:copy:*')[1] redis.call({damage}) return 1\" 0"
        );
        await using var three = await StartAsync(redis.Server.ConnectionString, _clock);

        (await three.AskAsync(Ada, Private("v2"))).Text().ShouldBe("v2");

        await Eventually.TrueAsync(three.HasSentAllAsync, "Redis has all");
        (await _two.AskWithoutProviderAsync(Ada)).Text().ShouldBe("v2");
    }

    [Theory]
    [InlineData("'DEL', tag")]
    [InlineData("'SET', tag, 'x'")]
    public async Task A_copy_whose_tag_is_lost_or_damaged_counts_as_missing(string damage)
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        // The other tags say that it is expired, which would leave something to show.
        await redis.Server.CommandAsync(
            $"EVAL \"for _, tag in ipairs(redis.call('KEYS','unfurl:1:tag:*')) do redis.call('SET', tag, '9999999999999999:0') end local tag = 'unfurl:1:tag:{InvalidationTag.All}' redis.call({damage}) return 1\" 0"
        );
        await using var three = await StartAsync(redis.Server.ConnectionString, _clock);

        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_purge_that_Redis_had_no_room_for_is_not_undone_by_what_comes_after_it()
    {
        await _one.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _one.Cache.Purge(Item.Provider, [Thing]);
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has all");
        await redis.Server.CommandAsync(
            $"DEL unfurl:1:tag:{InvalidationTag.OfProvider(Item.Provider).OfResource(Thing.Name)}"
        );

        _one.Cache.Expire(Item.Provider, [Thing]);
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has all");

        await using var three = await StartAsync(redis.Server.ConnectionString, _clock);
        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    /// <summary>Starts a request whose provider call is under way when this returns.</summary>
    private static async Task<(TaskCompletionSource<CachedAnswer> Call, Task<CacheResult> Result)> BeginAsync(
        Replica replica
    )
    {
        var (call, begun) = (new TaskCompletionSource<CachedAnswer>(), new TaskCompletionSource());
        var result = replica.AskAsync(
            Ada,
            () =>
            {
                begun.TrySetResult();
                return call.Task;
            }
        );
        await begun.Task;
        return (call, result);
    }

    private async Task<int> EntriesReadAsync()
    {
        const string Calls = "string.match(redis.call('INFO','commandstats'),'cmdstat_hmget:calls=(%d+)') or 0";
        var answer = await redis.Server.CommandAsync($"EVAL \"return tonumber({Calls})\" 0");
        return int.Parse(answer[1..], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Looks_that_come_while_Redis_is_busy_travel_together()
    {
        var links = Enumerable.Range(0, 100).Select(number => new CacheKey("acme", $"/items/{number}")).ToArray();
        foreach (var link in links)
            await _one.AskAsync(Ada, Public(link.Link), link);
        await Eventually.TrueAsync(_one.HasSentAllAsync, "Redis has all");
        await redis.Server.CommandAsync("CONFIG RESETSTAT");

        await redis.Server.PauseAsync();
        var asks = links.Select(link => _two.AskAsync(Ben, Failing, link)).ToArray();
        await redis.Server.ResumeAsync();
        var results = await Task.WhenAll(asks);

        results.Select(result => result.Text()).ShouldBe(links.Select(link => link.Link));
        // Two at once, each by itself, and meanwhile the others, unless the machine is slow to ask.
        const string scripts =
            "local n = 0 for calls in string.gmatch(redis.call('INFO', 'commandstats'), 'eval%w*:calls=(%d+)') do n = n + calls end return n";
        var messages = await redis.Server.CommandAsync($"EVAL \"{scripts}\" 0");
        int.Parse(messages.TrimStart(':'), CultureInfo.InvariantCulture).ShouldBeLessThan(links.Length / 2);
    }

    /// <summary>Storing goes on when the answer is out already.</summary>
    private async Task StoredAsync(int copies) =>
        await Eventually.TrueAsync(
            async () =>
                await redis.Server.CommandAsync("EVAL \"return #redis.call('KEYS','unfurl:1:copy:*')\" 0")
                == $":{copies}",
            "the copy is stored"
        );
}
