using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>The caches of two replicas while Redis has troubles.</summary>
public sealed class CacheUnderFaultsTests : RedisFaultTests
{
    private const int Links = 40;

    private Replica _one = null!;
    private Replica _two = null!;

    protected override int Many => 2000;

    protected override async Task StartReplicasAsync(string one, string other)
    {
        _one = await Replica.StartAsync(one, TimeProvider.System, fresh: Fresh);
        _two = await Replica.StartAsync(other, TimeProvider.System, fresh: Fresh);
    }

    protected override async Task StopReplicasAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    protected override async Task<string?> AskAsync(int number)
    {
        var (account, link) = ($"account-{number % 5}", number * 7 % Links);
        var isPublic = link % 2 == 0;
        var text = isPublic ? $"public {link}" : $"{account} {link}";
        var result = await (number % 2 == 0 ? _one : _two).AskAsync(
            account,
            async () =>
            {
                await Task.Yield();
                return isPublic ? Answers.Public(text) : Answers.Private(text);
            },
            new CacheKey("acme", $"/items/{link}")
        );
        return result.Text() == text ? null : $"{account} got '{result.Text()}' for {link}";
    }

    protected override Task<bool> BothMissRedisAsync() => Task.FromResult(!_one.HasRedis && !_two.HasRedis);

    protected override async Task<bool> ShareAsync(int attempt)
    {
        var link = new CacheKey("acme", $"/shared-again/{attempt}");
        await _one.AskAsync("ada", Answers.Private("v1"), link);
        return (await _two.AskAsync("ada", Answers.Private("v2"), link)).Source == CacheSource.Shared;
    }

    [Fact]
    public async Task Absent_at_the_start_and_there_later()
    {
        var port = Ports.Free();
        await using var replica = await Replica.StartAsync($"127.0.0.1:{port}", TimeProvider.System, waits: false);

        var before = await replica.AskAsync("ada", Answers.Private("v1"));
        await using var redis = await RedisServer.StartAsync(port);
        await Eventually.TrueAsync(() => replica.HasRedis, "the replica finds Redis");

        before.Text().ShouldBe("v1");
    }

    [Fact]
    public async Task A_purge_while_Redis_is_gone_reaches_Redis_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var three = await Replica.StartAsync(redis.ConnectionString, TimeProvider.System);
        await three.AskAsync("ada", Answers.Private("v1"));
        await Eventually.TrueAsync(
            async () => (await redis.CommandAsync("EVAL \"return #redis.call('KEYS','unfurl:2:copy:*')\" 0")) == ":1",
            "the copy is stored"
        );

        await redis.PauseAsync();
        await Eventually.TrueAsync(() => !three.HasRedis, "Redis is missed");
        _ = three.Invalidator.PurgeAsync(InvalidationTag.OfAccount("ada"));
        await redis.ResumeAsync();
        await Eventually.TrueAsync(() => three.HasRedis, "Redis is found");

        await using var four = await Replica.StartAsync(redis.ConnectionString, TimeProvider.System);
        (await four.AskAsync("ada", Answers.Failing)).Text().ShouldBe("502");
    }
}
