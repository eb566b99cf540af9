using System.Runtime.CompilerServices;
using Unfurl.Benchmarks.Entries;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.InProcess;
using Unfurl.Benchmarks.Limit;
using Unfurl.Benchmarks.Parts;
using Unfurl.Benchmarks.Plain;
using Unfurl.Benchmarks.Recipes;
using Unfurl.Benchmarks.WebPages;

switch (args)
{
    case ["limit", var port]:
        await LimitApp.RunAsync(int.Parse(port));
        return 0;
    case ["service", var budget]:
        await ServiceApp.RunAsync(long.Parse(budget));
        return 0;
    case ["entries", var port, var count]:
        await EntriesApp.RunAsync(int.Parse(port), int.Parse(count));
        return 0;
    case ["plain", var url, var query]:
        await PlainCalls.RunAsync(new Uri(url), query);
        return 0;
    case ["http", .. var arguments]:
        return await HttpBench.RunAsync(arguments);
    case ["matching"]:
        MatchingBench.Run();
        return 0;
    case ["recipe"]:
        RecipeBench.Run();
        return 0;
    case ["pages"]:
        await PagesBench.RunAsync(null);
        return 0;
    case ["pages", "--figures", var file]:
        await PagesBench.RunAsync(file);
        return 0;
    case ["pages", "--json", var file]:
        await PageFiles.WriteReadAsync(file);
        return 0;
    case ["pages", "--texts", var file]:
        await PageFiles.WriteTextsAsync(file);
        return 0;
    case ["parts", .. var arguments]:
        Measure(arguments);
        return 0;
    default:
        Console.Error.WriteLine(
            "http [--markdown] [--quick] [SCENARIO…] | matching | recipe | pages [--json FILE | --texts FILE | --figures FILE] | parts [BenchmarkDotNet's arguments]"
        );
        return 2;
}

// A separate method, so that the baseline does not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static void Measure(string[] arguments) => PartsBench.Run(arguments);
