using System.Diagnostics;
using Unfurl.Server.Caching;
using Unfurl.Testing;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Caching;

/// <summary>Whatever happens to Redis, requests go on without a wrong answer, and Redis is used again when it is back.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    /// <summary>Short, so that most requests are not answered from memory.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(20);

    private RedisServer _redis = null!;
    private FaultyProxy _proxy = null!;
    private Replica _one = null!;
    private Replica _two = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _proxy = new FaultyProxy(_redis.Port);
        _one = await Replica.StartAsync(_proxy.ConnectionString, TimeProvider.System, fresh: Fresh);
        _two = await Replica.StartAsync(_proxy.ConnectionString, TimeProvider.System, fresh: Fresh);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _proxy.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public Task Killed_and_started_again() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.KillAsync();
                await GoneAsync();
                await stream.GoOnAsync(2000);
            },
            () => _redis.RestartAsync()
        );

    [Fact]
    public Task Stopped_for_ten_seconds() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.PauseAsync();
                await GoneAsync();
                // How long it hangs is what this is about.
                await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
                await stream.GoOnAsync(2000);
            },
            () => _redis.ResumeAsync()
        );

    [Fact]
    public Task Emptied() =>
        GoesOnAsync(
            async stream =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await _redis.CommandAsync("FLUSHALL");
                    await stream.GoOnAsync(100);
                }
            },
            () => Task.CompletedTask
        );

    [Fact]
    public Task Full() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.CommandAsync("CONFIG SET maxmemory 1mb");
                await stream.GoOnAsync(3000);
            },
            () => _redis.CommandAsync("CONFIG SET maxmemory 0")
        );

    [Fact]
    public Task Full_and_evicting_at_random() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.CommandAsync("CONFIG SET maxmemory-policy allkeys-random");
                await _redis.CommandAsync("CONFIG SET maxmemory 2mb");
                await stream.GoOnAsync(5000);
            },
            () => _redis.CommandAsync("CONFIG SET maxmemory 0")
        );

    [Fact]
    public Task Slower_than_anybody_waits() =>
        GoesOnAsync(
            async stream =>
            {
                _proxy.Latency = TimeSpan.FromSeconds(1);
                await GoneAsync();
                await stream.GoOnAsync(2000);
            },
            () =>
            {
                _proxy.Latency = TimeSpan.Zero;
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task Slow() =>
        GoesOnAsync(
            async stream =>
            {
                _proxy.Latency = TimeSpan.FromMilliseconds(20);
                await stream.GoOnAsync(500);
            },
            () =>
            {
                _proxy.Latency = TimeSpan.Zero;
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task Cut_short_in_the_middle_of_answers() =>
        GoesOnAsync(
            async stream =>
            {
                for (var i = 0; i < 10; i++)
                {
                    _proxy.CutsShort = true;
                    await stream.GoOnAsync(50);
                    _proxy.CutsShort = false;
                    await stream.GoOnAsync(200);
                }
            },
            () =>
            {
                _proxy.CutsShort = false;
                return Task.CompletedTask;
            }
        );

    [Fact]
    public async Task Absent_at_the_start_and_there_later()
    {
        var port = Ports.Free();
        await using var replica = await Replica.StartAsync($"127.0.0.1:{port}", TimeProvider.System, waits: false);

        var before = await replica.AskAsync("ada", Replica.Private("v1"));
        await using var redis = await RedisServer.StartAsync(port);
        await Eventually.TrueAsync(() => replica.HasRedis, "the replica finds Redis");

        before.Text().ShouldBe("v1");
    }

    [Fact]
    public async Task Replaced_by_a_server_that_speaks_something_else()
    {
        await using var stream = new AskStream(_one, _two);
        await stream.GoOnAsync(200);

        await _redis.KillAsync();
        await using (var wrong = new NonsenseServer(_redis.Port))
        {
            await GoneAsync();
            await stream.GoOnAsync(2000);
        }
        await _redis.RestartAsync();
        await IsSharedAgainAsync();

        stream.Wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_purged_while_Redis_is_gone_is_purged_there_when_it_is_back()
    {
        await using var three = await Replica.StartAsync(_redis.ConnectionString, TimeProvider.System);
        await three.AskAsync("ada", Replica.Private("v1"));
        await Eventually.TrueAsync(
            async () => (await _redis.CommandAsync("EVAL \"return #redis.call('KEYS','unfurl:1:copy:*')\" 0")) == ":1",
            "the copy is stored"
        );

        await _redis.PauseAsync();
        await Eventually.TrueAsync(() => !three.HasRedis, "Redis is missed");
        three.Cache.PurgeAccount("ada");
        await _redis.ResumeAsync();
        await Eventually.TrueAsync(() => three.HasRedis, "Redis is found");

        await using var four = await Replica.StartAsync(_redis.ConnectionString, TimeProvider.System);
        (await four.AskAsync("ada", Replica.Failing)).Text().ShouldBe("502");
    }

    private async Task GoesOnAsync(Func<AskStream, Task> happen, Func<Task> heal)
    {
        await using var stream = new AskStream(_one, _two);
        await stream.GoOnAsync(200);

        await happen(stream);
        await heal();
        var healed = Stopwatch.GetTimestamp();
        await IsSharedAgainAsync();
        var recovery = Stopwatch.GetElapsedTime(healed);
        await stream.GoOnAsync(200);
        var figures = await stream.EndAsync();

        stream.Wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{figures}; shared again after {recovery.TotalMilliseconds:F0} ms"
        );
    }

    private Task GoneAsync() => Eventually.TrueAsync(() => !_one.HasRedis && !_two.HasRedis, "Redis is missed");

    /// <summary>What one replica asks for is found by the other.</summary>
    private async Task IsSharedAgainAsync()
    {
        var attempt = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var link = new CacheKey("acme", $"/shared-again/{attempt++}");
                await _one.AskAsync("ada", Replica.Private("v1"), link);
                var result = await _two.AskAsync("ada", Replica.Private("v2"), link);
                return result.Source == CacheSource.Shared;
            },
            "the replicas share again"
        );
    }
}
