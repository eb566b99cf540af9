using System.Diagnostics;
using System.Text.Json.Nodes;
using Unfurl.Testing.GitHub;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>2,000 repositories become private within ten seconds, while a link of another is a hit again and again.</summary>
internal sealed class WebhookStorm : IScenario
{
    private const string Work = "hits during 2,000 purges in 10 s";
    private const int Purges = 2000;
    private const int HitsPerSecond = 6400;
    private const int Rounds = 3;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private int _sent;

    public string Name => "storm";

    public async Task RunAsync(Report report)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            provider,
            ChangeLoad.Secret,
            new KeyValuePair<string, string?>("ConnectionStrings:Redis", redis.ConnectionString)
        );
        await service.WaitForRedisAsync();
        var target = service.Target(Links.One);
        var duration = Load.Duration;
        Load.Duration = Length;
        try
        {
            await Load.AtRateAsync(target, HitsPerSecond);
            await StormAsync(service);

            var (alone, during, storm) = (new List<double>(), new List<double>(), new List<double>());
            var calls = 0;
            for (var round = 0; round < Rounds; round++)
            {
                alone.Add((await Load.AtRateAsync(target, HitsPerSecond)).CpuMicroseconds);
                var before = MeasuredProcess.Cpu(service.ProcessId);
                await StormAsync(service);
                storm.Add((MeasuredProcess.Cpu(service.ProcessId) - before).TotalMicroseconds);
                var callsBefore = provider.Calls;
                var hits = Load.AtRateAsync(target, HitsPerSecond);
                await StormAsync(service);
                var load = await hits;
                calls += provider.Calls - callsBefore;
                during.Add(load.CpuMicroseconds - (storm[^1] / load.Requests));
            }
            report.Line(
                $"hits alone {Statistics.Median(alone):F1} µs, during the storm {Statistics.Median(during):F1} µs without the storm's own {Statistics.Median(storm) / Purges:F0} µs a purge; provider calls {calls} in {Rounds} rounds"
            );
            report.AtMost(Work, "CPU/hit", Statistics.Median(during) / Statistics.Median(alone), 1.2, "× without");
            // The link's card ends by itself once a minute.
            report.AtMost(Work, "provider calls for the link", calls, Rounds, "in three rounds");
        }
        finally
        {
            Load.Duration = duration;
        }
    }

    private async Task StormAsync(ServiceUnderTest service)
    {
        using var http = new HttpClient { BaseAddress = service.Url };
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Purges),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (number, cancellationToken) =>
            {
                var wait = (Length * number / Purges) - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, cancellationToken);
                using var request = Delivery(Interlocked.Increment(ref _sent)).ToRequest("/webhooks/github");
                using var response = await http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
            }
        );
    }

    private static GitHubDelivery Delivery(int repository) =>
        new(
            "repository",
            new JsonObject
            {
                ["action"] = "privatized",
                ["repository"] = new JsonObject
                {
                    ["id"] = 10_000_000 + repository,
                    ["full_name"] = $"octocat/{repository}",
                },
            }.ToJsonString()
        );
}
