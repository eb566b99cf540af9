namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>One connection of one account by one person of a Notion workspace.</summary>
/// <param name="Id">Ours.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="WorkspaceName">The workspace, as Notion calls it.</param>
/// <param name="CreatedAt">When it was first made.</param>
/// <param name="NeedsReconnect">Whether Notion takes its tokens no more, so that nothing can be kept up to date.</param>
internal sealed record Grant(
    string Id,
    string AccountId,
    string? WorkspaceName,
    DateTimeOffset CreatedAt,
    bool NeedsReconnect
);
