using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>A push that this process works on, until its claim is over.</summary>
internal sealed class LeasedPushJob
{
    public required string GrantId { get; init; }
    public required string UriHash { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>As Notion gave it.</summary>
    public required string Uri { get; init; }

    /// <summary>A hash of the state: another one that came meanwhile makes it due again.</summary>
    public required long Content { get; init; }
    public required string ProtectedOperations { get; init; }

    /// <summary>The activity that asked for it, as <c>traceparent</c>.</summary>
    public string? Trace { get; init; }

    /// <summary>When the first state that Notion was not told yet was known, in milliseconds.</summary>
    public required long RequestedAt { get; init; }
    public required int Attempts { get; init; }

    /// <summary>Why the last try failed: a constant of <see cref="PushProblems"/>; null before the first.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// 1 when it was dropped while a process worked on it that died: all that is open is whether Notion took it.
    /// </summary>
    public required long IsParked { get; init; }

    /// <summary>When the claim is over, which also tells it from any other.</summary>
    public long ClaimedUntil { get; set; }
}
