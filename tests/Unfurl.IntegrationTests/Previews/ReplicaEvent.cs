namespace Unfurl.IntegrationTests.Previews;

/// <summary>Something that happens in a <see cref="ReplicaHistory"/>.</summary>
internal abstract record ReplicaEvent
{
    /// <summary>An account asks a replica, and whatever call that makes is answered at once.</summary>
    public sealed record Asks(int Replica, string Account) : ReplicaEvent;

    /// <summary>An account asks a replica, and the call stays open. It reads the provider's state when it begins, or when it ends.</summary>
    public sealed record Opens(int Replica, string Account, bool ReadsAtTheEnd) : ReplicaEvent;

    /// <summary>An open call ends.</summary>
    public sealed record CallEnds(int Which) : ReplicaEvent;

    /// <summary>Time goes by.</summary>
    public sealed record Passes(int Seconds) : ReplicaEvent;

    /// <summary>The thing is seen by others than before: by everybody (null), or by those named.</summary>
    public sealed record Becomes(string? SeenBy) : ReplicaEvent;

    /// <summary>The provider fails, or works again.</summary>
    public sealed record Fails(bool Now) : ReplicaEvent;

    /// <summary>An account's credential is revoked, or good again.</summary>
    public sealed record Revokes(string Account, bool Now) : ReplicaEvent;

    /// <summary>A replica is told that the thing may have changed.</summary>
    public sealed record Expires(int Replica) : ReplicaEvent;

    /// <summary>A replica is told to show nobody what was made of the thing.</summary>
    public sealed record Purges(int Replica) : ReplicaEvent;

    /// <summary>A replica is told to show nobody what was asked as an account.</summary>
    public sealed record PurgesAccount(int Replica, string Account) : ReplicaEvent;

    /// <summary>A replica ends, and another one starts in its place.</summary>
    public sealed record Restarts(int Replica) : ReplicaEvent;

    /// <summary>A replica's connection to Redis breaks and cannot be made again.</summary>
    public sealed record IsCutOff(int Replica) : ReplicaEvent;

    /// <summary>It can be made again.</summary>
    public sealed record Returns(int Replica) : ReplicaEvent;

    /// <summary>Redis forgets everything.</summary>
    public sealed record Forgets : ReplicaEvent;
}
