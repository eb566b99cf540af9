using System.Diagnostics;
using Unfurl.Benchmarks.WebPages;
using Unfurl.WebPages.Reading;

namespace Unfurl.Benchmarks.Http.Scenarios;

/// <summary>New pages of 60 KiB one at a time, beside new pull requests, and beside the parse of such a page alone.</summary>
internal sealed class ColdPages : IScenario
{
    private const int WarmRounds = 6;
    private const int Parts = 10;

    private static readonly Links Warm = new(Links.Lowest, WarmRounds * 500);
    private static readonly Links Measured = new(Links.Lowest + Warm.Count, 2000);

    private static readonly MeasuredPage Page = MeasuredPage.Made()[0];

    public string Name => "cold-pages";

    public async Task RunAsync(Report report)
    {
        await using var provider = await ProviderDouble.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            provider,
            KeyValuePair.Create<string, string?>("Unfurl:Notion:Workspaces:0", Connecting.Workspace),
            KeyValuePair.Create<string, string?>("Unfurl:Providers:news:Type", "WebPage"),
            KeyValuePair.Create<string, string?>("Unfurl:Providers:news:Host", "news.acme.com"),
            KeyValuePair.Create<string, string?>("Unfurl:Providers:news:Base", provider.Url.OriginalString)
        );
        foreach (var round in Warm.Numbers.Chunk(Warm.Count / WarmRounds))
        {
            await LinkRequests.OneAtATimeAsync(service.Target(Warm), round);
            await LinkRequests.OneAtATimeAsync(service.Target(PagesOf(Warm)), round);
            await ParseAsync(round.Length);
            await MeasuredProcess.SettleAsync(service.ProcessId);
        }

        // In turn, so that other work on the machine affects all.
        var (links, pages, parses) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var part in Measured.Numbers.Chunk(Measured.Count / Parts))
        {
            links.AddRange(await LinkRequests.OneAtATimeAsync(service.Target(Measured), part));
            pages.AddRange(await LinkRequests.OneAtATimeAsync(service.Target(PagesOf(Measured)), part));
            parses.AddRange(await ParseAsync(part.Length));
        }

        report.Line("|  | p50 ms | p99 ms |\n|---|---|---|");
        void Row(string name, List<double> times) =>
            report.Line($"| {name} | {Statistics.Median(times):F3} | {Statistics.Percentile(times, 99):F3} |");
        Row("a pull request", links);
        Row("a page", pages);
        Row("the parse of the page alone", parses);
        report.AtMost(
            "cold page of 60 KiB, one at a time",
            "p50",
            (Statistics.Median(pages) - Statistics.Median(links)) / Statistics.Median(parses),
            1.25,
            "× its parse more than a cold pull request"
        );
    }

    private static Links PagesOf(Links links) => links with { Prefix = "https://news.acme.com/news/" };

    private static async Task<List<double>> ParseAsync(int times)
    {
        var all = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var document = await PageParser.ParseAsync(Page.Html, Timeout.InfiniteTimeSpan, default);
            all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return all;
    }
}
