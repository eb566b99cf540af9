using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>
/// Revoking the last grant deletes the account's credentials in the same transaction: a crash cannot leave them behind.
/// They are revoked at the providers after the commit, and Notion's token at Notion.
/// </summary>
internal sealed class GrantService(
    Database database,
    GrantRepository grants,
    CredentialRemoval credentials,
    SharedNotionTokens notionTokens,
    NotionTokenRevocation notion,
    Invalidator invalidator
)
{
    public Task<IReadOnlyList<Grant>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        grants.ListAsync(accountId, cancellationToken);

    /// <param name="ofAccount">
    /// The account that must own the grant; null when Notion disconnects it, which has ended its own token then.
    /// </param>
    /// <returns>False when there is no such grant.</returns>
    public async Task<bool> RevokeAsync(string grantId, string? ofAccount, CancellationToken cancellationToken)
    {
        var revoked = await database.InTransactionAsync<Revoked?>(
            async session =>
            {
                var account = await GrantRepository.FindAccountAsync(grantId, session);
                if (account is null || (ofAccount is not null && account != ofAccount))
                    return null;
                await AccountRepository.LockAsync(account, session);
                var token = ofAccount is null ? null : await notionTokens.FindUnsharedAsync(grantId, session);
                switch (await GrantRepository.RevokeAsync(grantId, account, session))
                {
                    case null:
                        return null;
                    case 0:
                        var removed = await credentials.RemoveAllAsync(account, session);
                        await AccountRepository.RemoveUnreachableAsync([account], session);
                        return new Revoked(account, removed, token);
                    default:
                        return new Revoked(account, null, token);
                }
            },
            cancellationToken
        );
        _ = invalidator.PurgeAsync(InvalidationTag.OfGrant(grantId));
        if (revoked is { NotionToken: { } unneeded })
            notion.Start(unneeded);
        if (revoked is { Credentials: { } removed })
            await credentials.CompleteAsync(revoked.Account, removed);
        return revoked is not null;
    }

    /// <param name="Credentials">The credentials that were deleted; null when the account has other grants.</param>
    /// <param name="NotionToken">The token to revoke at Notion; null when there is none.</param>
    private sealed record Revoked(string Account, IReadOnlyList<Credential>? Credentials, Secret? NotionToken);
}
