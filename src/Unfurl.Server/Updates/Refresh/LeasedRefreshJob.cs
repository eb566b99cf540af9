namespace Unfurl.Server.Updates.Refresh;

/// <summary>A refresh job that this process has leased.</summary>
internal sealed class LeasedRefreshJob
{
    public required string Provider { get; init; }
    public required string Scope { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>Incremented by each change. If it grows during the refresh, the job is queued again.</summary>
    public required long Generation { get; init; }

    /// <summary>The number of failed attempts since the last change.</summary>
    public required int Attempts { get; init; }

    /// <summary>A <c>traceparent</c> (https://www.w3.org/TR/trace-context/).</summary>
    public string? Trace { get; init; }

    /// <summary>The end of the lease, in milliseconds since 1970. It also identifies the lease.</summary>
    public long ClaimedUntil { get; set; }

    /// <summary>The refresh's sequence number. A state with a higher number is newer.</summary>
    public long Turn { get; set; }
}
