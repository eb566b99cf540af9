namespace Unfurl.Server.Updates.Refresh;

/// <summary>A refresh that this process works on, until its claim is over.</summary>
internal sealed class LeasedRefreshJob
{
    public required string Provider { get; init; }
    public required string Scope { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>Which of the changes it answers: a later one makes it due again.</summary>
    public required long Generation { get; init; }

    /// <summary>How often it failed since the last change.</summary>
    public required int Attempts { get; init; }

    /// <summary>The activity that made it due, in W3C's words (https://www.w3.org/TR/trace-context/).</summary>
    public string? Trace { get; init; }

    /// <summary>When the claim is over, which also tells it from any other.</summary>
    public long ClaimedUntil { get; set; }

    /// <summary>Its place among all refreshes: whatever is asked for it is asked later.</summary>
    public long Turn { get; set; }
}
