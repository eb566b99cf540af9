using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Push;

/// <summary>A push that this process has leased. Its lane is the workspace, its state a hash of the operations.</summary>
internal sealed record PushJob : Job
{
    public const string OfSurface = "notion";
    public const string OfKind = "push";

    public required string GrantId { get; init; }
    public required string UriHash { get; init; }

    /// <summary>In the spelling that Notion sent.</summary>
    public required string Uri { get; init; }

    public static string KeyOf(string grantId, string uriHash) => $"{grantId}:{uriHash}";
}
