using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas that share a Redis.</summary>
public sealed class SharedCacheTests(RedisFixture redis) : ReplicaTests(redis)
{
    [Fact]
    public async Task A_copy_that_one_replica_made_is_served_by_the_other()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);

        var result = await Two.AskWithoutProviderAsync(Ada);
        var again = await Two.AskWithoutProviderAsync(Ada);

        (result.Text(), result.Source).ShouldBe(("v1", CacheSource.Shared));
        (again.Text(), again.Source).ShouldBe(("v1", CacheSource.Fresh));
    }

    [Fact]
    public async Task A_copy_of_another_replica_that_was_shown_once_is_evicted_before_one_that_was_shown_again()
    {
        var once = new CacheKey("acme", "/items/once");
        await One.AskAsync(Ada, Private("again"));
        await One.AskAsync(Ada, Private("once"), once);
        await StoredAsync(2);
        await Two.AskWithoutProviderAsync(Ada);
        await Two.AskWithoutProviderAsync(Ada);
        await Two.AskAsync(Ada, Failing, once);

        for (var i = 1; i <= 200; i++)
            Two.Memory.Set(new CopyKey((UInt128)i, 0), EntryOf(bytes: 1024 * 1024));

        (await Two.AskWithoutProviderAsync(Ada)).Source.ShouldBe(CacheSource.Fresh);
        (await Two.AskAsync(Ada, Failing, once)).Source.ShouldBe(CacheSource.Shared);
    }

    [Fact]
    public async Task A_copy_is_stored_under_its_own_name_although_the_look_before_was_refused()
    {
        // In between, the background may find out that Redis refuses something, and nothing is stored then.
        var isShared = false;
        for (var attempt = 0; attempt < 20 && !isShared; attempt++)
        {
            var link = new CacheKey("acme", $"/items/refused-{attempt}");
            await Redis.CommandAsync("ACL SETUSER default -xrange");
            await One.AskAsync(
                Ada,
                async () =>
                {
                    await Redis.CommandAsync("ACL SETUSER default +xrange");
                    return Private("v1");
                },
                link
            );
            await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has all");
            isShared = (await Two.AskAsync(Ada, Private("v2"), link)).Source == CacheSource.Shared;
        }
        isShared.ShouldBeTrue();
    }

    [Fact]
    public async Task A_private_copy_is_for_its_account_on_all_replicas()
    {
        await One.AskAsync(Ada, Private("ada's"));
        await StoredAsync(1);

        (await Two.AskAsync(Ben, Hidden)).Text().ShouldBe("404");
    }

    [Fact]
    public async Task A_public_copy_is_for_everybody_on_all_replicas()
    {
        await One.AskAsync(Ada, Public("v1"));
        await StoredAsync(1);

        (await Two.AskWithoutProviderAsync(Ben)).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task An_older_copy_of_another_replica_is_shown_while_the_provider_fails()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        Clock.Advance(Fresh);

        var result = await Two.AskAsync(Ada, Failing);

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
        var said = new TaskCompletionSource<Answer>();
        var begun = new TaskCompletionSource();
        Task<Answer> Say()
        {
            begun.TrySetResult();
            return said.Task;
        }

        var before = await Stored.EntriesReadAsync();
        var all = Enumerable.Range(0, 500).Select(i => (i % 2 == 0 ? One : Two).AskAsync(Ada, Say)).ToList();
        await begun.Task;
        // Each replica looks twice, the second time with the lock.
        await Eventually.TrueAsync(
            async () => await Stored.EntriesReadAsync() >= before + 8,
            "both replicas have looked"
        );
        said.SetResult(answer);
        var results = await Task.WhenAll(all);

        (One.Calls + Two.Calls).ShouldBe(1);
        results.Select(result => result.Text()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_replica_that_dies_during_its_call_is_not_waited_for()
    {
        var never = new TaskCompletionSource<Answer>();
        var begun = new TaskCompletionSource();
        var abandoned = One.AskAsync(
            Ada,
            () =>
            {
                begun.TrySetResult();
                return never.Task;
            }
        );
        await begun.Task;
        await One.DisposeAsync();

        var result = await Two.AskAsync(Ada, Private("v1"));

        result.Text().ShouldBe("v1");
        never.SetResult(Failing);
        await abandoned;
        One = await StartReplicaAsync();
    }

    [Fact]
    public async Task Nobody_waits_longer_for_another_replica_than_for_the_provider()
    {
        var (call, before) = await BeginAsync(One);
        var waiting = Two.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => Two.WaitingForOthers == 1, "the second replica waits");

        Clock.Advance(TimeSpan.FromSeconds(5));
        var result = await waiting;

        (result.Text(), Two.Calls).ShouldBe(("502", 0));
        result.Entry.Reason.ShouldBe("provider_too_slow");
        call.SetResult(Private("v1"));
        (await before).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_purge_reaches_all_replicas_and_what_is_stored()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await Two.AskWithoutProviderAsync(Ada);

        Clock.Advance(TimeSpan.FromSeconds(1));
        _ = One.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));

        (await One.AskAsync(Ada, Failing)).Text().ShouldBe("502");
        await Eventually.TrueAsync(() => !Two.Cache.TryGet(Ada, Item, out _), "the purge arrives");
        (await Two.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_request_after_a_purge_is_not_answered_by_an_earlier_call_of_another_replica()
    {
        var (call, before) = await BeginAsync(One);

        Clock.Advance(TimeSpan.FromSeconds(1));
        _ = Two.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        var after = Two.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => Two.WaitingForOthers == 1, "the second replica waits");
        call.SetResult(Private("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_purge_in_the_log_counts_for_a_call_of_a_replica_that_was_not_woken()
    {
        var (call, before) = await BeginAsync(One);

        await Stored.PurgeUntoldAsync(InvalidationTag.OfAccount(Ada));
        var after = Two.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => Two.WaitingForOthers == 1, "the second replica waits");
        call.SetResult(Private("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_public_copy_that_the_log_ended_while_it_was_asked_for_is_shown_to_nobody_else()
    {
        var (call, before) = await BeginAsync(One);

        await Stored.EndUntoldAsync(CopyAddress.Of(Ada, Item).Public);
        call.SetResult(Public("v1"));
        await before;
        await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has what came of the call");

        (await Two.AskAsync(Ben, Failing)).Text().ShouldBe("502");
        (await One.AskAsync(Ben, Failing)).Text().ShouldBe("502");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_from_before_an_invalidation_is_discarded_although_Redis_lost_it(bool isPurge)
    {
        var (call, before) = await BeginAsync(One);

        if (isPurge)
            await One.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        else
            await One.Invalidator.ExpireAsync(InvalidationTag.OfResources(Item.Provider, [Thing]));
        await Redis.CommandAsync("FLUSHALL");
        await Redis.NextMillisecondAsync();
        call.SetResult(Private("v1"));
        await before;
        await Eventually.TrueAsync(One.HasSentAllAsync, "Redis has what came of the call");

        (await Two.AskAsync(Ada, Failing)).Text().ShouldBe("502");
        Two.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_leaves_the_older_copy_for_other_replicas()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        Clock.Advance(Fresh);
        await One.AskAsync(Ada, Failing);
        await Eventually.TrueAsync(One.HasEndedAllAsync, "Redis has all");

        var result = await Two.AskWithoutProviderAsync(Ada);

        (result.Text(), result.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Fact]
    public async Task Copies_are_fresh_for_as_long_on_replicas_whose_clocks_are_minutes_apart()
    {
        await using var ahead = await StartReplicaAsync(TimeSpan.FromMinutes(7));
        await using var behind = await StartReplicaAsync(TimeSpan.FromMinutes(-7));
        await ahead.AskAsync(Ada, Private("v1"));
        await Eventually.TrueAsync(ahead.HasEndedAllAsync, "Redis has all");

        Advance(Fresh - TimeSpan.FromSeconds(1));
        var fresh = await behind.AskWithoutProviderAsync(Ada);
        Advance(TimeSpan.FromSeconds(2));
        var (here, there) = (await ahead.AskAsync(Ada, Failing), await behind.AskAsync(Ada, Failing));

        (fresh.Text(), fresh.Source).ShouldBe(("v1", CacheSource.Shared));
        (here.Source, there.Source).ShouldBe((CacheSource.Stale, CacheSource.Stale));
    }

    [Fact]
    public async Task A_purge_ends_copies_of_replicas_whose_clocks_are_minutes_apart()
    {
        await using var ahead = await StartReplicaAsync(TimeSpan.FromMinutes(7));
        await using var behind = await StartReplicaAsync(TimeSpan.FromMinutes(-7));
        await ahead.AskAsync(Ada, Private("v1"));
        await Eventually.TrueAsync(ahead.HasSentAllAsync, "Redis has all");
        await Two.AskWithoutProviderAsync(Ada);

        (await behind.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada))).ShouldBeTrue();

        await Eventually.TrueAsync(() => !ahead.Cache.TryGet(Ada, Item, out _), "the purge arrives");
        await Eventually.TrueAsync(() => !Two.Cache.TryGet(Ada, Item, out _), "the purge arrives");
        await using var three = await StartReplicaAsync();
        (await three.AskAsync(Ada, Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task An_entry_expired_on_one_replica_is_resolved_again_by_the_other_and_served_if_that_fails()
    {
        await One.AskAsync(Ada, Private("v1"));
        await StoredAsync(1);
        await Two.AskWithoutProviderAsync(Ada);

        Clock.Advance(TimeSpan.FromSeconds(1));
        _ = One.Invalidator.ExpireAsync(InvalidationTag.OfResources(Item.Provider, [Thing]));
        await Eventually.TrueAsync(() => !Two.Cache.TryGet(Ada, Item, out _), "the mark arrives");
        var failing = await Two.AskAsync(Ada, Failing);

        (failing.Text(), failing.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Fact]
    public async Task An_entry_that_one_replica_finds_private_is_no_longer_shared_by_the_other()
    {
        await One.AskAsync(Ada, Public("public"));
        await StoredAsync(1);
        await Two.AskWithoutProviderAsync(Ben);
        Clock.Advance(Fresh);

        await One.AskAsync(Ada, Private("private"));
        await Eventually.TrueAsync(() => Two.Memory.Count == 0, "the message arrives");

        (await Two.AskAsync(Ben, Failing)).Text().ShouldBe("502");
    }
}
