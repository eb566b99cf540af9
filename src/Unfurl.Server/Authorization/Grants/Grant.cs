namespace Unfurl.Server.Authorization.Grants;

/// <summary>One connection of one account by one person of a Notion workspace.</summary>
/// <param name="Id">Ours.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="WorkspaceName">The workspace, as Notion calls it.</param>
/// <param name="CreatedAt">When it was first made.</param>
internal sealed record Grant(string Id, string AccountId, string? WorkspaceName, DateTimeOffset CreatedAt);
