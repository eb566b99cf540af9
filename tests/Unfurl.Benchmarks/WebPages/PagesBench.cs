using System.Diagnostics;
using System.Text.Json;
using Unfurl.Benchmarks.Http;
using Unfurl.WebPages.Facts;
using Unfurl.WebPages.Reading;
using Unfurl.WebPages.Walls;

namespace Unfurl.Benchmarks.WebPages;

/// <summary>What reading a page costs beside parsing it, by the processor time and the allocations of a page.</summary>
internal static class PagesBench
{
    private const int Rounds = 41;

    // A turn of some tens of milliseconds, which the clock of the processor time tells well.
    private const int LeastPages = 40;

    // As a service has one for all pages of a site.
    private static readonly SiteMemory Memory = new();

    /// <param name="file">Where the figures are written to as JSON; null for nowhere.</param>
    public static async Task RunAsync(string? file)
    {
        var corpus = MeasuredPage.Corpus();
        (string What, IReadOnlyList<MeasuredPage> Pages)[] groups =
        [
            ($"corpus, {corpus.Count} pages", corpus),
            .. MeasuredPage.Made().Select(page => ($"made: {page.Name}", (IReadOnlyList<MeasuredPage>)[page])),
        ];
        await WarmUpAsync(groups);
        var figures = new List<object>();
        foreach (var (what, pages) in groups)
        {
            var (parse, all, again) = (new List<Cost>(), new List<Cost>(), new List<Cost>());
            for (var round = -2; round < Rounds; round++)
            {
                var costs = (
                    await CostAsync(pages, ParseAsync),
                    await CostAsync(pages, ReadAsync),
                    await CostAsync(pages, ParseAsync)
                );
                if (round < 0)
                    continue;
                parse.Add(costs.Item1);
                all.Add(costs.Item2);
                again.Add(costs.Item3);
            }
            var ratios = Ratios(all, parse);
            Console.WriteLine(
                $"{what, -20} parse {Median(parse), 7:0.0} µs {Bytes(parse), 7:0.0} KB  all {Median(all), 7:0.0} µs {Bytes(all), 7:0.0} KB  "
                    + $"{Text(ratios)} allocated {Bytes(all) / Bytes(parse):0.00} ×  parse once more {Text(Ratios(again, parse))}"
            );
            figures.Add(
                new
                {
                    what,
                    pages = pages.Count,
                    parse = Median(parse),
                    all = Median(all),
                    parseKb = Bytes(parse),
                    allKb = Bytes(all),
                    ratio = ratios[Rounds / 2],
                    low = ratios[Rounds / 4],
                    high = ratios[Rounds * 3 / 4],
                }
            );
        }
        if (file is not null)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures));
    }

    // Until the runtime has compiled what runs often for the last time.
    private static async Task WarmUpAsync((string What, IReadOnlyList<MeasuredPage> Pages)[] groups)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5); )
        {
            foreach (var (_, pages) in groups)
                await CostAsync(pages, ReadAsync);
        }
    }

    private static async Task<Cost> CostAsync(IReadOnlyList<MeasuredPage> pages, Func<MeasuredPage, Task> work)
    {
        var times = Math.Max(1, LeastPages / pages.Count);
        var (time, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < times; i++)
        {
            foreach (var page in pages)
                await work(page);
        }
        var count = times * pages.Count;
        return new(
            (Environment.CpuUsage.TotalTime - time).TotalMicroseconds / count,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0 / count
        );
    }

    private static async Task ParseAsync(MeasuredPage page)
    {
        using var document = await PageParser.ParseAsync(page.Html, PageParser.Limit, default);
    }

    // What PageReader does with an answer, and what it remembers of it.
    private static async Task ReadAsync(MeasuredPage page)
    {
        using var document = await PageParser.ParseAsync(page.Html, PageParser.Limit, default);
        if (document is null)
            return;
        var scan = PageScan.Of(document);
        if (PageWalls.Judge(scan, page.Html.Address) is not Verdict.Page)
            return;
        var reader = new FactReader(scan, page.Html.Address, page.Html.Language);
        var facts = reader.Read(null, Memory.Now);
        Memory.Remember(page.Html.Address, reader.WholeTitle, reader.WholeDescription, reader.WholeImage);
        if (facts.Title is null || facts.Author is null || facts.Image is null)
            reader.OEmbedOf(_ => false);
    }

    private static double[] Ratios(List<Cost> costs, List<Cost> baseline) =>
        [.. costs.Zip(baseline, (cost, one) => cost.Microseconds / one.Microseconds).Order()];

    private static string Text(double[] ratios) =>
        $"{ratios[Rounds / 2]:0.00} × ({ratios[Rounds / 4]:0.00} to {ratios[Rounds * 3 / 4]:0.00})";

    private static double Median(List<Cost> costs) => Statistics.Median(costs.Select(cost => cost.Microseconds));

    private static double Bytes(List<Cost> costs) => Statistics.Median(costs.Select(cost => cost.Kilobytes));

    private readonly record struct Cost(double Microseconds, double Kilobytes);
}
