namespace Unfurl.Server.Notion.Push;

/// <summary>What becomes of a refreshed state of a display: a closed set.</summary>
internal enum PushDecision
{
    /// <summary>The display has changed since the refresh began, and must be refreshed again.</summary>
    RefreshAgain,

    /// <summary>The call in progress was dropped. When it ends, the link is refreshed.</summary>
    AwaitDroppedCall,

    /// <summary>Notion shows the state, so an older queued push is superseded.</summary>
    DropOlder,

    /// <summary>The state is queued, unless a later one is.</summary>
    Push,
}

/// <summary>What is known of a display when a refresh of it completes.</summary>
/// <param name="ShownBefore">A hash of what Notion showed when the refresh began; null when unknown.</param>
/// <param name="Shown">The same, now.</param>
/// <param name="Refreshed">A hash of the refreshed state.</param>
internal readonly record struct PushState(long? ShownBefore, long? Shown, long Refreshed)
{
    /// <summary>When the lease of the display's push ends; null without one. Such a call may have any outcome.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Whether that push was dropped.</summary>
    public bool IsDropped { get; init; }

    public PushDecision Decide(DateTimeOffset now) =>
        this switch
        {
            _ when Shown != ShownBefore && Shown != Refreshed => PushDecision.RefreshAgain,
            { IsDropped: true } when LeasedUntil > now => PushDecision.AwaitDroppedCall,
            { LeasedUntil: null } when Shown == Refreshed => PushDecision.DropOlder,
            _ => PushDecision.Push,
        };
}
