using System.Globalization;

namespace Unfurl.Benchmarks.Http;

/// <summary>Measures the service and the limit in turn, several times, and prints medians and their ratios.</summary>
internal static class HttpBench
{
    private const int Rounds = 5;
    private const int Connections = 64;

    private static readonly Dictionary<string, Func<Task>> Scenarios = new(StringComparer.Ordinal)
    {
        ["hit"] = HitAsync,
        ["refused"] = RefusedAsync,
    };

    public static async Task<int> RunAsync(string[] names)
    {
        foreach (var name in names.Length == 0 ? [.. Scenarios.Keys] : names)
        {
            if (!Scenarios.TryGetValue(name, out var scenario))
            {
                Console.Error.WriteLine(
                    $"There is no scenario '{name}'. There are: {string.Join(", ", Scenarios.Keys)}."
                );
                return 2;
            }
            Console.WriteLine($"\n## {name}");
            await scenario();
        }
        return 0;
    }

    private static async Task HitAsync()
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await using var limit = await LimitUnderTest.StartAsync();
        var (limits, hits) = await InTurnAsync(limit.Target, service.Target(1));
        Print("level-1 hit", limits, hits);

        var half = Median(limits, load => load.PerSecond) / 2;
        var steadyLimits = new List<Load>();
        var steadyHits = new List<Load>();
        for (var round = 0; round < Rounds; round++)
        {
            steadyLimits.Add(await Load.AtRateAsync(limit.Target, Connections, half));
            steadyHits.Add(await Load.AtRateAsync(service.Target(1), Connections, half));
        }
        Print("the same at half the limit's rate", steadyLimits, steadyHits);
    }

    private static async Task RefusedAsync()
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(provider);
        await using var limit = await LimitUnderTest.StartAsync();
        var refused = service.Target(1) with { Token = new string('x', 43), ExpectsRefusal = true };
        var (limits, refusals) = await InTurnAsync(limit.Target, refused);
        Print("refused bearer", limits, refusals);
    }

    private static async Task<(List<Load> Limits, List<Load> Others)> InTurnAsync(Target limit, Target other)
    {
        // Once for the compiler.
        await Load.WrkAsync(limit, Connections);
        await Load.WrkAsync(other, Connections);
        var (limits, others) = (new List<Load>(), new List<Load>());
        for (var round = 0; round < Rounds; round++)
        {
            limits.Add(await Load.WrkAsync(limit, Connections));
            others.Add(await Load.WrkAsync(other, Connections));
        }
        return (limits, others);
    }

    private static void Print(string name, List<Load> limits, List<Load> loads)
    {
        Console.WriteLine($"\n{name}: medians of {Rounds} rounds of {Load.Duration.TotalSeconds:F0} s");
        Console.WriteLine("|  | requests/s | p50 ms | p99 ms | CPU µs/request | failed |\n|---|---|---|---|---|---|");
        Row("limit", limits);
        Row("service", loads);
        string Ratio(Func<Load, double> of) =>
            (Median(loads, of) / Median(limits, of)).ToString("F2", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"| ratio | {Ratio(l => l.PerSecond)} | {Ratio(l => l.P50)} | {Ratio(l => l.P99)} | {Ratio(l => l.CpuMicroseconds)} |  |"
        );
    }

    private static void Row(string name, List<Load> loads) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(loads, l => l.PerSecond):F0} | {Median(loads, l => l.P50):F2} | {Median(loads, l => l.P99):F2} | {Median(loads, l => l.CpuMicroseconds):F1} | {loads.Sum(l => l.Failed)} |"
            )
        );

    private static double Median(List<Load> loads, Func<Load, double> of)
    {
        var sorted = loads.Select(of).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
