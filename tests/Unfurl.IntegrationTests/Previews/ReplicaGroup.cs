using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Replicas on one clock that share a Redis, each by a way of its own that can break.</summary>
internal sealed class ReplicaGroup : ICacheGroup, IAsyncDisposable
{
    public const int Replicas = 3;

    private readonly RedisServer _redis;
    private readonly Replica[] _replicas = new Replica[Replicas];
    private readonly FaultyProxy[] _ways;

    // Minutes apart.
    private readonly TestClock[] _clocks = new TestClock[Replicas];

    private ReplicaGroup(RedisServer redis)
    {
        _redis = redis;
        _ways = [.. Enumerable.Range(0, Replicas).Select(_ => new FaultyProxy(redis.Port))];
    }

    public TestClock Clock { get; } = new();

    public int Size => Replicas;

    public PreviewCache this[int replica] => _replicas[replica].Cache;

    public Invalidator InvalidatorOf(int replica) => _replicas[replica].Invalidator;

    public int WaitingForOthers(int replica) => _replicas[replica].WaitingForOthers;

    /// <param name="hasMessages">Whether replicas can wake each other.</param>
    public static async Task<ReplicaGroup> StartAsync(bool hasMessages)
    {
        var group = new ReplicaGroup(await RedisServer.StartAsync());
        if (!hasMessages)
            await group._redis.CommandAsync("ACL SETUSER default resetchannels");
        for (var i = 0; i < Replicas; i++)
        {
            group._clocks[i] = new TestClock();
            group._clocks[i].SetWrong(TimeSpan.FromMinutes(3 * (i - 1)));
            group._replicas[i] = await group.StartReplicaAsync(i);
        }
        return group;
    }

    public void Advance(TimeSpan time)
    {
        Clock.Advance(time);
        foreach (var clock in _clocks)
            clock.Advance(time);
    }

    private Task<Replica> StartReplicaAsync(int replica) =>
        Replica.StartAsync(_ways[replica].ConnectionString, _clocks[replica], serverTime: Clock);

    public bool IsCutOff(int replica) => _ways[replica].Refuses;

    public Task ApplyAsync(CacheEvent happens) =>
        happens switch
        {
            CacheEvent.Restarts(var replica) => RestartAsync(replica),
            CacheEvent.IsCutOff(var replica) => CutOffAsync(replica),
            CacheEvent.Returns(var replica) => ReturnAsync(replica),
            CacheEvent.Evicts => EvictAsync(),
            CacheEvent.Saves => _redis.SaveAsync(),
            CacheEvent.FailsOver => FailOverAsync(),
            _ => _redis.CommandAsync("FLUSHALL"),
        };

    private Task<string> EvictAsync() =>
        _redis.CommandAsync(
            "EVAL \"local key = redis.call('RANDOMKEY') if key then redis.call('DEL', key) end return 1\" 0"
        );

    private async Task FailOverAsync()
    {
        await _redis.KillAsync();
        await _redis.RestartAsync();
    }

    private async Task CutOffAsync(int replica)
    {
        _ways[replica].Refuses = true;
        _ways[replica].Drop();
        await Eventually.TrueAsync(() => !_replicas[replica].HasRedis, "the replica misses Redis");
    }

    private async Task ReturnAsync(int replica)
    {
        _ways[replica].Refuses = false;
        await Eventually.TrueAsync(() => _replicas[replica].HasRedis, "the replica finds Redis again");
    }

    private async Task RestartAsync(int replica)
    {
        await _replicas[replica].DisposeAsync();
        _ways[replica].Refuses = false;
        _replicas[replica] = await StartReplicaAsync(replica);
    }

    /// <summary>Waits until Redis has what the replicas sent, and the replicas have heard what was said; those that are cut off aside.</summary>
    public async Task SettleAsync()
    {
        var connected = _replicas.Where((_, i) => !IsCutOff(i)).ToList();
        // Each reads what the others have sent by then.
        foreach (var _ in (string[])["has sent", "has read"])
        {
            foreach (var replica in connected)
                await Eventually.TrueAsync(replica.HasSentAllAsync, "a replica has sent and read all");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        foreach (var way in _ways)
            await way.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
