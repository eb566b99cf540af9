namespace Unfurl.Server.Updates.Jobs;

/// <summary>A queued job that this process has leased.</summary>
internal record Job
{
    public required string Surface { get; init; }
    public required string Kind { get; init; }

    /// <summary>Identifies the job among those of its surface and kind.</summary>
    public required string Key { get; init; }

    /// <summary>What shares a rate limit; empty without one.</summary>
    public required string Lane { get; init; }

    /// <summary>If it changes until the job completes, the job is queued again.</summary>
    public required long State { get; init; }
    public required string Payload { get; init; }

    /// <summary>The activity that queued the job, as <c>traceparent</c> (https://www.w3.org/TR/trace-context/).</summary>
    public string? Trace { get; init; }

    /// <summary>When the oldest state not yet processed became known.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The number of failed attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why the last attempt failed; null before the first one.</summary>
    public string? Problem { get; init; }

    /// <summary>True when the job was dropped while a process that then stopped worked on it.</summary>
    public required bool IsStopped { get; init; }

    /// <summary>It also identifies the lease.</summary>
    public DateTimeOffset LeasedUntil { get; set; }
}

/// <summary>How an attempt ended that is not the last.</summary>
internal record JobFailure
{
    /// <summary>A stored code; null when there is nothing to show.</summary>
    public string? Problem { get; init; }

    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the next back-off delay is longer.</summary>
    public bool CountsAsAttempt { get; init; }

    /// <summary>Dead-letters this state. A later state is processed again.</summary>
    public bool IsFinal { get; init; }
}
