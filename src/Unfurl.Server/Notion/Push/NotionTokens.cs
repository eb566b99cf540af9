using Unfurl.Notion.Api;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Push;

/// <summary>Notion's tokens of grants, renewed one at a time over all replicas.</summary>
internal sealed class NotionTokens(Database database, GrantRepository grants, NotionClient notion)
{
    /// <summary>The token that a grant's previews are updated with; null when the grant has none that can be read.</summary>
    public async Task<Secret?> FindAsync(string grantId, CancellationToken cancellationToken) =>
        (await grants.FindNotionTokensAsync(grantId, cancellationToken))?.AccessToken;

    /// <summary>Trades the refresh token, unless somebody did meanwhile.</summary>
    /// <param name="grantId">The grant.</param>
    /// <param name="refused">The token that Notion did not take.</param>
    /// <param name="cancellationToken">Ends the wait; a trade that was begun goes on.</param>
    public async Task<TokenRenewal> RenewAsync(string grantId, Secret refused, CancellationToken cancellationToken)
    {
        await using var _ = await database.LockAsync($"notion {grantId}", cancellationToken);
        if (await grants.FindNotionTokensAsync(grantId, cancellationToken) is not { } known)
            return new TokenRenewal.Revoked();
        if (known.AccessToken.Reveal() != refused.Reveal())
            return new TokenRenewal.Active(known.AccessToken);
        if (known.RefreshToken is not { } refreshToken)
            return new TokenRenewal.Revoked();
        // Not the caller's token: a refresh token whose answer is lost is lost too.
        switch (await notion.RefreshAsync(refreshToken, CancellationToken.None))
        {
            case ExchangeResult.Succeeded { Token: var renewed }:
                await grants.RenewNotionTokensAsync(
                    grantId,
                    renewed.AccessToken,
                    renewed.RefreshToken ?? refreshToken,
                    CancellationToken.None
                );
                return new TokenRenewal.Active(renewed.AccessToken);
            case ExchangeResult.Rejected:
                return new TokenRenewal.Revoked();
            default:
                return new TokenRenewal.Unknown();
        }
    }

    /// <summary>Notion takes a grant's tokens no more: nothing is pushed until its user connects again.</summary>
    public async Task MarkRevokedAsync(string grantId, Secret? refused, CancellationToken cancellationToken)
    {
        await using var _ = await database.LockAsync($"notion {grantId}", cancellationToken);
        // Its user may have connected again a moment ago.
        var known = await grants.FindNotionTokensAsync(grantId, cancellationToken);
        if (known?.AccessToken.Reveal() == refused?.Reveal())
            await grants.MarkNeedsReconnectAsync(grantId, cancellationToken);
    }
}

/// <summary>What became of a refused token: a closed set.</summary>
internal abstract record TokenRenewal
{
    private TokenRenewal() { }

    /// <summary>This one is good.</summary>
    internal sealed record Active(Secret AccessToken) : TokenRenewal;

    /// <summary>There is none any more.</summary>
    internal sealed record Revoked : TokenRenewal;

    /// <summary>Notion could not say.</summary>
    internal sealed record Unknown : TokenRenewal;
}
