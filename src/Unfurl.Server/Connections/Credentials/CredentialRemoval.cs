using System.Data.Common;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>
/// Removes credentials: first here, then at their providers. The account stays, so that a person who comes back is the
/// same account.
/// </summary>
internal sealed class CredentialRemoval(
    Database database,
    AccountRepository accounts,
    CredentialRepository credentials,
    CredentialRevocation revocation,
    IEnumerable<IAccountEnded> followers
)
{
    /// <summary>Removes an account's credential at an instance; its grants stay, and their links there ask to sign in.</summary>
    public async Task RemoveAsync(string accountId, string provider, CancellationToken cancellationToken)
    {
        var removed = await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                await accounts.LockAsync(accountId, connection, transaction);
                return await credentials.RevokeAsync(accountId, provider, connection, transaction);
            },
            cancellationToken
        );
        await CompleteAsync(accountId, removed);
    }

    /// <summary>
    /// Removes all credentials of an account as a part of a larger transaction, after which <see cref="CompleteAsync"/> has
    /// to be called.
    /// </summary>
    public Task<IReadOnlyList<Credential>> RemoveAllAsync(
        string accountId,
        DbConnection connection,
        DbTransaction transaction
    ) => credentials.RevokeAsync(accountId, provider: null, connection, transaction);

    /// <summary>Removes all credentials of an account if nothing needs them.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="isOrphaned">Whether that is so, asked while nothing can connect the account.</param>
    /// <param name="cancellationToken">Ends the work before anything is removed.</param>
    /// <returns>How many credentials were removed.</returns>
    public async Task<int> RemoveOrphanedAsync(
        string accountId,
        Func<DbConnection, DbTransaction, Task<bool>> isOrphaned,
        CancellationToken cancellationToken
    )
    {
        var removed = await database.InTransactionAsync<IReadOnlyList<Credential>>(
            async (connection, transaction) =>
            {
                await accounts.LockAsync(accountId, connection, transaction);
                return await isOrphaned(connection, transaction)
                    ? await RemoveAllAsync(accountId, connection, transaction)
                    : [];
            },
            cancellationToken
        );
        if (removed.Count > 0)
            await CompleteAsync(accountId, removed);
        return removed.Count;
    }

    /// <summary>Purges what was made with removed credentials, and revokes them at their providers.</summary>
    public Task CompleteAsync(string accountId, IReadOnlyList<Credential> removed)
    {
        foreach (var follower in followers)
            follower.CredentialsRemoved(accountId);
        return revocation.RevokeAsync(removed);
    }
}
