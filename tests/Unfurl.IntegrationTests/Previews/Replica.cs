using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
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
    private readonly RedisLog _log;
    private readonly RedisEvents _events;
    private readonly RedisLocks _locks;
    private readonly RedisCache _distributed;
    private readonly RedisWorker _worker;
    private int _calls;

    private Replica(string connectionString, TimeProvider time, TimeProvider? serverTime, TimeSpan fresh)
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
        var clock = new ServerClock(time, serverTime);
        _log = new RedisLog(_redis, invalidations, clock);
        _events = new RedisEvents(_redis);
        _locks = new RedisLocks(_redis);
        _distributed = new RedisCache(
            Options.Create(
                new RedisCacheOptions
                {
                    InstanceName = RedisKeys.Copies,
                    ConnectionMultiplexerFactory = _redis.SharedAsync,
                }
            )
        );
        var level = new RedisLevel(_redis, _log, _events, _locks, clock, _distributed, invalidations);
        _worker = new RedisWorker(_redis, _log, _events, _locks);
        Invalidator = new Invalidator(invalidations, level);
        Cache = new PreviewCache(
            Memory,
            level,
            new Copies(Memory, invalidations, new Lifetimes(settings.Cache, () => 0), time),
            invalidations,
            settings,
            metrics,
            time
        );
    }

    public PreviewCache Cache { get; }
    public Invalidator Invalidator { get; }
    public MemoryLevel Memory { get; }
    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();
    public bool HasRedis => _redis.IsUp && _log.IsHeard;

    /// <summary>Whether none of its calls is under way, as far as the others know.</summary>
    public bool HasGivenLocksBack => _locks.Count == 0;

    /// <summary>How many requests wait for a call of another replica.</summary>
    public int WaitingForOthers => _events.Waiting;

    /// <summary>
    /// Whether its calls have ended for the others as well. A lock is given back last: whoever asks before waits for what that call
    /// brings, however far the clock moves.
    /// </summary>
    public async Task<bool> HasEndedAllAsync() => HasGivenLocksBack && await HasSentAllAsync();

    /// <summary>Whether Redis has all that this replica sent, because what a connection carries arrives in order, and this replica has
    /// read what was said.</summary>
    public async Task<bool> HasSentAllAsync() =>
        HasRedis
        && !_log.IsAhead
        && await _redis.CallAsync(async database => await _log.ReadAsync(database) ? "read" : null!) is not null;

    /// <summary>How often the provider was asked.</summary>
    public int Calls => _calls;

    /// <summary>Starts a replica and waits until it has found Redis.</summary>
    public static async Task<Replica> StartAsync(
        string connectionString,
        TimeProvider time,
        bool waits = true,
        TimeSpan? fresh = null,
        TimeProvider? serverTime = null
    )
    {
        var replica = new Replica(connectionString, time, serverTime, fresh ?? TimeSpan.FromMinutes(1));
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
        _distributed.Dispose();
        await _redis.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static UnfurlOptions Settings(TimeSpan fresh) => new() { Cache = { Fresh = fresh } };
}
