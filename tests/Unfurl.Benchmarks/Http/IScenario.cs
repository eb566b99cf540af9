namespace Unfurl.Benchmarks.Http;

/// <summary>Something that is measured, and compared with its goals.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    Task RunAsync(Report report);
}
