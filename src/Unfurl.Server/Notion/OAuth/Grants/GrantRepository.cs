using Unfurl.Notion.Api;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>Stores grants with Notion's tokens, which are encrypted.</summary>
internal sealed class GrantRepository(Database database, SecretProtector protector, StorageClock time) : IExpiring
{
    // Maximum number of grants removed in one transaction, which locks them until it ends.
    private const int RemovalBatchSize = 1000;

    /// <summary>Updates the grant of the same account, workspace and Notion user if there is one.</summary>
    /// <returns>The grant's id.</returns>
    public async Task<string> SaveAsync(string accountId, NotionToken notion, Session session)
    {
        var now = time.GetUtcNow();
        return await session.QuerySingleAsync<string>(
            """
            INSERT INTO grants (id, account_id, workspace_id, workspace_name, bot_id,
                protected_notion_access_token, protected_notion_refresh_token, created_at)
            VALUES (@id, @accountId, @WorkspaceId, @WorkspaceName, @botId, @accessToken, @refreshToken, @now)
            ON CONFLICT (account_id, workspace_id, bot_id) DO UPDATE SET
                workspace_name = excluded.workspace_name,
                protected_notion_access_token = excluded.protected_notion_access_token,
                protected_notion_refresh_token = excluded.protected_notion_refresh_token,
                needs_reconnect = 0
            RETURNING id
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                accountId,
                notion.WorkspaceId,
                notion.WorkspaceName,
                botId = notion.BotId ?? "",
                accessToken = protector.Protect(notion.AccessToken),
                refreshToken = protector.ProtectOptional(notion.RefreshToken),
                now,
            }
        );
    }

    /// <summary>
    /// Every transaction that issues or revokes a grant's tokens locks the grant first, to prevent deadlocks.
    /// </summary>
    /// <returns>False when the grant was revoked.</returns>
    public static async Task<bool> LockAsync(string grantId, Session session) =>
        await session.QuerySingleOrDefaultAsync<string>(
            $"SELECT id FROM grants WHERE id = @grantId {session.ForUpdate}",
            new { grantId }
        )
            is not null;

    public async Task<IReadOnlyList<Grant>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        await database.QueryAsync<Grant>(
            """
            SELECT id, account_id, workspace_id, workspace_name, created_at, needs_reconnect FROM grants
            WHERE account_id = @accountId ORDER BY created_at
            """,
            new { accountId },
            cancellationToken
        );

    /// <returns>The tokens used to push updates; null when the grant was revoked or they cannot be decrypted.</returns>
    public async Task<(Secret AccessToken, Secret? RefreshToken)?> FindNotionTokensAsync(
        string grantId,
        CancellationToken cancellationToken
    )
    {
        var (accessToken, refreshToken) = await database.QuerySingleOrDefaultAsync<(string?, string?)>(
            "SELECT protected_notion_access_token, protected_notion_refresh_token FROM grants WHERE id = @grantId",
            new { grantId },
            cancellationToken
        );
        return protector.Read(accessToken) is { } readable ? (readable, protector.Read(refreshToken)) : null;
    }

    /// <returns>False when the grant was removed.</returns>
    public async Task<bool> RenewNotionTokensAsync(
        string grantId,
        Secret accessToken,
        Secret refreshToken,
        CancellationToken cancellationToken
    )
    {
        var count = await database.ExecuteAsync(
            """
            UPDATE grants
            SET protected_notion_access_token = @accessToken, protected_notion_refresh_token = @refreshToken
            WHERE id = @grantId
            """,
            new
            {
                grantId,
                accessToken = protector.Protect(accessToken),
                refreshToken = protector.Protect(refreshToken),
            },
            cancellationToken
        );
        return count > 0;
    }

    public Task MarkNeedsReconnectAsync(string grantId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE grants SET needs_reconnect = 1 WHERE id = @grantId",
            new { grantId },
            cancellationToken
        );

    public static Task<string?> FindAccountAsync(string grantId, Session session) =>
        session.QuerySingleOrDefaultAsync<string>("SELECT account_id FROM grants WHERE id = @grantId", new { grantId });

    /// <summary>Deletes a grant. Its codes, tokens and displays are deleted with it by foreign keys.</summary>
    /// <returns>
    /// The number of grants and enrichments the account has left; null when the grant was already revoked.
    /// </returns>
    public static async Task<long?> RevokeAsync(string grantId, string accountId, Session session)
    {
        var deleted = await session.ExecuteAsync("DELETE FROM grants WHERE id = @grantId", new { grantId });
        return deleted == 0
            ? null
            : await session.QuerySingleAsync<long>(
                """
                SELECT (SELECT count(*) FROM grants WHERE account_id = @accountId)
                    + (SELECT count(*) FROM enrichments WHERE account_id = @accountId)
                """,
                new { accountId }
            );
    }

    /// <summary>Removes grants that have neither a valid token nor a redeemable code.</summary>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        const string IsUnusable = """
            NOT EXISTS (SELECT 1 FROM tokens t WHERE t.grant_id = grants.id AND t.expires_at > @now)
            AND NOT EXISTS (SELECT 1 FROM authorization_codes c WHERE c.grant_id = grants.id AND c.redeemed_at IS NULL AND c.expires_at > @now)
            """;
        var now = time.GetUtcNow();
        return await database.InTransactionAsync(
            async session =>
            {
                var ids = await session.QueryAsync<string>(
                    $"SELECT id FROM grants WHERE {IsUnusable} ORDER BY id LIMIT {RemovalBatchSize} {session.ForUpdate}",
                    new { now }
                );
                // Checked again under the lock: a concurrent reconnect may have issued a code.
                var accounts = new List<string>();
                foreach (var id in ids)
                {
                    var account = await session.QuerySingleOrDefaultAsync<string>(
                        $"DELETE FROM grants WHERE id = @id AND {IsUnusable} RETURNING account_id",
                        new { id, now }
                    );
                    if (account is not null)
                        accounts.Add(account);
                }
                foreach (var chunk in accounts.Distinct().Chunk(ListParameters.MaxLength))
                    await AccountRepository.RemoveUnreachableAsync(chunk, session);
                return accounts.Count;
            },
            cancellationToken
        );
    }
}
