using Unfurl.Benchmarks.Entries;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>The cost of many entries in time, memory and pauses.</summary>
internal sealed class ManyEntries : IScenario
{
    private const string Work = "1,000,000 entries";
    private const int Few = 1000;
    private const int Many = 1_000_000;

    // Each link has a display already: another scenario measures storing them.
    private const int Shown = 100_000;

    public string Name => "entries";

    public async Task RunAsync(Report report)
    {
        await using var few = await EntriesUnderTest.StartAsync(Few);
        await using var many = await EntriesUnderTest.StartAsync(Many);
        var figures = many.Figures;
        report.Line(
            $"while they came: longest collection {figures.LongestCollection:F1} ms, longest read {figures.LongestRead:F1} ms, longest write {figures.LongestWrite:F1} ms"
        );
        report.AtMost(Work, "memory beyond the payload", figures.OverheadBytes, 350, "B an entry");
        report.AtMost($"{Work} through 128 MB", "level 1 by its own count", figures.BoundedCount, 128, "MB");
        report.AtMost($"{Work} through 128 MB", "level 1 by the collector's", figures.BoundedMegabytes, 128, "MB");
        report.AtMost($"{Work}, while they come", "longest collection", figures.LongestCollection, 50, "ms");
        report.AtMost($"{Work}, while they come", "longest read", figures.LongestRead, 50, "ms");
        report.AtMost($"{Work}, while they come", "longest write", figures.LongestWrite, 50, "ms");

        var shown = many.Target(Shown);
        await LinkRequests.EachOnceAsync(shown, shown.Links.Numbers);
        await few.TakeLongestPauseAsync();
        await many.TakeLongestPauseAsync();
        await CompareAsync(report, few, many, Few, "hits on 1,000 of them");
        await CompareAsync(report, few, many, Shown, "hits on 100,000 of them");
        report.AtMost($"{Work}, hits on them", "longest collection", await many.TakeLongestPauseAsync(), 50, "ms");
    }

    private static async Task CompareAsync(
        Report report,
        EntriesUnderTest few,
        EntriesUnderTest many,
        int requested,
        string work
    )
    {
        var comparison = await Comparison.RunAsync(
            ("1,000 entries", () => Load.WrkAsync(few.Target(Few))),
            ("1,000,000 entries", () => Load.WrkAsync(many.Target(requested)))
        );
        comparison.Print(report, work);
        report.AtMost(
            $"{Work}, {work}",
            "CPU/request",
            comparison.Ratio(load => load.CpuMicroseconds),
            1.15,
            "× 1,000 entries"
        );
    }
}
