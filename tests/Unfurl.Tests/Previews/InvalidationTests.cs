using Unfurl.Server.Previews;
using Unfurl.Testing;
using Unfurl.Testing.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>What is no longer good is not shown, also when it was asked for before and comes after.</summary>
public sealed class InvalidationTests : IDisposable
{
    private static readonly Resource Thing = new("item:3");
    private static readonly Resource Other = new("item:4");

    private readonly CacheWorld _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string> Purges => ["resource", "account", "provider", "all"];

    [Theory]
    [MemberData(nameof(Purges))]
    public async Task A_purged_entry_is_resolved_again_and_not_shown_when_the_provider_fails(string purge)
    {
        await _world.AskAsync(Ada, Shown("v1"));

        Purge(purge);
        var failing = await _world.AskAsync(Ada, Answers.Failing);

        failing.Text().ShouldBe("502");
    }

    [Theory]
    [MemberData(nameof(Purges))]
    public async Task A_call_from_before_a_purge_is_not_stored_after_it(string purge)
    {
        var (call, asked) = await _world.BeginAsync(Ada);

        Purge(purge);
        call.Answer(Shown("v1"));
        await asked;

        (await _world.AskAsync(Ada, Shown("v2"))).Text().ShouldBe("v2");
    }

    [Theory]
    [MemberData(nameof(Purges))]
    public async Task A_request_after_a_purge_is_not_answered_by_an_earlier_call(string purge)
    {
        var (call, before) = await _world.BeginAsync(Ada);

        Purge(purge);
        var after = _world.AskAsync(Ada, Shown("v2"));
        call.Answer(Shown("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_request_after_a_purge_waits_no_longer_for_two_calls_than_for_one()
    {
        var idle = _world.Clock.WaitingTimers;
        var (call, before) = await _world.BeginAsync(Ada);
        Purge("account");
        var second = new HeldCall();
        var after = _world.AskAsync(Ada, second);

        _world.Clock.Advance(TimeSpan.FromSeconds(4));
        call.Answer(Shown("v1"));
        await second.Begun;
        // The call's own limit, and that of who waits for it, which begins a moment after the call.
        await Eventually.TrueAsync(() => _world.Clock.WaitingTimers >= idle + 2);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));

        (await after.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text().ShouldBe("502");
        (await before).Text().ShouldBe("v1");
        second.Answer(Shown("v2"));
    }

    [Fact]
    public async Task A_request_after_a_change_is_not_answered_by_an_earlier_call()
    {
        var (call, before) = await _world.BeginAsync(Ada);

        _ = _world.Invalidator.ExpireAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Thing]));
        var after = _world.AskAsync(Ada, Shown("v2"));
        call.Answer(Shown("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task An_invalidation_of_something_else_parts_nobody_from_a_call()
    {
        var (call, before) = await _world.BeginAsync(Ada);

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Other]));
        var after = _world.AskAsync(Ada, Shown("v2"));
        call.Answer(Shown("v1"));

