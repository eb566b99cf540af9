using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Push;

/// <summary>
/// A push that this process has leased. Its key is the display's id, its lane the workspace, its state a hash of the operations.
/// </summary>
internal sealed record PushJob : Job
{
    public const string OfSurface = DisplayId.Notion;
    public const string OfKind = "push";

    public required string GrantId { get; init; }

    /// <summary>In the spelling that Notion sent.</summary>
    public required string Uri { get; init; }
}
