namespace Unfurl.Server.Previews;

/// <summary>Where an answer came from.</summary>
internal enum CacheSource
{
    /// <summary>A fresh copy in this process.</summary>
    Fresh,

    /// <summary>A fresh copy that another replica, or this one before it restarted, left in Redis.</summary>
    Shared,

    /// <summary>An older copy, because the provider failed or was slow.</summary>
    Stale,

    /// <summary>A refusal or failure that is remembered.</summary>
    Negative,

    /// <summary>The provider, asked now.</summary>
    Resolved,
}

/// <summary>An entry that answers a request, and where it came from.</summary>
internal readonly record struct CacheResult(Entry Entry, CacheSource Source)
{
    public Outcome Outcome => Entry.Outcome;
}
