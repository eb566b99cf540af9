namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>A link in memory with a cached token: the most frequent request.</summary>
internal sealed class LevelOneHit : IScenario
{
    private const string Work = "level-1 hit";

    public string Name => "hit";

    public async Task RunAsync(Report report)
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await using var limit = await LimitUnderTest.StartAsync();
        var target = service.Target(Links.One);

        var fast = await Comparison.RunAsync(
            ("limit", () => Load.WrkAsync(limit.Target)),
            ("service", () => Load.WrkAsync(target))
        );
        fast.Print(report, Work);
        report.AtMost(Work, "CPU/request", fast.Ratio(load => load.CpuMicroseconds), 1.35, "× the limit");
        report.AtLeast(Work, "requests/s", fast.Ratio(load => load.PerSecond), 0.80, "× the limit");

        var half = fast.Median(load => load.PerSecond) / 2;
        var steady = await Comparison.RunAsync(
            ("limit", () => Load.AtRateAsync(limit.Target, half)),
            ("service", () => Load.AtRateAsync(target, half))
        );
        steady.Print(report, "the same at half the limit's rate");
        report.AtMost($"{Work}, at half the limit's rate", "p99", steady.Ratio(load => load.P99), 1.5, "× the limit");
    }
}
