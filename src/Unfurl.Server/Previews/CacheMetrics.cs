using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Unfurl.Server.Previews;

/// <summary>What the cache does, as .NET metrics of the meter <see cref="MeterName"/>.</summary>
internal sealed class CacheMetrics
{
    public const string MeterName = "Unfurl.Caching";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _coalesced;
    private readonly Histogram<double> _resolves;
    private readonly Counter<long> _redisFailures;
    private readonly Histogram<double> _redis;

    public CacheMetrics(IMeterFactory meters, MemoryLevel memory)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>(
            "unfurl.cache.requests",
            "{request}",
            "Requests for previews, by where the answer came from"
        );
        _coalesced = meter.CreateCounter<long>(
            "unfurl.cache.coalesced",
            "{request}",
            "Requests that waited for a call that was under way already"
        );
        _resolves = meter.CreateHistogram<double>(
            "unfurl.cache.resolve.duration",
            "s",
            "How long providers took, by outcome"
        );
        _redisFailures = meter.CreateCounter<long>(
            "unfurl.cache.redis.failures",
            "{call}",
            "Calls to Redis that failed or took too long"
        );
        _redis = meter.CreateHistogram<double>("unfurl.cache.redis.duration", "s", "How long calls to Redis took");
        meter.CreateObservableGauge("unfurl.cache.memory.size", () => memory.Bytes, "By", "Level 1, in bytes");
        meter.CreateObservableGauge("unfurl.cache.memory.entries", () => memory.Count, "{entry}", "Entries in level 1");
        meter.CreateObservableCounter(
            "unfurl.cache.memory.evictions",
            () => memory.Evictions,
            "{entry}",
            "Entries of level 1 that had to go for others"
        );
    }

    public void Served(CacheSource source) =>
        _requests.Add(1, new KeyValuePair<string, object?>("source", Word(source)));

    public void Coalesced() => _coalesced.Add(1);

    public void Resolved(Outcome? outcome, TimeSpan duration) =>
        _resolves.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", Word(outcome)));

    public void RedisFailed(string reason) =>
        _redisFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RedisAnswered(TimeSpan duration) => _redis.Record(duration.TotalSeconds);

    public static string Word(CacheSource source) =>
        source switch
        {
            CacheSource.Fresh => "fresh",
            CacheSource.Shared => "shared",
            CacheSource.Stale => "stale",
            CacheSource.Negative => "negative",
            CacheSource.Resolved => "resolved",
            _ => throw new UnreachableException(),
        };

    private static string Word(Outcome? outcome) =>
        outcome switch
        {
            Outcome.Shown => "shown",
            Outcome.Refused => "refused",
            Outcome.Failed => "failed",
            null => "error",
            _ => throw new UnreachableException(),
        };
}
