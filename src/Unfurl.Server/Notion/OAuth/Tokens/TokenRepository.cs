using System.Data.Common;
using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Access and refresh tokens are opaque, random and stored as hashes.</summary>
internal sealed class TokenRepository(
    Database database,
    GrantRepository grants,
    UnfurlSettings settings,
    StorageClock time
) : IExpiring
{
    private const string Access = "access";
    private const string Refresh = "refresh";

    public async Task<(Secret AccessToken, Secret RefreshToken)> IssueAsync(
        RedeemedCode code,
        string clientId,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var accessToken = await AddAsync(
            Access,
            code,
            clientId,
            settings.OAuth.AccessTokenLifetime,
            connection,
            transaction
        );
        var refreshToken = await AddAsync(
            Refresh,
            code,
            clientId,
            settings.OAuth.RefreshTokenLifetime,
            connection,
            transaction
        );
        return (accessToken, refreshToken);
    }

    /// <summary>
    /// Extends the refresh token and does not rotate it: Notion is a confidential client (RFC 9700 §4.14).
    /// </summary>
    /// <returns>The access token, or one of <see cref="RejectionReasons"/>.</returns>
    public async Task<(Secret? AccessToken, string? Rejection)> RefreshAsync(
        string refreshToken,
        string clientId,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var now = time.GetUtcNow();
        var hash = SecretProtector.Hash(refreshToken);
        var stored = await connection.QuerySingleOrDefaultAsync<StoredRow>(
            "SELECT grant_id, kind, client_id FROM tokens WHERE token_hash = @hash",
            new { hash },
            transaction
        );
        if (stored is not { Kind: Refresh } || !await grants.LockAsync(stored.GrantId, connection, transaction))
            return (null, RejectionReasons.RefreshTokenUnknown);
        if (stored.ClientId != clientId)
            return (null, RejectionReasons.RefreshTokenOfOtherClient);

        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            """
            UPDATE tokens SET expires_at = @expires
            WHERE token_hash = @token AND kind = @kind AND client_id = @clientId AND expires_at > @now
            RETURNING code_hash, grant_id
            """,
            new
            {
                token = hash,
                kind = Refresh,
                clientId,
                now = now.ToUnixTimeMilliseconds(),
                expires = (now + settings.OAuth.RefreshTokenLifetime).ToUnixTimeMilliseconds(),
            },
            transaction
        );
        if (row is null)
            return (null, RejectionReasons.RefreshTokenExpired);
        var accessToken = await AddAsync(
            Access,
            new RedeemedCode(row.CodeHash, row.GrantId),
            clientId,
            settings.OAuth.AccessTokenLifetime,
            connection,
            transaction
        );
        return (accessToken, null);
    }

    /// <returns>The principal, or one of <see cref="RejectionReasons"/>.</returns>
    public async Task<(TokenPrincipal? Principal, string? Rejection)> FindPrincipalAsync(
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<PrincipalRow>(
            """
            SELECT t.grant_id, t.expires_at, g.account_id, c.provider, c.is_live
            FROM tokens t
            JOIN grants g ON g.id = t.grant_id
            LEFT JOIN credentials c ON c.account_id = g.account_id AND c.is_live <> 0
            WHERE t.token_hash = @token AND t.kind = @kind
            """,
            new { token = SecretProtector.Hash(accessToken), kind = Access },
            cancellationToken
        );
        var found = rows.AsList();
        if (found.Count == 0)
            return (null, RejectionReasons.AccessTokenUnknown);
        if (found[0].ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds())
            return (null, RejectionReasons.AccessTokenExpired);
        var providers = found
            .Where(row => row.Provider is not null)
            .ToLookup(row => row.IsLive == 1, row => row.Provider!);
        var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(found[0].ExpiresAt);
        var principal = new TokenPrincipal(found[0].GrantId, found[0].AccountId, expiresAt, [.. providers[true]])
        {
            SuspendedAt = [.. providers[false]],
        };
        return (principal, null);
    }

    /// <returns>The grant of an access or refresh token. Expired tokens count too, because they still authorize revocation.</returns>
    public async Task<string?> FindGrantAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT grant_id FROM tokens WHERE token_hash = @token",
            new { token = SecretProtector.Hash(token) },
            cancellationToken
        );
    }

    /// <summary>Keeps expired tokens for a while, because they still authorize the revocation of their grant.</summary>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "DELETE FROM tokens WHERE expires_at <= @before",
            new { before = (time.GetUtcNow() - settings.OAuth.RefreshTokenLifetime).ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }

    private async Task<Secret> AddAsync(
        string kind,
        RedeemedCode code,
        string clientId,
        TimeSpan lifetime,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var token = SecretProtector.NewToken();
        await connection.ExecuteAsync(
            """
            INSERT INTO tokens (token_hash, kind, grant_id, client_id, code_hash, expires_at)
            VALUES (@token, @kind, @GrantId, @clientId, @CodeHash, @expires)
            """,
            new
            {
                token = SecretProtector.Hash(token.Reveal()),
                kind,
                code.GrantId,
                clientId,
                code.CodeHash,
                expires = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds(),
            },
            transaction
        );
        return token;
    }

    private sealed class Row
    {
        public required string CodeHash { get; init; }
        public required string GrantId { get; init; }
    }

    private sealed class StoredRow
    {
        public required string GrantId { get; init; }
        public required string Kind { get; init; }
        public required string ClientId { get; init; }
    }

    private sealed class PrincipalRow
    {
        public required string GrantId { get; init; }
        public required long ExpiresAt { get; init; }
        public required string AccountId { get; init; }
        public string? Provider { get; init; }
        public int? IsLive { get; init; }
    }
}
