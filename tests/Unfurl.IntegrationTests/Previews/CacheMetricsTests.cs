using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;
using static Unfurl.IntegrationTests.Previews.Replica;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Each instrument of docs/cache.md counts what it says.</summary>
public sealed class CacheMetricsTests : IAsyncLifetime
{
    private const string Ada = "ada";

    private readonly TestClock _clock = new();
    private RedisServer _redis = null!;
    private Replica _replica = null!;
    private RecordedMetrics _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _replica = await StartAsync(_redis.ConnectionString, _clock);
        _metrics = new RecordedMetrics(_replica.Meters);
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _replica.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Requests_are_counted_by_where_their_answers_came_from()
    {
        await using var other = await StartAsync(_redis.ConnectionString, _clock);
        await other.AskAsync("ben", Private("v1"));
        await Eventually.TrueAsync(other.HasSentAllAsync, "the copy is stored");

        await _replica.AskAsync(Ada, Private("v1"));
        await _replica.AskAsync(Ada, Private("v2"));
        await _replica.AskAsync("ben", Private("v2"));
        // Whoever asks while a call still holds its lock waits for what it brings, however far the clock has moved.
        await Eventually.TrueAsync(_replica.HasEndedAllAsync, "the calls have ended for others");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _replica.AskAsync(Ada, Failing);
        await _replica.AskAsync("carol", Hidden);
        await _replica.AskAsync("carol", Hidden);

        _metrics
            .Of("unfurl.cache.requests")
            .ShouldBe([("resolved", 1), ("fresh", 1), ("shared", 1), ("stale", 1), ("resolved", 1), ("negative", 1)]);
    }

    [Fact]
    public async Task Calls_to_the_provider_are_timed_by_outcome()
    {
        await _replica.AskAsync(Ada, () => After(0.25, Private("v1")));
        await _replica.AskAsync("ben", () => After(0.5, Hidden));
        await _replica.AskAsync("carol", () => After(1, Failing));
        await Should.ThrowAsync<InvalidOperationException>(() => _replica.AskWithoutProviderAsync("grace"));

        _metrics
            .Of("unfurl.cache.resolve.duration")
            .ShouldBe([("shown", 0.25), ("refused", 0.5), ("failed", 1), ("error", 0)]);
    }

    [Fact]
    public async Task Requests_that_wait_for_a_call_are_counted_on_both_replicas()
    {
        await using var other = await StartAsync(_redis.ConnectionString, _clock);
        using var others = new RecordedMetrics(other.Meters);
        var (call, begun) = (new TaskCompletionSource<Answer>(), new TaskCompletionSource());
        var first = _replica.AskAsync(
            Ada,
            () =>
            {
                begun.SetResult();
                return call.Task;
            }
        );
        await begun.Task;

        Task[] joined = [_replica.AskAsync(Ada, Private("v2")), _replica.AskAsync(Ada, Private("v2"))];
        var afar = other.AskAsync(Ada, Private("v2"));
        await Eventually.TrueAsync(() => other.WaitingForOthers == 1, "the other replica waits");
        call.SetResult(Private("v1"));
        await Task.WhenAll([first, afar, .. joined]);

        _metrics.Of("unfurl.cache.coalesced").Count.ShouldBe(2);
        others.Of("unfurl.cache.coalesced").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Memory_is_measured()
    {
        await _replica.AskAsync(Ada, Private("v1"));
        await _replica.AskAsync("ben", Private("v1"));

        _metrics.Observe("unfurl.cache.memory.entries").ShouldBe(2);
        _metrics.Observe("unfurl.cache.memory.size").ShouldBe(_replica.Memory.Bytes);
        _replica.Memory.Bytes.ShouldBeGreaterThan(2 * Entry.Overhead);
    }

    [Fact]
    public void Evictions_are_counted()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var metrics = new RecordedMetrics(meters);
        var memory = new MemoryLevel(3 * Entry.Overhead, new Invalidations(), _clock);
        _ = new CacheMetrics(meters, memory);

        for (var i = 1; i <= 5; i++)
            memory.Set(new CopyKey((UInt128)i, 0), Answers.EntryOf(bytes: 0));

        metrics.Observe("unfurl.cache.memory.evictions").ShouldBe(3);
        metrics.Observe("unfurl.cache.memory.entries").ShouldBe(2);
    }

    [Fact]
    public async Task Calls_to_Redis_are_timed()
    {
        await _replica.AskAsync(Ada, Private("v1"));
        await _replica.AskAsync(Ada, Private("v1"));

        var durations = _metrics.Of("unfurl.cache.redis.duration");
        durations.ShouldNotBeEmpty();
        durations.ShouldAllBe(duration => duration.Value > 0);
        _metrics.Of("unfurl.cache.redis.failures").ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_of_Redis_are_counted()
    {
        await _replica.AskAsync(
            Ada,
            async () =>
            {
                // Full by the time the answer is stored.
                await _redis.CommandAsync("CONFIG SET maxmemory 1");
                return Private("v1");
            }
        );

        await FailsAsync(_metrics, "refused");
    }

    [Fact]
    public async Task Timeouts_of_Redis_and_losses_at_its_end_are_counted()
    {
        await using var hasty = await StartAsync(_redis.ConnectionString, TimeProvider.System);
        using var metrics = new RecordedMetrics(hasty.Meters);

        await _redis.PauseAsync();
        await hasty.AskAsync(Ada, Private("v1"));
        await FailsAsync(metrics, "slow");

        await _redis.KillAsync();
        await FailsAsync(metrics, "lost");
    }

    private static Task FailsAsync(RecordedMetrics metrics, string reason) =>
        Eventually.TrueAsync(
            () => metrics.Of("unfurl.cache.redis.failures").Any(failure => failure.Tag == reason),
            $"a failure is counted as {reason}"
        );

    private Task<Answer> After(double seconds, Answer answer)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(answer);
    }
}
