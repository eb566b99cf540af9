using System.Data.Common;
using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Tokens;

internal sealed record RedeemedCode(string CodeHash, string GrantId);

/// <param name="Rejection">One of <see cref="RejectionReasons"/>; null when the code was redeemed.</param>
internal sealed record RedemptionResult(RedeemedCode? Redeemed, string? Rejection)
{
    /// <summary>The grant whose tokens were revoked because a code was replayed.</summary>
    public string? RevokedGrantId { get; init; }
}

/// <summary>Authorization codes are single-use, bound to client and redirect URI, and stored as hashes.</summary>
internal sealed class AuthorizationCodeRepository(
    Database database,
    GrantRepository grants,
    RedirectUris redirectUris,
    UnfurlSettings settings,
    StorageClock time
) : IExpiring
{
    // Redeemed codes are stored for this long to detect replays (RFC 6749 §4.1.2).
    private static readonly TimeSpan ReplayDetectionPeriod = TimeSpan.FromDays(1);

    public async Task<Secret> AddAsync(
        string grantId,
        string clientId,
        Uri redirectUri,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var code = SecretProtector.NewToken();
        await connection.ExecuteAsync(
            """
            INSERT INTO authorization_codes (code_hash, grant_id, client_id, redirect_uri, expires_at)
            VALUES (@code, @grantId, @clientId, @redirectUri, @expires)
            """,
            new
            {
                code = SecretProtector.Hash(code.Reveal()),
                grantId,
                clientId,
                redirectUri = redirectUri.AbsoluteUri,
                expires = (time.GetUtcNow() + settings.OAuth.AuthorizationCodeLifetime).ToUnixTimeMilliseconds(),
            },
            transaction
        );
        return code;
    }

    /// <summary>
    /// A replay revokes the code's tokens (RFC 6749 §4.1.2). A wrong client or redirect URI does not use up the code.
    /// </summary>
    public async Task<RedemptionResult> RedeemAsync(
        string code,
        string clientId,
        string? redirectUri,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var parameters = new { code = SecretProtector.Hash(code), now = time.GetUtcNow().ToUnixTimeMilliseconds() };
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            "SELECT code_hash, grant_id, client_id, redirect_uri, expires_at FROM authorization_codes WHERE code_hash = @code",
            parameters,
            transaction
        );
        if (row is null)
            return new(null, RejectionReasons.CodeUnknown);
        if (row.ClientId != clientId)
            return new(null, RejectionReasons.CodeOfOtherClient);
        if (!redirectUris.AreSame(row.RedirectUri, redirectUri))
            return new(null, RejectionReasons.CodeForOtherRedirectUri);
        if (!await grants.LockAsync(row.GrantId, connection, transaction))
            return new(null, RejectionReasons.CodeUnknown);

        var isFirst = await connection.ExecuteAsync(
            "UPDATE authorization_codes SET redeemed_at = @now WHERE code_hash = @code AND redeemed_at IS NULL",
            parameters,
            transaction
        );
        if (isFirst == 0)
        {
            await connection.ExecuteAsync("DELETE FROM tokens WHERE code_hash = @code", parameters, transaction);
            return new(null, RejectionReasons.CodeReplayed) { RevokedGrantId = row.GrantId };
        }
        return row.ExpiresAt > parameters.now
            ? new(new RedeemedCode(row.CodeHash, row.GrantId), null)
            : new(null, RejectionReasons.CodeExpired);
    }

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "DELETE FROM authorization_codes WHERE expires_at <= @before",
            new { before = (time.GetUtcNow() - ReplayDetectionPeriod).ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }

    private sealed class Row
    {
        public required string CodeHash { get; init; }
        public required string GrantId { get; init; }
        public required string ClientId { get; init; }
        public required string RedirectUri { get; init; }
        public required long ExpiresAt { get; init; }
    }
}
