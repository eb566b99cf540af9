using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Tokens;

internal sealed record RedeemedCode(string CodeHash, string GrantId);

/// <param name="Rejection">One of <see cref="OAuthReasons"/>; null when the code was redeemed.</param>
internal sealed record RedemptionResult(RedeemedCode? Redeemed, string? Rejection)
{
    /// <summary>The grant whose tokens were revoked because a code was replayed.</summary>
    public string? RevokedGrantId { get; init; }
}

/// <summary>Authorization codes are single-use, bound to client and redirect URI, and stored as hashes.</summary>
internal sealed class AuthorizationCodeRepository(
    Database database,
    RedirectUris redirectUris,
    UnfurlOptions settings,
    StorageClock time
) : IExpiring
{
    // Redeemed codes are stored for this long to detect replays (RFC 6749 §4.1.2).
    private static readonly TimeSpan ReplayDetectionPeriod = TimeSpan.FromDays(1);

    public async Task<Secret> AddAsync(string grantId, string clientId, Uri redirectUri, Session session)
    {
        var code = SecretProtector.NewToken();
        await session.ExecuteAsync(
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
                expires = time.GetUtcNow() + settings.OAuth.AuthorizationCodeLifetime,
            }
        );
        return code;
    }

    /// <summary>
    /// A replay revokes the code's tokens (RFC 6749 §4.1.2). A wrong client or redirect URI does not use up the code.
    /// </summary>
    public async Task<RedemptionResult> RedeemAsync(string code, string clientId, string? redirectUri, Session session)
    {
        var parameters = new { code = SecretProtector.Hash(code), now = time.GetUtcNow() };
        var row = await session.QuerySingleOrDefaultAsync<Row>(
            "SELECT code_hash, grant_id, client_id, redirect_uri, expires_at FROM authorization_codes WHERE code_hash = @code",
            parameters
        );
        if (row is null)
            return new(null, OAuthReasons.CodeUnknown);
        if (row.ClientId != clientId)
            return new(null, OAuthReasons.CodeOfOtherClient);
        if (!redirectUris.AreSame(row.RedirectUri, redirectUri))
            return new(null, OAuthReasons.CodeForOtherRedirectUri);
        if (!await GrantRepository.LockAsync(row.GrantId, session))
            return new(null, OAuthReasons.CodeUnknown);

        var isFirst = await session.ExecuteAsync(
            "UPDATE authorization_codes SET redeemed_at = @now WHERE code_hash = @code AND redeemed_at IS NULL",
            parameters
        );
        if (isFirst == 0)
        {
            await session.ExecuteAsync("DELETE FROM tokens WHERE code_hash = @code", parameters);
            return new(null, OAuthReasons.CodeReplayed) { RevokedGrantId = row.GrantId };
        }
        return row.ExpiresAt > parameters.now
            ? new(new RedeemedCode(row.CodeHash, row.GrantId), null)
            : new(null, OAuthReasons.CodeExpired);
    }

    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM authorization_codes WHERE expires_at <= @before",
            new { before = time.GetUtcNow() - ReplayDetectionPeriod },
            cancellationToken
        );

    private sealed record Row(
        string CodeHash,
        string GrantId,
        string ClientId,
        string RedirectUri,
        DateTimeOffset ExpiresAt
    );
}
