namespace Unfurl.Simulator.Checks;

internal sealed record Verdict(CheckOutcome Outcome, IReadOnlyList<string> Reasons)
{
    public static readonly Verdict Passed = new(CheckOutcome.Passed, []);

    // Passed if there are no violations.
    public static Verdict Of(params IEnumerable<string> violations) =>
        violations.ToList() is { Count: > 0 } reasons ? new(CheckOutcome.Failed, reasons) : Passed;

    // An option is missing.
    public static Verdict Skipped(string reason) => new(CheckOutcome.Skipped, [reason]);

    // A prerequisite failed.
    public static Verdict Blocked(string reason) => new(CheckOutcome.Blocked, [reason]);
}

/// <summary>A value that several checks share, created once; or the verdict if that failed.</summary>
internal sealed record Prerequisite<T>(T? Value, Verdict? Verdict)
    where T : class
{
    public static Prerequisite<T> Of(T value) => new(value, null);

    public static Prerequisite<T> Unmet(Verdict missing) => new(null, missing);

    public Prerequisite<TNext> Then<TNext>(Func<T, Prerequisite<TNext>> next)
        where TNext : class => Value is null ? Prerequisite<TNext>.Unmet(Verdict!) : next(Value);
}
