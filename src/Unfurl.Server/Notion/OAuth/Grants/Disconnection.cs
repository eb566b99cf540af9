using System.Data.Common;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth.Grants;

/// <summary>
/// Ends what an account connected. When no connection is left its credentials are forgotten with the last, in one
/// transaction, so that no crash leaves them behind; only then are the providers told. Who the person is stays known: the
/// same person who comes back is the same account.
/// </summary>
internal sealed class Disconnection(
    Database database,
    AccountRepository accounts,
    CredentialRepository credentials,
    CredentialRevocation revocation,
    PreviewCache cache,
    Invalidator invalidator
)
{
    /// <summary>Ends a grant.</summary>
    /// <param name="grantId">The grant.</param>
    /// <param name="ofAccount">Whose it has to be; null for whoever holds its token.</param>
    /// <param name="cancellationToken">Ends the work for as long as nothing has ended.</param>
    /// <returns>False when there is no such grant.</returns>
    public async Task<bool> EndGrantAsync(string grantId, string? ofAccount, CancellationToken cancellationToken)
    {
        var ended = await database.InTransactionAsync<Ended?>(
            async (connection, transaction) =>
            {
                var account = await GrantRepository.FindAccountAsync(grantId, connection, transaction);
                if (account is null || (ofAccount is not null && account != ofAccount))
                    return null;
                await accounts.LockAsync(account, connection, transaction);
                return await GrantRepository.EndAsync(grantId, account, connection, transaction) switch
                {
                    null => null,
                    0 => new Ended(
                        account,
                        await credentials.ForgetAsync(account, provider: null, connection, transaction)
                    ),
                    _ => new Ended(account, null),
                };
            },
            cancellationToken
        );
        invalidator.Invalidate(InvalidationTag.OfGrant(grantId), Standing.Purged);
        if (ended is { Forgotten: { } forgotten })
            await FinishAsync(ended.Account, provider: null, forgotten);
        return ended is not null;
    }

    /// <summary>Forgets an account's credential at an instance; its grants stay, and their links there ask to sign in.</summary>
    public async Task ForgetAsync(string accountId, string provider, CancellationToken cancellationToken)
    {
        var forgotten = await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                await accounts.LockAsync(accountId, connection, transaction);
                return await credentials.ForgetAsync(accountId, provider, connection, transaction);
            },
            cancellationToken
        );
        await FinishAsync(accountId, provider, forgotten);
    }

    /// <summary>Forgets the credentials of an account that nobody uses any more.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="isUnused">Whether that is still so, now that nobody can connect it.</param>
    /// <param name="cancellationToken">Ends the work for as long as nothing has ended.</param>
    /// <returns>How many credentials there were.</returns>
    public async Task<int> ForgetUnusedAsync(
        string accountId,
        Func<DbConnection, DbTransaction, Task<bool>> isUnused,
        CancellationToken cancellationToken
    )
    {
        var forgotten = await database.InTransactionAsync<IReadOnlyList<Credential>>(
            async (connection, transaction) =>
            {
                await accounts.LockAsync(accountId, connection, transaction);
                return await isUnused(connection, transaction)
                    ? await credentials.ForgetAsync(accountId, provider: null, connection, transaction)
                    : [];
            },
            cancellationToken
        );
        if (forgotten.Count > 0)
            await FinishAsync(accountId, provider: null, forgotten);
        return forgotten.Count;
    }

    private Task FinishAsync(string accountId, string? provider, IReadOnlyList<Credential> forgotten)
    {
        invalidator.Invalidate(InvalidationTag.OfCallers(accountId), Standing.Purged);
        cache.PurgeAccount(accountId);
        return revocation.RevokeAsync(forgotten);
    }

    /// <summary>A grant that ended.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Forgotten">The credentials that went with it; null while the account has other grants.</param>
    private sealed record Ended(string Account, IReadOnlyList<Credential>? Forgotten);
}
