namespace Unfurl.Benchmarks.Http;

/// <summary>
/// Alternates between two servers under the same load, so that other work on the machine affects both.
/// </summary>
internal sealed class Comparison(string baseName, string otherName)
{
    public static int Rounds { get; set; } = 5;

    private readonly List<Load> _base = [];
    private readonly List<Load> _others = [];

    public static async Task<Comparison> RunAsync(
        (string Name, Func<Task<Load>> Run) one,
        (string Name, Func<Task<Load>> Run) other
    )
    {
        var comparison = new Comparison(one.Name, other.Name);
        // Warm-up for the JIT compiler.
        await one.Run();
        await other.Run();
        for (var round = 0; round < Rounds; round++)
        {
            comparison._base.Add(await one.Run());
            comparison._others.Add(await other.Run());
        }
        return comparison;
    }

    // The base's value divided by the other's.
    public double Ratio(Func<Load, double> of) => Median(_others, of) / Median(_base, of);

    public double Median(Func<Load, double> of) => Median(_base, of);

    public void Print(Report report, string name)
    {
        report.Line($"\n{name}: medians of {Rounds} rounds of {Load.Duration.TotalSeconds:F0} s");
        report.Line("|  | requests/s | p50 ms | p99 ms | CPU µs/request | failed |\n|---|---|---|---|---|---|");
        Row(report, baseName, _base);
        Row(report, otherName, _others);
        report.Line(
            $"| ratio | {Ratio(l => l.PerSecond):F2} | {Ratio(l => l.P50):F2} | {Ratio(l => l.P99):F2} | {Ratio(l => l.CpuMicroseconds):F2} |  |"
        );
        if (_base.Concat(_others).Sum(load => load.Failed) is > 0 and var failed)
            throw new InvalidOperationException($"{failed} answers were not what they should be.");
    }

    private static void Row(Report report, string name, List<Load> loads) =>
        report.Line(
            $"| {name} | {Median(loads, l => l.PerSecond):F0} | {Median(loads, l => l.P50):F2} | {Median(loads, l => l.P99):F2} | {Median(loads, l => l.CpuMicroseconds):F1} | {loads.Sum(l => l.Failed)} |"
        );

    private static double Median(List<Load> loads, Func<Load, double> of) => Statistics.Median(loads.Select(of));
}
