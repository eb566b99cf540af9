using System.Runtime.CompilerServices;
using Unfurl.Benchmarks.Entries;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.InProcess;
using Unfurl.Benchmarks.Limit;
using Unfurl.Benchmarks.Parts;
using Unfurl.Benchmarks.Plain;
using Unfurl.Benchmarks.Recipes;

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
    case ["parts", .. var arguments]:
        Measure(arguments);
        return 0;
    default:
        Console.Error.WriteLine(
            "http [--markdown] [--quick] [SCENARIO…] | matching | recipe | parts [BenchmarkDotNet's arguments]"
        );
        return 2;
}

// A separate method, so that the baseline does not load BenchmarkDotNet.
[MethodImpl(MethodImplOptions.NoInlining)]
static void Measure(string[] arguments) => PartsBench.Run(arguments);
