using Unfurl.Benchmarks.Plain;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>New links one at a time: the service's overhead on the provider's own response.</summary>
internal sealed class Cold : IScenario
{
    private const string Work = "cold, one at a time";

    // After this many rounds, each followed by a pause, the runtime has fully compiled the code of a request.
    private const int WarmRounds = 6;
    private static readonly Links Warm = new(Links.Lowest, WarmRounds * 500);
    private static readonly Links Measured = new(Links.Lowest + Warm.Count, 3000);

    public string Name => "cold";

    public async Task RunAsync(Report report)
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await using var caller = PlainClient.Start(provider);
        foreach (var round in Warm.Numbers.Chunk(Warm.Count / WarmRounds))
        {
            await caller.CallAsync(round.Length);
            await LinkRequests.OneAtATimeAsync(service.Target(Warm), round);
            await MeasuredProcess.SettleAsync(service.ProcessId);
        }

        // In turn, so that other work on the machine affects both.
        const int Parts = 10;
        var (calls, responses) = (new List<double>(), new List<double>());
        foreach (var part in Measured.Numbers.Chunk(Measured.Count / Parts))
        {
            calls.AddRange(await caller.CallAsync(part.Length));
            responses.AddRange(await LinkRequests.OneAtATimeAsync(service.Target(Measured), part));
        }

        report.Line("|  | p50 ms | p99 ms |\n|---|---|---|");
        void Row(string name, List<double> times) =>
            report.Line($"| {name} | {Statistics.Median(times):F3} | {Statistics.Percentile(times, 99):F3} |");
        Row("the provider, called by an HttpClient", calls);
        Row("the service", responses);
        double More(int percent) => Statistics.Percentile(responses, percent) - Statistics.Percentile(calls, percent);
        report.AtMost(Work, "p50", More(50), 0.6, "ms more than the provider");
        report.AtMost(Work, "p99", More(99), 3, "ms more than the provider");
    }
}
