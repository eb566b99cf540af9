using Unfurl.Notion.Api;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>
/// Finds out whether several grants need a token. Notion has issued one token for each bot to older connections, and two
/// accounts of one Notion user may have the same bot.
/// </summary>
internal sealed class SharedNotionTokens(SecretProtector protector)
{
    /// <returns>Notion's token of a grant; null when another grant needs it, or when it cannot be decrypted.</returns>
    public async Task<Secret?> FindUnsharedAsync(string grantId, Session session)
    {
        var workspaceId = await session.QuerySingleOrDefaultAsync<string>(
            "SELECT workspace_id FROM grants WHERE id = @grantId",
            new { grantId }
        );
        var grants = await ReadAsync(workspaceId, session);
        var own = grants.Find(grant => grant.Id == grantId);
        return own?.Token is { } token && !grants.Exists(other => other != own && other.Needs(token, own.BotId))
            ? token
            : null;
    }

    /// <summary>Whether a grant needs a token that belongs to none.</summary>
    public async Task<bool> IsNeededAsync(NotionToken token, Session session) =>
        (await ReadAsync(token.WorkspaceId, session)).Exists(grant =>
            grant.Needs(token.AccessToken, token.BotId ?? "")
        );

    // The locks let the second of two concurrent removals see that it is the last. All transactions lock in this order.
    private async Task<List<Holder>> ReadAsync(string? workspaceId, Session session)
    {
        var rows = await session.QueryAsync<(string Id, string BotId, string Token)>(
            $"""
            SELECT id, bot_id, protected_notion_access_token FROM grants
            WHERE workspace_id = @workspaceId ORDER BY id {session.ForUpdate}
            """,
            new { workspaceId }
        );
        return [.. rows.Select(row => new Holder(row.Id, row.BotId, protector.Read(row.Token)))];
    }

    private sealed record Holder(string Id, string BotId, Secret? Token)
    {
        public bool Needs(Secret token, string botId) =>
            (botId.Length > 0 && botId == BotId) || Token?.Reveal() == token.Reveal();
    }
}
