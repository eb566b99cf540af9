using System.Diagnostics;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Whatever happens to Redis, requests go on without a wrong answer, and Redis is used again when it is back.</summary>
public abstract class RedisFaultTests : IAsyncLifetime
{
    /// <summary>Short, so that most requests are not answered from memory.</summary>
    protected static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(20);

    private RedisServer _redis = null!;
    private FaultyProxy _proxy = null!;
    private FaultyProxy _otherProxy = null!;

    /// <summary>How many answers make sure that requests go on.</summary>
    protected abstract int Many { get; }

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        (_proxy, _otherProxy) = (new FaultyProxy(_redis.Port), new FaultyProxy(_redis.Port));
        await StartReplicasAsync(_proxy.ConnectionString, _otherProxy.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await StopReplicasAsync();
        await _proxy.DisposeAsync();
        await _otherProxy.DisposeAsync();
        await _redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts two replicas that share a Redis, each by a way of its own.</summary>
    protected abstract Task StartReplicasAsync(string one, string other);

    protected abstract Task StopReplicasAsync();

    /// <summary>Makes a request at either replica.</summary>
    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    protected abstract Task<string?> AskAsync(int number);

    /// <summary>Whether each replica knows that Redis is gone.</summary>
    protected abstract Task<bool> BothMissRedisAsync();

    /// <summary>Whether one replica finds in Redis what the other has asked for just now.</summary>
    protected abstract Task<bool> ShareAsync(int attempt);

    [Fact]
    public Task Requests_go_on_while_Redis_is_killed_and_started_again() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.KillAsync();
                await GoneAsync();
                await stream.GoOnAsync(Many);
            },
            () => _redis.RestartAsync()
        );

    [Fact]
    public Task Requests_go_on_while_Redis_hangs_for_ten_seconds() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.PauseAsync();
                await GoneAsync();
                // How long it hangs is what this is about.
                await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
                await stream.GoOnAsync(Many);
            },
            () => _redis.ResumeAsync()
        );

    [Fact]
    public Task Requests_go_on_while_Redis_is_emptied() =>
        GoesOnAsync(
            async stream =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await _redis.CommandAsync("FLUSHALL");
                    await stream.GoOnAsync(Many / 20);
                }
            },
            () => Task.CompletedTask
        );

    [Fact]
    public Task Requests_go_on_while_Redis_is_full() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.CommandAsync("CONFIG SET maxmemory 1mb");
                await stream.GoOnAsync(Many);
            },
            () => _redis.CommandAsync("CONFIG SET maxmemory 0")
        );

    [Fact]
    public Task Requests_go_on_while_Redis_is_full_and_evicts_at_random() =>
        GoesOnAsync(
            async stream =>
            {
                await _redis.CommandAsync("CONFIG SET maxmemory-policy allkeys-random");
                await _redis.CommandAsync("CONFIG SET maxmemory 2mb");
                await stream.GoOnAsync(2 * Many);
            },
            () => _redis.CommandAsync("CONFIG SET maxmemory 0")
        );

    [Fact]
    public Task Requests_go_on_while_Redis_is_slower_than_the_timeout() =>
        GoesOnAsync(
            async stream =>
            {
                SetLatency(TimeSpan.FromSeconds(1));
                await GoneAsync();
                await stream.GoOnAsync(Many);
            },
            () =>
            {
                SetLatency(TimeSpan.Zero);
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task Requests_go_on_while_Redis_is_slow() =>
        GoesOnAsync(
            async stream =>
            {
                SetLatency(TimeSpan.FromMilliseconds(20));
                await stream.GoOnAsync(Many / 4);
            },
            () =>
            {
                SetLatency(TimeSpan.Zero);
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task Requests_go_on_while_answers_of_Redis_are_cut_short() =>
        GoesOnAsync(
            async stream =>
            {
                for (var i = 0; i < 10; i++)
                {
                    _proxy.CutsShort = _otherProxy.CutsShort = true;
                    await stream.GoOnAsync(Many / 40);
                    _proxy.CutsShort = _otherProxy.CutsShort = false;
                    await stream.GoOnAsync(Many / 10);
                }
            },
            () =>
            {
                _proxy.CutsShort = _otherProxy.CutsShort = false;
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task Requests_go_on_while_one_replica_is_cut_off_for_seconds() =>
        GoesOnAsync(
            async stream =>
            {
                _otherProxy.Refuses = true;
                _otherProxy.Drop();
                // How long it is cut off is what this is about.
                await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
                await stream.GoOnAsync(Many);
            },
            () =>
            {
                _otherProxy.Refuses = false;
                return Task.CompletedTask;
            }
        );

    [Fact]
    public async Task Requests_go_on_while_another_server_has_the_port_of_Redis()
    {
        await using var stream = new AskStream(AskAsync);
        await stream.GoOnAsync(Many / 10);

        await _redis.KillAsync();
        await using (var wrong = new NonsenseServer(_redis.Port))
        {
            await GoneAsync();
            await stream.GoOnAsync(Many);
        }
        await _redis.RestartAsync();
        await IsSharedAgainAsync();

        stream.Wrong.ShouldBeEmpty();
    }

    private async Task GoesOnAsync(Func<AskStream, Task> happen, Func<Task> heal)
    {
        await using var stream = new AskStream(AskAsync);
        await stream.GoOnAsync(Many / 10);

        await happen(stream);
        await heal();
        var healed = Stopwatch.GetTimestamp();
        await IsSharedAgainAsync();
        var recovery = Stopwatch.GetElapsedTime(healed);
        await stream.GoOnAsync(Many / 10);
        var figures = await stream.EndAsync();

        stream.Wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{figures}; shared again after {recovery.TotalMilliseconds:F0} ms"
        );
    }

    private void SetLatency(TimeSpan latency) => _proxy.Latency = _otherProxy.Latency = latency;

    private Task GoneAsync() => Eventually.TrueAsync(BothMissRedisAsync, "Redis is missed");

    private async Task IsSharedAgainAsync()
    {
        var attempt = 0;
        await Eventually.TrueAsync(() => ShareAsync(attempt++), "the replicas share again");
    }
}
