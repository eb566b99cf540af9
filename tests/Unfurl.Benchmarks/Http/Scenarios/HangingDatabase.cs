using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Unfurl.Testing.Postgres;
using Unfurl.Testing.Redis;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>
/// Hits and liveness at a constant rate while PostgreSQL is stopped by SIGSTOP and cold links wait for it.
/// </summary>
internal sealed class HangingDatabase : IScenario
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => "hanging";

    public async Task RunAsync(Report report)
    {
        await using (var redis = await RedisServer.StartAsync())
            await RunAsync(report, "with Redis", redis.ConnectionString);
        await RunAsync(report, "without Redis", redis: null);
    }

    private static async Task RunAsync(Report report, string name, string? redis)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            provider,
            KeyValuePair.Create("ConnectionStrings:Redis", redis),
            KeyValuePair.Create<string, string?>("ConnectionStrings:Postgres", await postgres.CreateDatabaseAsync())
        );
        if (redis is not null)
            await service.WaitForRedisAsync();
        using var client = new HttpClient { BaseAddress = service.Url, Timeout = Limit };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", service.Token);

        report.Line($"\n{name}\n| | requests | failed | p50 ms | p99 ms | longest ms |\n|---|---|---|---|---|---|");
        // Warm-up for the JIT compiler.
        await AskAsync(client, Load.Duration, coldLinks: false);
        Print(report, "before", await AskAsync(client, Load.Duration, coldLinks: false));
        await postgres.PauseAsync();
        var hanging = await AskAsync(
            client,
            Load.Duration < TimeSpan.FromSeconds(4) ? Load.Duration : Hang,
            coldLinks: true
        );
        await postgres.ResumeAsync();
        Print(report, "hanging", hanging);
        foreach (var (what, answers) in hanging)
        {
            report.AtMost(
                $"{what} while PostgreSQL hangs, {name}",
                "failed",
                answers.Count(answer => answer.Failed),
                0,
                ""
            );
            report.AtMost(
                $"{what} while PostgreSQL hangs, {name}",
                "p99",
                Statistics.Percentile(answers.Select(answer => answer.Milliseconds), 99),
                20,
                "ms"
            );
        }
    }

    private static async Task<Dictionary<string, ConcurrentBag<Answer>>> AskAsync(
        HttpClient client,
        TimeSpan duration,
        bool coldLinks
    )
    {
        var (hits, lives, colds) = (
            new ConcurrentBag<Answer>(),
            new ConcurrentBag<Answer>(),
            new ConcurrentBag<Answer>()
        );
        var cold = Links.Lowest + 1;
        await Task.WhenAll(
            AtRateAsync(20, duration, hits, () => PostAsync(client, Links.Lowest)),
            AtRateAsync(5, duration, lives, () => client.GetAsync("/health/live")),
            coldLinks
                ? AtRateAsync(2, duration, colds, () => PostAsync(client, Interlocked.Increment(ref cold)))
                : Task.CompletedTask
        );
        return new(StringComparer.Ordinal) { ["hits"] = hits, ["/health/live"] = lives };
    }

    // Starts requests whether earlier ones are answered or not.
    private static async Task AtRateAsync(
        int perSecond,
        TimeSpan duration,
        ConcurrentBag<Answer> answers,
        Func<Task<HttpResponseMessage>> ask
    )
    {
        var requests = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / perSecond);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration && await timer.WaitForNextTickAsync())
            requests.Add(MeasureAsync());
        await Task.WhenAll(requests);

        async Task MeasureAsync()
        {
            var began = Stopwatch.GetTimestamp();
            var failed = true;
            try
            {
                using var response = await ask();
                failed = !response.IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Counted as failed.
            }
            answers.Add(new(failed, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, int number) =>
        client.PostAsync("/unfurl", new StringContent(Links.Body($"{number}"), Encoding.UTF8, "application/json"));

    private static void Print(Report report, string when, Dictionary<string, ConcurrentBag<Answer>> all)
    {
        foreach (var (what, answers) in all)
        {
            double At(int percent) => Statistics.Percentile(answers.Select(answer => answer.Milliseconds), percent);
            report.Line(
                $"| {what}, {when} | {answers.Count} | {answers.Count(answer => answer.Failed)} | {At(50):F1} | {At(99):F1} | {At(100):F1} |"
            );
        }
    }

    private readonly record struct Answer(bool Failed, double Milliseconds);
}
