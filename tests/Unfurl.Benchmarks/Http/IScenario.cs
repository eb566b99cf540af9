namespace Unfurl.Benchmarks.Http;

internal interface IScenario
{
    string Name { get; }

    Task RunAsync(Report report);
}
