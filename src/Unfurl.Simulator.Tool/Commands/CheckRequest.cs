using Unfurl.Simulator.Checks;

namespace Unfurl.Simulator.Tool.Commands;

/// <summary>What the command line of <c>check</c> asks for.</summary>
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
    /// <summary>Whether a result makes the whole run fail; advice does only when strictness is asked for.</summary>
    public static bool FailsRun(this CheckResult result, bool isStrict) =>
        result.Outcome == CheckOutcome.Blocked
        || (result.Outcome == CheckOutcome.Failed && (isStrict || result.Check.Severity == CheckSeverity.Must));
}
