using Unfurl.Notion.Api;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>Stores the workspaces that accounts have connected. Notion's older connections give all accounts of one bot one token.</summary>
internal sealed class AuthorizationRepository(Database database, SecretProtector protector, StorageClock time)
{
    private const string Columns = """
        id, account_id, workspace_id, workspace_name, bot_id, access_token, refresh_token, created_at, ended_at
        """;

    public async Task<NotionAuthorization?> FindAsync(string id, CancellationToken cancellationToken) =>
        await QueryAsync("id = @value", id, cancellationToken) is [var found] ? found : null;

    public Task<IReadOnlyList<NotionAuthorization>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        QueryAsync("account_id = @value", accountId, cancellationToken);

    /// <param name="workspaceId">With or without hyphens.</param>
    public Task<IReadOnlyList<NotionAuthorization>> ListOfWorkspaceAsync(
        string workspaceId,
        CancellationToken cancellationToken
    ) => QueryAsync("workspace_id = @value", Plain(workspaceId), cancellationToken);

    /// <summary>Stores what an account has connected, in place of what it had of the same workspace.</summary>
    /// <returns>The token that is not needed any more; null if there is none, or if others need it.</returns>
    public Task<Secret?> SaveAsync(string accountId, NotionToken token, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                await AccountRepository.LockAsync(accountId, session);
                var now = time.GetUtcNow();
                var row = new
                {
                    id = Guid.CreateVersion7(now).ToString("N"),
                    accountId,
                    workspaceId = Plain(token.WorkspaceId),
                    token.WorkspaceName,
                    botId = token.BotId ?? "",
                    access = protector.Protect(token.AccessToken),
                    refresh = protector.ProtectOptional(token.RefreshToken),
                    now,
                };
                var (oldBot, oldToken) = await session.QuerySingleOrDefaultAsync<(string?, string?)>(
                    $"""
                    SELECT bot_id, access_token FROM notion_authorizations
                    WHERE account_id = @accountId AND workspace_id = @workspaceId {session.ForUpdate}
                    """,
                    row
                );
                await session.ExecuteAsync(
                    """
                    INSERT INTO notion_authorizations (id, account_id, workspace_id, workspace_name, bot_id, access_token,
                        refresh_token, created_at)
                    VALUES (@id, @accountId, @workspaceId, @WorkspaceName, @botId, @access, @refresh, @now)
                    ON CONFLICT (account_id, workspace_id) DO UPDATE SET workspace_name = excluded.workspace_name,
                        bot_id = excluded.bot_id, access_token = excluded.access_token,
                        refresh_token = excluded.refresh_token, created_at = excluded.created_at, ended_at = NULL
                    """,
                    row
                );
                if (token.BotId is not null)
                    await ShareAsync(token.BotId, row.access, row.refresh, session);
                return await UnneededAsync(oldBot, oldToken, token.AccessToken, session);
            },
            cancellationToken
        );

    /// <summary>Both tokens at once: the old ones are worth nothing.</summary>
    /// <returns>False if it was removed meanwhile.</returns>
    public async Task<bool> RenewAsync(string id, NotionToken renewed, Secret refresh) =>
        await database.InTransactionAsync(
            async session =>
            {
                var (access, refreshed) = (protector.Protect(renewed.AccessToken), protector.Protect(refresh));
                var bots = await session.QueryAsync<string>(
                    """
                    UPDATE notion_authorizations SET access_token = @access, refresh_token = @refreshed, ended_at = NULL
                    WHERE id = @id RETURNING bot_id
                    """,
                    new
                    {
                        id,
                        access,
                        refreshed,
                    }
                );
                if (bots is [{ Length: > 0 } bot])
                    await ShareAsync(bot, access, refreshed, session);
                return bots.Count > 0;
            },
            CancellationToken.None
        );

    /// <summary>Notion accepts it no more: its owner has to connect again.</summary>
    public Task EndAsync(string id, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "UPDATE notion_authorizations SET ended_at = coalesce(ended_at, @now) WHERE id = @id",
            new { id, now = time.GetUtcNow() },
            cancellationToken
        );

    /// <returns>Whether it was the account's, and the token that is not needed any more.</returns>
    public Task<(bool IsRemoved, Secret? Token)> RemoveAsync(
        string id,
        string accountId,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var (bot, token) = await session.QuerySingleOrDefaultAsync<(string?, string?)>(
                    "DELETE FROM notion_authorizations WHERE id = @id AND account_id = @accountId RETURNING bot_id, access_token",
                    new { id, accountId }
                );
                return token is null
                    ? (false, null)
                    : (true, await UnneededAsync(bot, token, replacedBy: null, session));
            },
            cancellationToken
        );

    private static Task<int> ShareAsync(string botId, string access, string? refresh, Session session) =>
        session.ExecuteAsync(
            "UPDATE notion_authorizations SET access_token = @access, refresh_token = @refresh, ended_at = NULL WHERE bot_id = @botId",
            new
            {
                botId,
                access,
                refresh,
            }
        );

    private async Task<Secret?> UnneededAsync(string? botId, string? token, Secret? replacedBy, Session session)
    {
        if (protector.Read(token) is not { } old || old.Reveal() == replacedBy?.Reveal())
            return null;
        var others = await session.QuerySingleAsync<long>(
            "SELECT count(*) FROM notion_authorizations WHERE bot_id = @botId AND @botId <> ''",
            new { botId }
        );
        return others == 0 ? old : null;
    }

    private async Task<IReadOnlyList<NotionAuthorization>> QueryAsync(
        string condition,
        string value,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await database.QueryAsync<Row>(
                    $"SELECT {Columns} FROM notion_authorizations WHERE {condition} ORDER BY id",
                    new { value },
                    cancellationToken
                )
            ).Select(row => row.ToAuthorization(protector)),
        ];

    private static string Plain(string id) => id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private sealed class Row
    {
        private static readonly Secret Unreadable = new("unreadable");

        public required string Id { get; init; }
        public required string AccountId { get; init; }
        public required string WorkspaceId { get; init; }
        public string? WorkspaceName { get; init; }
        public required string BotId { get; init; }
        public required string AccessToken { get; init; }
        public string? RefreshToken { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }

        // Without its key ring a token is worth as much as one that Notion ended.
        public NotionAuthorization ToAuthorization(SecretProtector protector)
        {
            var access = protector.Read(AccessToken);
            return new()
            {
                Id = Id,
                AccountId = AccountId,
                Bot = new(BotId, WorkspaceId, WorkspaceName),
                AccessToken = access ?? Unreadable,
                RefreshToken = protector.Read(RefreshToken),
                CreatedAt = CreatedAt,
                EndedAt = access is null ? EndedAt ?? CreatedAt : EndedAt,
            };
        }
    }
}
