using System.Data.Common;
using Dapper;
using Unfurl.Notion.Api;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>
/// Finds out whether several grants need a token. Notion has issued one token for each bot to older connections, and two
/// accounts of one Notion user may have the same bot.
/// </summary>
internal sealed class SharedNotionTokens(Database database, SecretProtector protector)
{
    /// <returns>Notion's token of a grant; null when another grant needs it, or when it cannot be decrypted.</returns>
    public async Task<Secret?> FindUnsharedAsync(string grantId, DbConnection connection, DbTransaction transaction)
    {
        var workspaceId = await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT workspace_id FROM grants WHERE id = @grantId",
            new { grantId },
            transaction
        );
        var grants = await ReadAsync(workspaceId, connection, transaction);
        var own = grants.Find(grant => grant.Id == grantId);
        return own?.Token is { } token && !grants.Exists(other => other != own && other.Needs(token, own.BotId))
            ? token
            : null;
    }

    /// <summary>Whether a grant needs a token that belongs to none.</summary>
    public async Task<bool> IsNeededAsync(NotionToken token, DbConnection connection, DbTransaction transaction) =>
        (await ReadAsync(token.WorkspaceId, connection, transaction)).Exists(grant =>
            grant.Needs(token.AccessToken, token.BotId ?? "")
        );

    // The locks let the second of two concurrent removals see that it is the last. All transactions lock in this order.
    private async Task<List<Holder>> ReadAsync(string? workspaceId, DbConnection connection, DbTransaction transaction)
    {
        var rows = await connection.QueryAsync<Row>(
            $"""
            SELECT id, bot_id, protected_notion_access_token FROM grants
            WHERE workspace_id = @workspaceId ORDER BY id {database.ForUpdate}
            """,
            new { workspaceId },
            transaction
        );
        return [.. rows.Select(row => new Holder(row.Id, row.BotId, protector.Read(row.ProtectedNotionAccessToken)))];
    }

    private sealed record Holder(string Id, string BotId, Secret? Token)
    {
        public bool Needs(Secret token, string botId) =>
            (botId.Length > 0 && botId == BotId) || Token?.Reveal() == token.Reveal();
    }

    private sealed class Row
    {
        public required string Id { get; init; }
        public required string BotId { get; init; }
        public required string ProtectedNotionAccessToken { get; init; }
    }
}
