using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace Unfurl.Benchmarks.Parts;

internal static class PartsBench
{
    /// <summary>Without a choice all are run, and nobody is asked.</summary>
    public static void Run(string[] arguments)
    {
        string[] choice = arguments.Contains("--filter") || arguments.Contains("--list") ? [] : ["--filter", "*"];
        // In this process: BenchmarkDotNet's own project would be built under the rules for ours.
        BenchmarkSwitcher
            .FromAssembly(typeof(PartsBench).Assembly)
            .Run([.. arguments, .. choice, "--inProcess"], DefaultConfig.Instance);
    }
}
