namespace Unfurl.Testing.Previews;

/// <summary>Something that happens in a <see cref="CacheHistory"/>.</summary>
internal abstract record CacheEvent
{
    /// <summary>An account asks a replica, and whatever call that makes is answered at once.</summary>
    public sealed record Asks(int Replica, string Account) : CacheEvent;

    /// <summary>An account asks a replica, and the call stays open. It reads the provider's state when it begins, or when it ends.</summary>
    public sealed record Opens(int Replica, string Account, bool ReadsAtTheEnd) : CacheEvent;

    /// <summary>An open call ends.</summary>
    public sealed record CallEnds(int Which) : CacheEvent;

    /// <summary>Time goes by.</summary>
    public sealed record Passes(int Seconds) : CacheEvent;

    /// <summary>The thing is seen by others than before: by everybody (null), or by those named.</summary>
    public sealed record Becomes(string? SeenBy) : CacheEvent;

    /// <summary>The provider fails, or works again.</summary>
    public sealed record Fails(bool Now) : CacheEvent;

    /// <summary>The provider limits an account.</summary>
    public sealed record Limits(string Account, int Seconds) : CacheEvent;

    /// <summary>An account's credential is revoked, or good again.</summary>
    public sealed record Revokes(string Account, bool Now) : CacheEvent;

    /// <summary>A replica is told that the thing may have changed.</summary>
    public sealed record Expires(int Replica) : CacheEvent;

    /// <summary>A replica is told to show nobody what was made of the thing.</summary>
    public sealed record Purges(int Replica) : CacheEvent;

    /// <summary>A replica is told to show nobody what was asked as an account.</summary>
    public sealed record PurgesAccount(int Replica, string Account) : CacheEvent;

    /// <summary>A replica ends, and another one starts in its place.</summary>
    public sealed record Restarts(int Replica) : CacheEvent;

    /// <summary>A replica's connection to Redis breaks and cannot be made again.</summary>
    public sealed record IsCutOff(int Replica) : CacheEvent;

    /// <summary>It can be made again.</summary>
    public sealed record Returns(int Replica) : CacheEvent;

    /// <summary>Redis forgets everything.</summary>
    public sealed record Forgets : CacheEvent;

    /// <summary>Redis forgets one key, whatever it holds.</summary>
    public sealed record Evicts : CacheEvent;

    /// <summary>A replica of Redis has all that Redis holds now.</summary>
    public sealed record Saves : CacheEvent;

    /// <summary>That replica takes Redis's place: what came later is lost.</summary>
    public sealed record FailsOver : CacheEvent;
}
