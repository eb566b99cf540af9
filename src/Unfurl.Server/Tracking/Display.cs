namespace Unfurl.Server.Tracking;

/// <summary>A link displayed through a grant, to be kept up to date.</summary>
internal sealed class Display
{
    public required string GrantId { get; init; }
    public required string AccountId { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>In the spelling that Notion sent.</summary>
    public required string Uri { get; init; }
    public required string UriHash { get; init; }

    /// <summary>A hash of what Notion shows; null when unknown.</summary>
    public long? Content { get; init; }
}
