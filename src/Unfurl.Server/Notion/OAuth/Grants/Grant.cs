namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>A connection between an account and a user of a Notion workspace.</summary>
/// <param name="NeedsReconnect">True after Notion rejected the grant's tokens; its displays are no longer updated.</param>
internal sealed record Grant(
    string Id,
    string AccountId,
    string? WorkspaceId,
    string? WorkspaceName,
    DateTimeOffset CreatedAt,
    bool NeedsReconnect
);
