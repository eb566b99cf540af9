using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>A push job that this process has leased.</summary>
internal sealed class LeasedPushJob
{
    public required string GrantId { get; init; }
    public required string UriHash { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>In the spelling that Notion sent.</summary>
    public required string Uri { get; init; }

    /// <summary>A hash of the state. If it changes during the call, the job is queued again.</summary>
    public required long Content { get; init; }
    public required string ProtectedOperations { get; init; }

    /// <summary>The activity that queued the job, as <c>traceparent</c>.</summary>
    public string? Trace { get; init; }

    /// <summary>When the oldest state not yet pushed became known, in milliseconds since 1970.</summary>
    public required long RequestedAt { get; init; }
    public required int Attempts { get; init; }

    /// <summary>One of <see cref="PushProblems"/>; null before the first attempt.</summary>
    public string? Problem { get; init; }

    /// <summary>1 when the push was dropped during a call of a process that then stopped.</summary>
    public required long IsParked { get; init; }

    /// <summary>The end of the lease, in milliseconds since 1970. It also identifies the lease.</summary>
    public long ClaimedUntil { get; set; }
}
