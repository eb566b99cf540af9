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
internal sealed record Step<T>(T? Value, Verdict? Missing)
    where T : class
{
    public static Step<T> Of(T value) => new(value, null);

    public static Step<T> Without(Verdict missing) => new(null, missing);

    public Step<TNext> Then<TNext>(Func<T, Step<TNext>> next)
        where TNext : class => Value is null ? Step<TNext>.Without(Missing!) : next(Value);
}
