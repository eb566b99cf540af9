namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>A caller continues to send an invalid token.</summary>
internal sealed class RejectedBearer : IScenario
{
    private const string Work = "refused bearer";

    public string Name => "refused";

    public async Task RunAsync(Report report)
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await using var limit = await LimitUnderTest.StartAsync();
        var rejected = service.Target(Links.One) with { Token = new string('x', 43), ExpectsRejection = true };

        var comparison = await Comparison.RunAsync(
            ("limit", () => Load.WrkAsync(limit.Target)),
            ("service", () => Load.WrkAsync(rejected))
        );
        comparison.Print(report, Work);
        report.AtMost(Work, "CPU/request", comparison.Ratio(load => load.CpuMicroseconds), 1.2, "× the limit");
    }
}
