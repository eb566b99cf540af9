using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Previews.Redis;
using Unfurl.Testing.Previews;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>A replica's cache with a real Redis behind it, and a provider that answers what a test says.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RedisConnection _redis;
    private readonly RedisLevel _level;
    private readonly RedisWorker _worker;
    private int _calls;

    private Replica(string connectionString, TimeProvider time, TimeSpan fresh)
    {
        var settings = Settings(fresh);
        var invalidations = new Invalidations();
        Memory = new MemoryLevel(64 * 1024 * 1024, invalidations, time);
        var metrics = new CacheMetrics(Meters, Memory);
        _redis = new RedisConnection(
            RedisExtensions.Read(connectionString),
            metrics,
            NullLogger<RedisConnection>.Instance
        )
        {
            // Under a clock of their own, tests are not about how long things take, however busy the machine is.
            Patience = TimeSpan.FromMilliseconds(time == TimeProvider.System ? 100 : 5000),
        };
        Channel = new RedisChannel(_redis, invalidations);
        _level = new RedisLevel(_redis, Channel, settings, time);
        _worker = new RedisWorker(_redis, Channel, _level);
        Cache = new PreviewCache(
            Memory,
            _level,
            new Copies(Memory, invalidations, new Lifetimes(settings.Cache, () => 0), time),
            invalidations,
            new Invalidator(invalidations, _level),
            settings,
            metrics,
            time
        );
    }

    public PreviewCache Cache { get; }
    public MemoryLevel Memory { get; }
    public RedisChannel Channel { get; }
    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();
    public bool HasRedis => _redis.IsUp && Channel.IsUp;

    /// <summary>Whether Redis has all that this replica sent: what a connection carries arrives in order.</summary>
    public async Task<bool> HasSentAllAsync() => HasRedis && !_level.IsAhead && (await _redis.ProbeAsync()).Answers;

    /// <summary>How often the provider was asked.</summary>
    public int Calls => _calls;

    /// <summary>Starts a replica and waits until it has found Redis.</summary>
    public static async Task<Replica> StartAsync(
        string connectionString,
        TimeProvider time,
        bool waits = true,
        TimeSpan? fresh = null
    )
    {
        var replica = new Replica(connectionString, time, fresh ?? TimeSpan.FromMinutes(1));
        await ((IHostedService)replica._worker).StartAsync(CancellationToken.None);
        if (waits)
            await Eventually.TrueAsync(() => replica.HasRedis, "the replica finds Redis");
        return replica;
    }

    public Task<CacheResult> AskAsync(string account, Answer answer, CacheKey? link = null) =>
        AskAsync(account, () => Task.FromResult(answer), link);

    public async Task<CacheResult> AskAsync(string account, Func<Task<Answer>> say, CacheKey? link = null) =>
        await Cache.GetOrResolveAsync(
            account,
            link ?? Answers.Item,
            _ =>
            {
                Interlocked.Increment(ref _calls);
                return say();
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>An account asks, and nobody may ask the provider.</summary>
    public Task<CacheResult> AskWithoutProviderAsync(string account) =>
        AskAsync(account, () => throw new InvalidOperationException("The provider was asked."));

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)_worker).StopAsync(CancellationToken.None);
        _worker.Dispose();
        await _redis.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static UnfurlOptions Settings(TimeSpan fresh) => new() { Cache = { Fresh = fresh } };
}
