using Unfurl.Server.Previews;
using Unfurl.Testing.Previews;
using Unfurl.Testing.Redis;
using static Unfurl.IntegrationTests.Previews.Replica;
using static Unfurl.Testing.Previews.Answers;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>What one replica invalidates while it, or another, has lost its connection for a moment.</summary>
public sealed class LostNewsTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private const string Ada = "ada";

    // Nothing ends by itself.
    private readonly TestClock _clock = new();
    private FaultyProxy _wayOfOne = null!;
    private FaultyProxy _wayOfTwo = null!;
    private Replica _one = null!;
    private Replica _two = null!;

    public async ValueTask InitializeAsync()
    {
        await redis.Server.CommandAsync("FLUSHALL");
        _wayOfOne = new FaultyProxy(redis.Server.Port);
        _wayOfTwo = new FaultyProxy(redis.Server.Port);
        _one = await StartAsync(_wayOfOne.ConnectionString, _clock);
        _two = await StartAsync(_wayOfTwo.ConnectionString, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _wayOfOne.DisposeAsync();
        await _wayOfTwo.DisposeAsync();
    }

    [Fact]
    public async Task A_replica_that_was_cut_off_for_a_moment_drops_what_it_remembers()
    {
        await _two.AskAsync(Ada, Private("v1"));

        _wayOfTwo.Drop();
        _ = _one.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));

        await ForgottenByTwoAsync();
    }

    [Fact]
    public async Task News_of_a_replica_that_was_cut_off_reach_the_others_when_it_is_back()
    {
        await _two.AskAsync(Ada, Private("v1"));
        _wayOfOne.Refuses = true;
        _wayOfOne.Drop();
        await Eventually.TrueAsync(() => !_one.HasRedis, "the replica misses Redis");

        _ = _one.Invalidator.PurgeAsync(InvalidationTag.OfAccount(Ada));
        _wayOfOne.Refuses = false;

        await ForgottenByTwoAsync();
    }

    private Task ForgottenByTwoAsync() =>
        Eventually.TrueAsync(() => !_two.Cache.TryGet(Ada, Item, out _), "the other replica forgets");
}
