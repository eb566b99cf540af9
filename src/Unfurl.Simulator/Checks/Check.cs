namespace Unfurl.Simulator.Checks;

/// <summary>One rule that a Link Preview service has to follow, and how it is looked at.</summary>
/// <param name="Id">Its name, e.g. <c>token.single-use</c>.</param>
/// <param name="Title">What holds when it passes, in a few words.</param>
/// <param name="Rule">The rule in a sentence.</param>
/// <param name="Source">Where the rule stands.</param>
/// <param name="Severity">Whether the source demands or recommends it.</param>
public sealed record Check(string Id, string Title, string Rule, CheckSource Source, CheckSeverity Severity)
{
    /// <summary>Brings about what the check looks at; a verdict when that is not to be had.</summary>
    internal Func<CheckContext, Task<Verdict?>> Prepare { get; init; } = _ => Task.FromResult<Verdict?>(null);

    internal Func<CheckRun, Task<Verdict>> Run { get; init; } =
        _ => throw new InvalidOperationException("The check looks at nothing.");
}

/// <summary>A public document that a rule stands in.</summary>
/// <param name="Name">Document and section.</param>
/// <param name="Address">Where to read it.</param>
public sealed record CheckSource(string Name, Uri Address);

/// <summary>How binding a rule is.</summary>
public enum CheckSeverity
{
    /// <summary>Notion or a standard demands it, or Notion cannot work without it.</summary>
    Must,

    /// <summary>It is recommended.</summary>
    Should,
}

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>The rule was followed.</summary>
    Passed,

    /// <summary>The rule was broken.</summary>
    Failed,

    /// <summary>Not looked at, because an option it needs was not given.</summary>
    Skipped,

    /// <summary>It could not be looked at, because something before it failed.</summary>
    Blocked,
}

/// <summary>What came of one check.</summary>
/// <param name="Check">Which.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">Why it did not pass, one sentence each; never with a token, code or secret.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Exchanges">The calls it made: method, path, status, time.</param>
public sealed record CheckResult(
    Check Check,
    CheckOutcome Outcome,
    IReadOnlyList<string> Reasons,
    TimeSpan Duration,
    IReadOnlyList<string> Exchanges
);
