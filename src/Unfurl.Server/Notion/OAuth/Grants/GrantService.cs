using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>
/// An account's grants. The last one takes the account's credentials along in one transaction, so that no crash leaves them
/// behind; only then are the providers told.
/// </summary>
internal sealed class GrantService(
    Database database,
    AccountRepository accounts,
    GrantRepository grants,
    CredentialRemoval credentials,
    Invalidator invalidator
)
{
    public Task<IReadOnlyList<Grant>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        grants.ListAsync(accountId, cancellationToken);

    /// <summary>Revokes a grant.</summary>
    /// <param name="grantId">The grant.</param>
    /// <param name="ofAccount">The account that it has to belong to; null when the caller holds the grant's token.</param>
    /// <param name="cancellationToken">Ends the work before anything is revoked.</param>
    /// <returns>False when there is no such grant.</returns>
    public async Task<bool> RevokeAsync(string grantId, string? ofAccount, CancellationToken cancellationToken)
    {
        var revoked = await database.InTransactionAsync<Revoked?>(
            async (connection, transaction) =>
            {
                var account = await GrantRepository.FindAccountAsync(grantId, connection, transaction);
                if (account is null || (ofAccount is not null && account != ofAccount))
                    return null;
                await accounts.LockAsync(account, connection, transaction);
                return await GrantRepository.RevokeAsync(grantId, account, connection, transaction) switch
                {
                    null => null,
                    0 => new Revoked(account, await credentials.RemoveAllAsync(account, connection, transaction)),
                    _ => new Revoked(account, null),
                };
            },
            cancellationToken
        );
        invalidator.Invalidate(InvalidationTag.OfGrant(grantId), Standing.Purged);
        if (revoked is { Credentials: { } removed })
            await credentials.CompleteAsync(revoked.Account, removed);
        return revoked is not null;
    }

    /// <param name="Account">Whose grant it was.</param>
    /// <param name="Credentials">The credentials that went with it; null while the account has other grants.</param>
    private sealed record Revoked(string Account, IReadOnlyList<Credential>? Credentials);
}
