using StackExchange.Redis;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>
/// Links in turn: from Redis, by a service that holds hardly any in memory, and by one that holds all of them, most
/// without their rendered bytes. Their displays are cached, so the database is not involved.
/// </summary>
internal sealed class LevelTwoHit : IScenario
{
    private const string Work = "level-2 hit";
    private const string InTurn = "85,000 links in turn";
    private const long HardlyAnyMemory = 1024 * 1024;

    private static readonly Links All = new(Links.Lowest, 85_000);

    private const int Single = 3000;

    public string Name => "redis";

    public async Task RunAsync(Report report)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var provider = await ProviderDouble.StartAsync();
        await using var limit = await LimitUnderTest.StartAsync();
        await FromRedisAsync(report, redis, provider, limit);
        await FromMemoryAsync(report, provider, limit);
    }

    private static async Task FromRedisAsync(
        Report report,
        RedisServer redis,
        ProviderDouble provider,
        LimitUnderTest limit
    )
    {
        await using var service = await ServiceUnderTest.StartAsync(
            provider,
            HardlyAnyMemory,
            KeyValuePair.Create<string, string?>("ConnectionStrings:Redis", redis.ConnectionString)
        );
        await service.WaitForRedisAsync();
        await LinkRequests.EachOnceAsync(service.Target(All), All.Numbers);
        // Again: Redis may not have stored every entry of the first round.
        var calls = provider.Calls;
        await LinkRequests.EachOnceAsync(service.Target(All), All.Numbers);
        report.Line($"Redis lacked {provider.Calls - calls} of {All.Count} links at first.");
        calls = provider.Calls;

        var getsBefore = await LevelTwoGetsAsync(redis);
        var (comparison, requests, at) = await CompareAsync(service, limit);
        comparison.Print(report, Work);
        var gets = await LevelTwoGetsAsync(redis) - getsBefore;
        report.Line($"copies that Redis was asked for, for each request: {gets / (double)requests:F2}");
        var answered = 100.0 * (requests - provider.Calls + calls) / requests;
        report.AtLeast(Work, "answered without the provider", answered, 99, "%");
        report.AtMost(Work, "CPU/request", comparison.Ratio(load => load.CpuMicroseconds), 2.0, "× the limit");

        var one = Links.One.First + at;
        var levelOne = await LinkRequests.OneAtATimeAsync(service.Target(All), Enumerable.Repeat(one, Single));
        var levelTwo = await LinkRequests.OneAtATimeAsync(
            service.Target(All),
            Enumerable.Range(1, Single).Select(i => All.First + ((at + i) % All.Count))
        );
        var (p50OfOne, p50OfTwo) = (Statistics.Median(levelOne), Statistics.Median(levelTwo));
        report.Line($"one at a time: level 1 {p50OfOne:F3} ms, level 2 {p50OfTwo:F3} ms (p50)");
        report.AtMost($"{Work}, one at a time", "p50", p50OfTwo - p50OfOne, 0.5, "ms more than level 1");
    }

    private static async Task FromMemoryAsync(Report report, ProviderDouble provider, LimitUnderTest limit)
    {
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await LinkRequests.EachOnceAsync(service.Target(All), All.Numbers);
        var (comparison, _, _) = await CompareAsync(service, limit);
        comparison.Print(report, InTurn);
        report.AtMost(InTurn, "CPU/request", comparison.Ratio(load => load.CpuMicroseconds), 2.0, "× the limit");
    }

    private static async Task<(Comparison Comparison, long Requests, int At)> CompareAsync(
        ServiceUnderTest service,
        LimitUnderTest limit
    )
    {
        var (requests, at) = (0L, 0);
        async Task<Load> NextAsync()
        {
            var load = await Load.WrkAsync(service.Target(All with { StartAt = at }));
            // The last responses may be in flight at the end of a run, so these links are skipped.
            at = (int)((at + load.Requests + Load.Connections) % All.Count);
            requests += load.Requests;
            return load;
        }
        var comparison = await Comparison.RunAsync(
            ("limit", () => Load.WrkAsync(limit.Target with { Links = All })),
            ("service", NextAsync)
        );
        return (comparison, requests, at);
    }

    private static async Task<long> LevelTwoGetsAsync(RedisServer redis)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},allowAdmin=true");
        var statistics = await connection.GetServer(redis.ConnectionString).InfoAsync("commandstats");
        return statistics
            .SelectMany(group => group)
            .Where(line => line.Key.StartsWith("cmdstat_hmget", StringComparison.Ordinal))
            // calls=12,usec=34,…
            .Sum(line => long.Parse(line.Value.Split(',')[0].Split('=')[1]));
    }
}
