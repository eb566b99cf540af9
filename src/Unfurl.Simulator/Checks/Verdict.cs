namespace Unfurl.Simulator.Checks;

/// <summary>What a check found.</summary>
internal sealed record Verdict(CheckOutcome Outcome, IReadOnlyList<string> Reasons)
{
    public static readonly Verdict Passed = new(CheckOutcome.Passed, []);

    /// <summary>Passed when nothing is wrong.</summary>
    public static Verdict Of(params IEnumerable<string> violations) =>
        violations.ToList() is { Count: > 0 } reasons ? new(CheckOutcome.Failed, reasons) : Passed;

    /// <summary>An option is missing.</summary>
    public static Verdict Skipped(string reason) => new(CheckOutcome.Skipped, [reason]);

    /// <summary>Something before it failed.</summary>
    public static Verdict Blocked(string reason) => new(CheckOutcome.Blocked, [reason]);
}

/// <summary>Something that several checks look at, brought about once; or why there is none.</summary>
internal sealed record Prerequisite<T>(T? Value, Verdict? Verdict)
    where T : class
{
    public static Prerequisite<T> Of(T value) => new(value, null);

    public static Prerequisite<T> Unmet(Verdict missing) => new(null, missing);

    public Prerequisite<TNext> Then<TNext>(Func<T, Prerequisite<TNext>> next)
        where TNext : class => Value is null ? Prerequisite<TNext>.Unmet(Verdict!) : next(Value);
}