        (await before).Text().ShouldBe("v1");
        (await after).Text().ShouldBe("v1");
        _world.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_after_a_purge_is_not_answered_by_an_earlier_call_that_is_not_stored()
    {
        var (call, _) = await _world.BeginAsync(Ada);

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        var after = _world.AskAsync(Ada, Shown("v2"));
        _world.Cache.End(CopyAddress.Of(Ada, Answers.Item).Own);
        call.Answer(Shown("v1"));

        (await after).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_call_in_flight_when_another_replica_was_refused_is_neither_stored_nor_awaited()
    {
        var (call, before) = await _world.BeginAsync(Ada);

        _world.Cache.End(CopyAddress.Of(Ada, Answers.Item).Own);
        var refused = await _world.AskAsync(Ada, Answers.Hidden);
        call.Answer(Shown("v1"));
        await before;

        refused.Text().ShouldBe("404");
        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("404");
        _world.Cache.FlightsUnderWay.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Purges))]
    public async Task A_call_after_a_purge_is_stored(string purge)
    {
        Purge(purge);

        await _world.AskAsync(Ada, Shown("v1"));

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task An_expired_entry_is_resolved_again_and_served_while_the_provider_fails()
    {
        await _world.AskAsync(Ada, Shown("v1"));

        _ = _world.Invalidator.ExpireAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Thing]));
        var failing = await _world.AskAsync(Ada, Answers.Failing);

        (failing.Text(), failing.Source).ShouldBe(("v1", CacheSource.Stale));
    }

    [Fact]
    public async Task An_expired_entry_stays_expired_when_the_invalidation_is_forgotten()
    {
        await _world.AskAsync(Ada, Shown("v1"));

        _ = _world.Invalidator.ExpireAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Thing]));
        _world.Memory.Sweep();
        _world.Invalidations.Forget(long.MaxValue);

        _world.Invalidations.Count.ShouldBe(0);
        (await _world.AskAsync(Ada, Shown("v2"))).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_purged_entry_frees_its_memory_and_never_returns()
    {
        await _world.AskAsync(Ada, Shown("v1"));

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        _world.Memory.Sweep();
        _world.Invalidations.Forget(long.MaxValue);

        (_world.Memory.Count, _world.Memory.Bytes).ShouldBe((0, 0L));
        (await _world.AskAsync(Ada, Answers.Failing)).Text().ShouldBe("502");
    }

    [Fact]
    public async Task An_invalidation_leaves_alone_what_it_does_not_name()
    {
        await _world.AskAsync(Ada, Shown("v1"));

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Other]));
        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfResources("github", [Thing]));
        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ben));
        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfProvider("github"));

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_public_copy_outlives_the_account_that_asked_for_it()
    {
        await _world.AskAsync(Ada, Answers.Public("v1"));

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));

        (await _world.AskWithoutProviderAsync(Ben)).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_purge_of_an_account_forgets_what_it_was_refused()
    {
        await _world.AskAsync(Ada, Answers.Hidden);

        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));

        (await _world.AskAsync(Ada, Shown("v1"))).Text().ShouldBe("v1");
    }

    private static Answer Shown(string text) => new(Answers.Found(text) with { Resources = [Thing] });

    [Fact]
    public async Task No_invalidation_is_missed_because_another_comes_at_the_same_time()
    {
        const int Rounds = 100_000;
        var tags = new[] { InvalidationTag.OfAccount(Ada), InvalidationTag.OfAccount(Ben) };
        var invalidations = new Invalidations();
        using var together = new Barrier(3);

        var writers = tags.Select(tag => Task.Factory.StartNew(() => Write(tag), TaskCreationOptions.LongRunning));
        var all = Task.WhenAll(writers.ToList());
        var missed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var entries = tags.Select(tag => Answers.EntryOf(bytes: 0, tag, invalidations.Next())).ToList();
            together.SignalAndWait();
            // An entry notes how it stood at the latest mark it saw.
            while (invalidations.Latest <= entries[1].Order)
                Thread.SpinWait(1);
            foreach (var one in entries)
                one.StandingIn(invalidations);
            together.SignalAndWait();
            missed += entries.Count(one => one.StandingIn(invalidations) != Standing.Purged);
        }
        await all;

        missed.ShouldBe(0);

        void Write(InvalidationTag tag)
        {
            for (var round = 0; round < Rounds; round++)
            {
                together.SignalAndWait();
                invalidations.Set(tag, Standing.Purged);
                together.SignalAndWait();
            }
        }
    }

    private void Purge(string what)
    {
        switch (what)
        {
            case "resource":
                _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfResources(Answers.Item.Provider, [Thing]));
                break;
            case "account":
                _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
                break;
            case "provider":
                _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfProvider(Answers.Item.Provider));
                break;
            default:
                _world.Invalidations.Set(InvalidationTag.All, Standing.Purged);
                break;
        }
    }
}
