using Unfurl.Notion.Api;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Push;

/// <summary>Renews the Notion tokens of grants, one at a time for each grant across all replicas.</summary>
internal sealed class NotionTokens(
    Database database,
    GrantRepository grants,
    SharedNotionTokens shared,
    NotionClient notion,
    NotionTokenRevocation revocation
)
{
    /// <returns>Null when the grant was revoked or its tokens cannot be decrypted.</returns>
    public async Task<Secret?> FindAsync(string grantId, CancellationToken cancellationToken) =>
        (await grants.FindNotionTokensAsync(grantId, cancellationToken))?.AccessToken;

    /// <summary>Exchanges the refresh token, unless another call has renewed the tokens already.</summary>
    /// <param name="rejected">The access token that Notion rejected.</param>
    /// <param name="cancellationToken">Cancels only the wait for the lock. An exchange that has started is completed.</param>
    public async Task<TokenRenewal> RenewAsync(string grantId, Secret rejected, CancellationToken cancellationToken)
    {
        await using var _ = await database.LockAsync($"notion {grantId}", cancellationToken);
        if (await grants.FindNotionTokensAsync(grantId, cancellationToken) is not { } current)
            return new TokenRenewal.Revoked();
        if (current.AccessToken.Reveal() != rejected.Reveal())
            return new TokenRenewal.Active(current.AccessToken);
        if (current.RefreshToken is not { } refreshToken)
            return new TokenRenewal.Revoked();
        // Not cancelled with the caller: if the response is lost, so is the new refresh token.
        switch (await notion.RefreshAsync(refreshToken, CancellationToken.None))
        {
            case ExchangeResult.Succeeded { Token: var renewed }:
                var isStored = await grants.RenewNotionTokensAsync(
                    grantId,
                    renewed.AccessToken,
                    renewed.RefreshToken ?? refreshToken,
                    CancellationToken.None
                );
                if (isStored)
                    return new TokenRenewal.Active(renewed.AccessToken);
                await RevokeUnneededAsync(renewed);
                return new TokenRenewal.Revoked();
            case ExchangeResult.Rejected:
                return new TokenRenewal.Revoked();
            default:
                return new TokenRenewal.Unknown();
        }
    }

    // The user disconnected during the exchange: a token that is not stored must not stay valid at Notion.
    private async Task RevokeUnneededAsync(NotionToken token)
    {
        var isNeeded = await database.InTransactionAsync(
            session => shared.IsNeededAsync(token, session),
            CancellationToken.None
        );
        if (!isNeeded)
            revocation.Start(token.AccessToken);
    }

    /// <summary>Stops pushes for the grant until its user connects again.</summary>
    public async Task MarkRevokedAsync(string grantId, Secret? rejected, CancellationToken cancellationToken)
    {
        await using var _ = await database.LockAsync($"notion {grantId}", cancellationToken);
        // The user may have connected again since the token was read.
        var current = await grants.FindNotionTokensAsync(grantId, cancellationToken);
        if (current?.AccessToken.Reveal() == rejected?.Reveal())
            await grants.MarkNeedsReconnectAsync(grantId, cancellationToken);
    }
}

/// <summary>The result of a renewal: a closed set.</summary>
internal abstract record TokenRenewal
{
    private TokenRenewal() { }

    internal sealed record Active(Secret AccessToken) : TokenRenewal;

    internal sealed record Revoked : TokenRenewal;

    /// <summary>Notion could not be reached.</summary>
    internal sealed record Unknown : TokenRenewal;
}
