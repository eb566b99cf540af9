using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Tokens;

/// <summary>Access and refresh tokens are opaque, random and stored as hashes.</summary>
internal sealed class TokenRepository(Database database, UnfurlOptions settings, StorageClock time) : IExpiring
{
    private const string Access = "access";
    private const string Refresh = "refresh";

    public async Task<(Secret AccessToken, Secret RefreshToken)> IssueAsync(
        RedeemedCode code,
        string clientId,
        Session session
    )
    {
        var accessToken = await AddAsync(Access, code, clientId, settings.OAuth.AccessTokenLifetime, session);
        var refreshToken = await AddAsync(Refresh, code, clientId, settings.OAuth.RefreshTokenLifetime, session);
        return (accessToken, refreshToken);
    }

    /// <summary>
    /// Extends the refresh token and does not rotate it: Notion is a confidential client (RFC 9700 §4.14).
    /// </summary>
    /// <returns>The access token, or one of <see cref="OAuthReasons"/>.</returns>
    public async Task<(Secret? AccessToken, string? Rejection)> RefreshAsync(
        string refreshToken,
        string clientId,
        Session session
    )
    {
        var now = time.GetUtcNow();
        var hash = SecretProtector.Hash(refreshToken);
        var stored = await session.QuerySingleOrDefaultAsync<StoredRow>(
            """
            SELECT t.grant_id, t.kind, t.client_id, g.workspace_id FROM tokens t JOIN grants g ON g.id = t.grant_id
            WHERE t.token_hash = @hash
            """,
            new { hash }
        );
        if (stored is not { Kind: Refresh } || !await GrantRepository.LockAsync(stored.GrantId, session))
            return (null, OAuthReasons.RefreshTokenUnknown);
        if (stored.ClientId != clientId)
            return (null, OAuthReasons.RefreshTokenOfOtherClient);
        if (!settings.Notion.Admits(stored.WorkspaceId))
            return (null, OAuthReasons.WorkspaceNotListed);

        var code = await session.QuerySingleOrDefaultAsync<RedeemedCode>(
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
                now,
                expires = now + settings.OAuth.RefreshTokenLifetime,
            }
        );
        if (code is null)
            return (null, OAuthReasons.RefreshTokenExpired);
        var accessToken = await AddAsync(Access, code, clientId, settings.OAuth.AccessTokenLifetime, session);
        return (accessToken, null);
    }

    /// <returns>The principal, or one of <see cref="OAuthReasons"/>.</returns>
    public async Task<(TokenPrincipal? Principal, string? Rejection)> FindPrincipalAsync(
        string accessToken,
        CancellationToken cancellationToken
    )
    {
        var found = await database.QueryAsync<PrincipalRow>(
            """
            SELECT t.grant_id, t.expires_at, g.account_id, g.workspace_id, c.provider, c.is_live
            FROM tokens t
            JOIN grants g ON g.id = t.grant_id
            LEFT JOIN credentials c ON c.account_id = g.account_id AND c.is_live <> 0
            WHERE t.token_hash = @token AND t.kind = @kind
            """,
            new { token = SecretProtector.Hash(accessToken), kind = Access },
            cancellationToken
        );
        if (found.Count == 0)
            return (null, OAuthReasons.AccessTokenUnknown);
        if (found[0].ExpiresAt <= time.GetUtcNow())
            return (null, OAuthReasons.AccessTokenExpired);
        if (!settings.Notion.Admits(found[0].WorkspaceId))
            return (null, OAuthReasons.WorkspaceNotListed);
        var providers = found
            .Where(row => row.Provider is not null)
            .ToLookup(row => row.IsLive == 1, row => row.Provider!);
        var principal = new TokenPrincipal(
            found[0].GrantId,
            found[0].AccountId,
            found[0].ExpiresAt,
            [.. providers[true]]
        )
        {
            SuspendedAt = [.. providers[false]],
        };
        return (principal, null);
    }

    /// <returns>The grant of an access or refresh token. Expired tokens count too, because they still authorize revocation.</returns>
    public Task<string?> FindGrantAsync(string token, CancellationToken cancellationToken) =>
        database.QuerySingleOrDefaultAsync<string>(
            "SELECT grant_id FROM tokens WHERE token_hash = @token",
            new { token = SecretProtector.Hash(token) },
            cancellationToken
        );

    /// <summary>Keeps expired tokens for a while, because they still authorize the revocation of their grant.</summary>
    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM tokens WHERE expires_at <= @before",
            new { before = time.GetUtcNow() - settings.OAuth.RefreshTokenLifetime },
            cancellationToken
        );

    private async Task<Secret> AddAsync(
        string kind,
        RedeemedCode code,
        string clientId,
        TimeSpan lifetime,
        Session session
    )
    {
        var token = SecretProtector.NewToken();
        await session.ExecuteAsync(
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
                expires = time.GetUtcNow() + lifetime,
            }
        );
        return token;
    }

    private sealed record StoredRow(string GrantId, string Kind, string ClientId, string? WorkspaceId);

    private sealed class PrincipalRow
    {
        public required string GrantId { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
        public required string AccountId { get; init; }
        public string? WorkspaceId { get; init; }
        public string? Provider { get; init; }
        public int? IsLive { get; init; }
    }
}
