namespace Unfurl.Simulator.Checks;

/// <summary>A rule for Link Preview services and its check.</summary>
public sealed record Check(string Id, string Title, string Rule, CheckSource Source, CheckSeverity Severity)
{
    // Creates the prerequisites; returns a verdict if that fails.
    internal Func<CheckContext, Task<Verdict?>> Prepare { get; init; } = _ => Task.FromResult<Verdict?>(null);

    internal Func<CheckRun, Task<Verdict>> Run { get; init; } =
        _ => throw new InvalidOperationException("The check looks at nothing.");
}

/// <summary>The public document with a rule.</summary>
public sealed record CheckSource(string Name, Uri Address);

public enum CheckSeverity
{
    // Required by Notion or a standard, or necessary for Notion to work.
    Must,

    // Recommended.
    Should,
}

public enum CheckOutcome
{
    Passed,

    Failed,

    // A required option is missing.
    Skipped,

    // A prerequisite failed.
    Blocked,
}

/// <summary>
/// The result of a check. Reasons are sentences without tokens, codes and secrets; exchanges are lines of method, path,
/// status and time.
/// </summary>
public sealed record CheckResult(
    Check Check,
    CheckOutcome Outcome,
    IReadOnlyList<string> Reasons,
    TimeSpan Duration,
    IReadOnlyList<string> Exchanges
);
