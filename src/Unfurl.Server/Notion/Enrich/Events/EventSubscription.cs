namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>The webhook of a connection, as it is stored.</summary>
internal sealed record EventSubscription
{
    /// <summary>For how long an administrator waits for a handshake.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Until when a handshake is taken; null if none is.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When the handshake came whose token is pending; null if there is none.</summary>
    public DateTimeOffset? PendingAt { get; init; }

    /// <summary>When the pending token was shown; null if it was not.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>When a second handshake came, and both were discarded; null if that did not happen.</summary>
    public DateTimeOffset? DiscardedAt { get; init; }

    /// <summary>Since when events are taken; null if they are not.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    public string? LastEventType { get; init; }

    public bool IsOpen(DateTimeOffset now) => OpenUntil > now;
}

/// <summary>What became of a handshake.</summary>
internal enum HandshakeOutcome
{
    /// <summary>Its token is pending now.</summary>
    Taken,

    /// <summary>Nobody waits for one.</summary>
    NotExpected,

    /// <summary>It was the second one, and neither counts: one of them is somebody else's.</summary>
    Discarded,
}
