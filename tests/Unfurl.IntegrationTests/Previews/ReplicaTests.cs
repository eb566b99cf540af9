using Unfurl.Server.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Each test has two replicas and an empty Redis, which the tests of a class share.</summary>
public abstract class ReplicaTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    protected const string Ada = "ada";
    protected const string Ben = "ben";

    protected static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly List<TestClock> _apart = [];

    protected TestClock Clock { get; } = new();

    protected RedisServer Redis => redis.Server;

    private protected StoredEntries Stored => new(Redis);

    private protected Replica One { get; set; } = null!;

    private protected Replica Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Redis.CommandAsync("FLUSHALL");
        One = await StartReplicaAsync();
        Two = await StartReplicaAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Replica> StartReplicaAsync() => Replica.StartAsync(Redis.ConnectionString, Clock);

    // A replica whose clock is ahead of Redis's.
    private protected Task<Replica> StartReplicaAsync(TimeSpan ahead)
    {
        var clock = new TestClock();
        clock.SetWrong(ahead);
        _apart.Add(clock);
        return Replica.StartAsync(Redis.ConnectionString, clock, serverTime: Clock);
    }

    protected void Advance(TimeSpan time)
    {
        Clock.Advance(time);
        foreach (var clock in _apart)
            clock.Advance(time);
    }

    /// <summary>Starts a request whose provider call is under way when this returns.</summary>
    private protected static async Task<(TaskCompletionSource<Answer> Call, Task<CacheResult> Result)> BeginAsync(
        Replica replica
    )
    {
        var (call, begun) = (new TaskCompletionSource<Answer>(), new TaskCompletionSource());
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

    /// <summary>Storing goes on when the answer is out already.</summary>
    protected Task StoredAsync(int entries) =>
        Eventually.TrueAsync(
            async () => One.HasGivenLocksBack && await One.HasSentAllAsync() && await Stored.CountAsync() == entries,
            "the entry is stored"
        );
}
