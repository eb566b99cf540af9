using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace Unfurl.Benchmarks.Parts;

internal static class PartsBench
{
    // Without arguments all benchmarks run, without a prompt.
    public static void Run(string[] arguments)
    {
        string[] choice = arguments.Contains("--filter") || arguments.Contains("--list") ? [] : ["--filter", "*"];
        // In this process: BenchmarkDotNet's own project would be built with this repository's analyzers.
        BenchmarkSwitcher
            .FromAssembly(typeof(PartsBench).Assembly)
            .Run([.. arguments, .. choice, "--inProcess"], DefaultConfig.Instance);
    }
}
