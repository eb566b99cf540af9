namespace Unfurl.Server.Tracking;

/// <summary>A place on a surface where a link is shown, to be kept up to date.</summary>
internal sealed class Display
{
    public required string Surface { get; init; }

    /// <summary>Identifies it among those of its surface.</summary>
    public required string Id { get; init; }

    /// <summary>As which account the link is resolved.</summary>
    public required string AccountId { get; init; }

    /// <summary>What shares the surface's rate limit: in Notion the workspace.</summary>
    public required string Lane { get; init; }

    /// <summary>In the spelling that the surface sent.</summary>
    public required string Uri { get; init; }

    /// <summary>A hash of what the surface shows; null when unknown.</summary>
    public long? Content { get; init; }
}
