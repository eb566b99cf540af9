namespace Unfurl.Server.Tracking;

/// <summary>Why Notion was not told yet, in words that are stored.</summary>
internal static class PushProblems
{
    public const string RateLimited = "rate_limited";
    public const string Overloaded = "overloaded";
    public const string Unavailable = "unavailable";
    public const string Rejected = "rejected";

    /// <summary>Notion did not take the token, and gave another that was not tried yet.</summary>
    public const string Renewed = "renewed";

    /// <summary>Notion takes none of the grant's tokens.</summary>
    public const string Reconnect = "reconnect";

    /// <summary>The keys that the state was encrypted with are gone.</summary>
    public const string Unreadable = "unreadable";
}
