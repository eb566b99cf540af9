namespace Unfurl.Server.Tracking;

/// <summary>Why a push failed. The values are stored in the database.</summary>
internal static class PushProblems
{
    public const string RateLimited = "rate_limited";
    public const string Overloaded = "overloaded";
    public const string Unavailable = "unavailable";
    public const string Rejected = "rejected";

    /// <summary>Notion rejected the token and issued a new one that has not been used yet.</summary>
    public const string Renewed = "renewed";

    /// <summary>Notion rejects all tokens of the grant.</summary>
    public const string Reconnect = "reconnect";

    /// <summary>The workspace may no longer connect.</summary>
    public const string WorkspaceNotListed = "workspace_not_listed";

    /// <summary>The stored operations cannot be decrypted.</summary>
    public const string Unreadable = "unreadable";
}
