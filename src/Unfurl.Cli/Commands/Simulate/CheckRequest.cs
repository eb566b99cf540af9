using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate;

internal sealed record CheckRequest(CheckOptions Options, IReadOnlyList<Check> Selected) : IDisposable
{
    public bool IsStrict { get; init; }

    public bool IsVerbose { get; init; }

    public string? JsonPath { get; init; }

    public string? JUnitPath { get; init; }

    public void Dispose() => (Options.UserAgent as IDisposable)?.Dispose();
}

internal static class CheckResultExtensions
{
    // A broken recommendation fails the run only in strict mode.
    public static bool FailsRun(this CheckResult result, bool isStrict) =>
        result.Outcome == CheckOutcome.Blocked
        || (result.Outcome == CheckOutcome.Failed && (isStrict || result.Check.Severity == CheckSeverity.Must));
}
