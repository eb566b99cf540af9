namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>1,000 concurrent requests for one new link: one provider call, whether it succeeds or fails.</summary>
internal sealed class ManyAtOnce : IScenario
{
    private const string Work = "1,000 identical cold requests at once";

    public string Name => "at-once";

    public async Task RunAsync(Report report)
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        using var crowd = await Crowd.ConnectAsync([service], 1000);

        // Warm-up for the JIT compiler.
        await crowd.RequestAsync(provider, Links.Lowest, Crowd.FastCall);
        var good = await crowd.RequestAsync(provider, Links.Lowest + 1, Crowd.FastCall);
        report.Line(good.ToString());
        report.AtMost(Work, "provider calls", good.Calls, 1, "");
        report.AtMost(Work, "last answer", good.Overhead, 100, "ms more than the call");

        provider.Fails = true;
        var bad = await crowd.RequestAsync(provider, Links.Lowest + 2, Crowd.SlowCall);
        report.Line(bad.ToString());
        report.AtMost($"{Work}, while the provider fails", "provider calls", bad.Calls, 1, "");
        report.AtMost($"{Work}, while the provider fails", "last answer", bad.Overhead, 100, "ms more than the call");
    }
}
