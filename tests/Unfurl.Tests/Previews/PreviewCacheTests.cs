using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using static Unfurl.Tests.Previews.CacheWorld;

namespace Unfurl.Tests.Previews;

/// <summary>How long an answer lives, and what replaces it.</summary>
public sealed class PreviewCacheTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly CacheWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_fresh_copy_is_served_without_asking()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh - Moment);

        var result = await _world.AskWithoutProviderAsync(Ada);

        (result.Text(), result.Source).ShouldBe(("v1", CacheSource.Fresh));
    }

    [Fact]
    public async Task Beyond_fresh_the_provider_is_asked_first()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);

        var result = await _world.AskAsync(Ada, Answers.Private("v2"));

        (result.Text(), result.Source).ShouldBe(("v2", CacheSource.Resolved));
    }

    [Fact]
    public async Task A_slow_provider_gets_the_older_copy_served_and_the_next_request_sees_what_it_said()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);

        var (call, asked) = await _world.BeginAsync(Ada);
        _world.Clock.Advance(SoftTimeout);
        var meanwhile = await asked;
        var joined = _world.AskWithoutProviderAsync(Ada);
        call.Answer(Answers.Private("v2"));

        (meanwhile.Text(), meanwhile.Source).ShouldBe(("v1", CacheSource.Stale));
        (await joined).Text().ShouldBe("v2");
        (await _world.AskWithoutProviderAsync(Ada)).Source.ShouldBe(CacheSource.Fresh);
    }

    [Fact]
    public async Task A_request_waits_no_longer_than_the_soft_timeout_and_not_less()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);

        var (call, asked) = await _world.BeginAsync(Ada);
        _world.Clock.Advance(SoftTimeout - Moment);
        call.Answer(Answers.Private("v2"));

        (await asked).Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_failing_provider_gets_the_older_copy_served_until_it_is_too_old()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));

        _world.Clock.Advance(Fresh);
        var early = await _world.AskAsync(Ada, Answers.Failing);
        _world.Clock.Advance(Stale - Moment);
        var late = await _world.AskAsync(Ada, Answers.Failing);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var tooLate = await _world.AskAsync(Ada, Answers.Failing);

        (early.Text(), early.Source).ShouldBe(("v1", CacheSource.Stale));
        (late.Text(), late.Source).ShouldBe(("v1", CacheSource.Stale));
        (tooLate.Text(), tooLate.Source).ShouldBe(("502", CacheSource.Resolved));
    }

    [Fact]
    public async Task A_copy_that_gets_too_old_during_the_wait_is_not_served()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh + Stale - Moment);

        var (call, asked) = await _world.BeginAsync(Ada);
        _world.Clock.Advance(SoftTimeout);
        call.Answer(Answers.Failing);

        (await asked).Text().ShouldBe("502");
    }

    [Fact]
    public async Task While_a_failure_is_remembered_the_older_copy_is_served_without_asking()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);
        await _world.AskAsync(Ada, Answers.Failing);

        _world.Clock.Advance(TimeSpan.FromSeconds(29));
        var meanwhile = await _world.AskWithoutProviderAsync(Ada);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await _world.AskAsync(Ada, Answers.Private("v2"));

        (meanwhile.Text(), meanwhile.Source).ShouldBe(("v1", CacheSource.Stale));
        after.Text().ShouldBe("v2");
    }

    [Fact]
    public async Task A_refusal_ends_an_own_copy_at_once()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        _world.Clock.Advance(Fresh);

        var refused = await _world.AskAsync(Ada, Answers.Hidden);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await _world.AskAsync(Ada, Answers.Failing);

        refused.Text().ShouldBe("404");
        later.Text().ShouldBe("502");
    }

    [Fact]
    public async Task A_refusal_that_comes_during_the_wait_of_others_ends_the_copy_for_them_too()
    {
        await _world.AskAsync(Ada, Answers.Public("v1"));
        _world.Clock.Advance(Fresh);

        var (call, asked) = await _world.BeginAsync(Ada);
        await _world.AskAsync(Ben, Answers.Hidden);
        _world.Clock.Advance(SoftTimeout);
        call.Answer(Answers.Failing);

        (await asked).Text().ShouldBe("502");
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(10, 10)]
    public async Task Refusals_and_failures_are_remembered_for_a_fresh_time_and_30_seconds_at_most(
        int fresh,
        int remembered
    )
    {
        foreach (var answer in new[] { Answers.Hidden, Answers.Failing })
        {
            using var world = new CacheWorld(TimeSpan.FromSeconds(fresh));
            await world.AskAsync(Ada, answer);

            world.Clock.Advance(TimeSpan.FromSeconds(remembered) - Moment);
            var within = await world.AskWithoutProviderAsync(Ada);
            world.Clock.Advance(Moment);
            var after = await world.AskAsync(Ada, Answers.Private("v1"));

            within.Source.ShouldBe(CacheSource.Negative);
            after.Text().ShouldBe("v1");
        }
    }

    [Fact]
    public async Task A_rate_limit_is_remembered_until_the_time_the_provider_named_and_for_one_account()
    {
        await _world.AskAsync(Ada, Answers.Limited(_world.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)));

        _world.Clock.Advance(TimeSpan.FromMinutes(10) - Moment);
        var within = await _world.AskWithoutProviderAsync(Ada);
        var other = await _world.AskAsync(Ben, Answers.Private("ben's"));
        _world.Clock.Advance(Moment);
        var after = await _world.AskAsync(Ada, Answers.Private("v1"));

        within.Text().ShouldBe("429");
        other.Text().ShouldBe("ben's");
        after.Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_rate_limit_without_an_end_that_a_clock_can_reach_is_an_answer_like_others()
    {
        var result = await _world.AskAsync(Ada, Answers.Limited(DateTimeOffset.MaxValue));

        result.Text().ShouldBe("429");
        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("429");
        _world.Clock.Advance(TimeSpan.FromDays(1));
        (await _world.AskAsync(Ada, Answers.Private("v1"))).Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_refused_credential_is_not_remembered()
    {
        await _world.AskAsync(Ada, Answers.SignInNeeded);

        var result = await _world.AskAsync(Ada, Answers.Private("v1"));

        result.Text().ShouldBe("v1");
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(3600, 60)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public async Task A_provider_may_shorten_the_fresh_time_but_not_lengthen_it(int wish, int fresh)
    {
        await _world.AskAsync(Ada, new Answer(Answers.Found("v1") with { Freshness = TimeSpan.FromSeconds(wish) }));

        _world.Clock.Advance(TimeSpan.FromSeconds(fresh));
        var after = await _world.AskAsync(Ada, Answers.Failing);

        (after.Text(), after.Source, _world.Calls).ShouldBe(("v1", CacheSource.Stale, 2));
    }

    [Fact]
    public async Task Memory_is_bounded()
    {
        const int Megabyte = 1024 * 1024;
        var large = Answers.Large(Megabyte);
        var links = Enumerable.Range(0, 300).Select(i => new CacheKey("acme", $"/items/{i}")).ToList();

        foreach (var link in links)
            await _world.AskAsync(Ada, large, link);
        var before = _world.Calls;
        foreach (var link in links)
            await _world.AskAsync(Ada, large, link);

        (_world.Calls - before).ShouldBeGreaterThanOrEqualTo(300 - 128);
    }

    [Fact]
    public async Task Many_resources_count_towards_the_bound()
    {
        var resources = Enumerable.Range(0, 100).Select(i => new Resource(new string('r', 10_000))).ToList();
        var small = new Answer(Answers.Found("v1") with { Resources = resources });
        var links = Enumerable.Range(0, 200).Select(i => new CacheKey("acme", $"/items/{i}")).ToList();

        foreach (var link in links)
            await _world.AskAsync(Ada, small, link);
        var before = _world.Calls;
        foreach (var link in links)
            await _world.AskAsync(Ada, small, link);

        // Each is 1 MB of names, so of 200 MB some have to be missing.
        (_world.Calls - before).ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task A_served_entry_survives_an_eviction()
    {
        const int Megabyte = 1024 * 1024;
        var large = Answers.Large(Megabyte);
        await _world.AskAsync(Ada, Answers.Private("wanted"));

        foreach (var i in Enumerable.Range(0, 600))
        {
            await _world.AskAsync(Ada, large, new CacheKey("acme", $"/items/large-{i}"));
            await _world.AskWithoutProviderAsync(Ada);
        }

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("wanted");
        _world.Memory.Bytes.ShouldBeLessThanOrEqualTo(MemoryBudget);
        _world.Memory.Evictions.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task An_answer_beyond_the_whole_memory_is_served_and_not_kept()
    {
        var huge = Answers.Large((int)MemoryBudget);

        var result = await _world.AskAsync(Ada, huge);

        result.Entry.Packed.Length.ShouldBe((int)MemoryBudget);
        _world.Memory.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Links_that_are_seen_once_do_not_push_out_what_was_asked_for_again()
    {
        const int Megabyte = 1024 * 1024;
        await _world.AskAsync(Ada, Answers.Private("wanted"));
        await _world.AskWithoutProviderAsync(Ada);

        foreach (var i in Enumerable.Range(0, 1000))
            await _world.AskAsync(Ada, Answers.Large(Megabyte), new CacheKey("acme", $"/items/large-{i}"));

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("wanted");
    }

    [Fact]
    public async Task Renderings_take_a_quarter_of_the_memory_at_most_and_push_out_no_entry()
    {
        var links = Enumerable.Range(0, 200).Select(i => new CacheKey("acme", $"/items/{i}")).ToList();
        foreach (var link in links)
        {
            await _world.AskAsync(Ada, Answers.Private("v1"), link);
            var result = await _world.AskAsync(Ada, Answers.Failing, link);
            _world.Memory.KeepRendering(result.Entry, new Rendering(new byte[1024 * 1024], Content: 0));
        }

        _world.Memory.Bytes.ShouldBeInRange(16 * 1024 * 1024, MemoryBudget / 4 + 200 * 1024);
        _world.Calls.ShouldBe(links.Count);
        _world.Memory.Count.ShouldBe(links.Count);
    }

    [Fact]
    public async Task The_rendering_of_an_entry_that_is_gone_takes_no_memory()
    {
        await _world.AskAsync(Ada, Answers.Private("v1"));
        var older = (await _world.AskWithoutProviderAsync(Ada)).Entry;
        _world.Memory.KeepRendering(older, new Rendering(new byte[1024], Content: 0));
        _ = _world.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        _world.Memory.Sweep();

        _world.Memory.KeepRendering(older, new Rendering(new byte[1024], Content: 0));

        _world.Memory.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Entries_that_are_replaced_during_evictions_can_still_be_evicted()
    {
        const int Room = 40_000;
        var memory = new MemoryLevel(Room, new Invalidations(), _world.Clock);

        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            thread =>
            {
                for (var i = 0; i < 200_000; i++)
                    memory.Set(new CopyKey((UInt128)((i + thread) % 150), 0), Answers.EntryOf(bytes: 200));
            }
        );
        for (var i = 1000; i < 2000; i++)
            memory.Set(new CopyKey((UInt128)i, 0), Answers.EntryOf(bytes: 200));

        memory.Bytes.ShouldBeLessThan(Room * 3 / 4);
    }

    [Fact]
    public async Task An_entry_that_was_served_keeps_its_rank_when_it_is_refreshed()
    {
        const int Megabyte = 1024 * 1024;
        await _world.AskAsync(Ada, Answers.Private("v1"));
        await _world.AskWithoutProviderAsync(Ada);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await _world.AskAsync(Ada, Answers.Private("v2"));

        foreach (var i in Enumerable.Range(0, 1000))
            await _world.AskAsync(Ada, Answers.Large(Megabyte), new CacheKey("acme", $"/items/large-{i}"));

        (await _world.AskWithoutProviderAsync(Ada)).Text().ShouldBe("v2");
    }
}
