using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Stores credentials. Their tokens are encrypted.</summary>
internal sealed class CredentialRepository(Database database, SecretProtector protector, TimeProvider time)
{
    // The access token of an inactive credential.
    private static readonly Secret NoToken = new("none");

    // The states in is_live.
    private const int Revoked = 0;
    private const int Active = 1;
    private const int Suspended = 2;

    private const string Columns =
        "id, account_id, provider, subject, login, is_live, protected_access_token, protected_refresh_token, expires_at, updated_at";

    public async Task<Credential?> FindAsync(string accountId, string provider, CancellationToken cancellationToken)
    {
        var row = await database.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM credentials WHERE account_id = @accountId AND provider = @provider",
            new { accountId, provider },
            cancellationToken
        );
        return row is null ? null : Read(row);
    }

    public async Task<IReadOnlyList<Credential>> ListAsync(string accountId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<Row>(
            $"SELECT {Columns} FROM credentials WHERE account_id = @accountId ORDER BY provider",
            new { accountId },
            cancellationToken
        );
        return [.. rows.Select(Read)];
    }

    /// <summary>
    /// Counts accounts by provider instance: those with an active credential, and those that are connected with Notion.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAccountsAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<(string Provider, long Count)>(
            """
            SELECT provider, count(DISTINCT account_id) FROM credentials
            WHERE is_live = 1 OR EXISTS (SELECT 1 FROM grants g WHERE g.account_id = credentials.account_id)
            GROUP BY provider
            """,
            new { },
            cancellationToken
        );
        return rows.ToDictionary(row => row.Provider, row => row.Count, StringComparer.Ordinal);
    }

    /// <returns>The account of a person at a provider; null when the person is new.</returns>
    public static Task<string?> FindAccountAsync(string provider, string subject, Session session) =>
        session.QuerySingleOrDefaultAsync<string>(
            "SELECT account_id FROM credentials WHERE provider = @provider AND subject = @subject",
            new { provider, subject }
        );

    /// <summary>Whether an account has a credential at a provider, active or not.</summary>
    public static async Task<bool> ExistsAsync(string accountId, string provider, Session session) =>
        await session.QuerySingleAsync<long>(
            "SELECT count(*) FROM credentials WHERE account_id = @accountId AND provider = @provider",
            new { accountId, provider }
        ) > 0;

    public static async Task<bool> IsActiveAsync(string accountId, string provider, Session session) =>
        await session.QuerySingleAsync<long>(
            "SELECT count(*) FROM credentials WHERE account_id = @accountId AND provider = @provider AND is_live = 1",
            new { accountId, provider }
        ) > 0;

    /// <summary>Stores the credential of a sign-in. A person who signs in again replaces the existing one.</summary>
    /// <returns>The active credential that was replaced; null when there was none.</returns>
    public async Task<Credential?> SaveAsync(Credential credential, Session session)
    {
        var replaced = await session.QuerySingleOrDefaultAsync<Row>(
            $"SELECT {Columns} FROM credentials WHERE provider = @Provider AND subject = @Subject AND is_live = 1 {session.ForUpdate}",
            new { credential.Provider, credential.Subject }
        );
        await session.ExecuteAsync(
            $"""
            INSERT INTO credentials ({Columns})
            VALUES (@Id, @AccountId, @Provider, @Subject, @Login, 1, @accessToken, @refreshToken, @ExpiresAt, @now)
            ON CONFLICT (provider, subject) DO UPDATE SET
                login = excluded.login, is_live = 1,
                protected_access_token = excluded.protected_access_token,
                protected_refresh_token = excluded.protected_refresh_token,
                expires_at = excluded.expires_at, updated_at = excluded.updated_at
            """,
            new
            {
                credential.Id,
                credential.AccountId,
                credential.Provider,
                credential.Subject,
                credential.Login,
                accessToken = protector.Protect(credential.AccessToken),
                refreshToken = protector.ProtectOptional(credential.RefreshToken),
                credential.ExpiresAt,
                now = credential.IssuedAt,
            }
        );
        return replaced is not null && Read(replaced) is { IsActive: true } active ? active : null;
    }

    /// <summary>Stores renewed tokens, unless the credential was replaced or removed concurrently.</summary>
    /// <returns>Whether they were stored.</returns>
    public async Task<bool> RenewAsync(Credential credential, CancellationToken cancellationToken)
    {
        return await database.ExecuteAsync(
                """
                UPDATE credentials
                SET protected_access_token = @accessToken, protected_refresh_token = @refreshToken,
                    expires_at = @ExpiresAt, updated_at = @now
                WHERE id = @Id AND is_live = 1 AND protected_access_token = @Stored
                """,
                new
                {
                    credential.Id,
                    credential.Stored,
                    accessToken = protector.Protect(credential.AccessToken),
                    refreshToken = protector.ProtectOptional(credential.RefreshToken),
                    credential.ExpiresAt,
                    now = time.GetUtcNow(),
                },
                cancellationToken
            ) > 0;
    }

    /// <summary>Deletes the tokens of a rejected credential, unless it was replaced concurrently.</summary>
    /// <param name="isSuspended">Whether the provider has suspended the account.</param>
    /// <returns>Whether they were deleted.</returns>
    public async Task<bool> MarkRevokedAsync(
        Credential credential,
        bool isSuspended,
        CancellationToken cancellationToken
    )
    {
        return await database.ExecuteAsync(
                """
                UPDATE credentials
                SET is_live = @state, protected_access_token = '', protected_refresh_token = NULL, expires_at = NULL, updated_at = @now
                WHERE id = @Id AND is_live = 1 AND protected_access_token = @Stored
                """,
                new
                {
                    credential.Id,
                    credential.Stored,
                    state = isSuspended ? Suspended : Revoked,
                    now = time.GetUtcNow(),
                },
                cancellationToken
            ) > 0;
    }

    /// <summary>Deletes tokens. The subject stays, because a later sign-in finds the account by it.</summary>
    /// <param name="provider">Null for all providers.</param>
    /// <returns>The credentials that were active, to be revoked at the providers.</returns>
    public async Task<IReadOnlyList<Credential>> RevokeAsync(string accountId, string? provider, Session session)
    {
        // Without the lock, a concurrent renewal or sign-in could add tokens that are not returned.
        var rows = await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM credentials WHERE account_id = @accountId ORDER BY id {session.ForUpdate}",
            new { accountId }
        );
        var revoked = rows.Where(row => row.IsLive == Active && (provider is null || row.Provider == provider))
            .ToList();
        foreach (var row in revoked)
            await session.ExecuteAsync(
                """
                UPDATE credentials
                SET is_live = 0, protected_access_token = '', protected_refresh_token = NULL, expires_at = NULL, updated_at = @now
                WHERE id = @Id
                """,
                new { row.Id, now = time.GetUtcNow() }
            );
        return [.. revoked.Select(Read).Where(credential => credential.IsActive)];
    }

    // Reads a credential that cannot be decrypted as inactive. Signing in again replaces it.
    private Credential Read(Row row)
    {
        var accessToken = row.IsLive == Active ? protector.Read(row.ProtectedAccessToken) : null;
        return new()
        {
            Id = row.Id,
            AccountId = row.AccountId,
            Provider = row.Provider,
            Subject = row.Subject,
            Login = row.Login,
            IsActive = accessToken is not null,
            IsSuspended = row.IsLive == Suspended,
            Stored = row.ProtectedAccessToken,
            AccessToken = accessToken ?? NoToken,
            RefreshToken = accessToken is null ? null : protector.Read(row.ProtectedRefreshToken),
            IssuedAt = row.UpdatedAt,
            ExpiresAt = row.ExpiresAt,
        };
    }

    private sealed class Row
    {
        public required string Id { get; init; }
        public required string AccountId { get; init; }
        public required string Provider { get; init; }
        public required string Subject { get; init; }
        public required string Login { get; init; }
        public required int IsLive { get; init; }
        public required string ProtectedAccessToken { get; init; }
        public string? ProtectedRefreshToken { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }
}
