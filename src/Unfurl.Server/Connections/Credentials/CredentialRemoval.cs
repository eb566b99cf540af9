using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Deletes credentials, then revokes them at their providers. The account stays for a later sign-in.</summary>
internal sealed class CredentialRemoval(
    Database database,
    CredentialRepository credentials,
    CredentialRevocation revocation,
    IEnumerable<IAccountEnded> observers
)
{
    /// <summary>Grants stay, and links of the provider ask the user to sign in.</summary>
    public async Task RemoveAsync(string accountId, string provider, CancellationToken cancellationToken)
    {
        var removed = await database.InTransactionAsync(
            async session =>
            {
                await AccountRepository.LockAsync(accountId, session);
                return await credentials.RevokeAsync(accountId, provider, session);
            },
            cancellationToken
        );
        await CompleteAsync(accountId, removed);
    }

    /// <summary>The caller must call <see cref="CompleteAsync"/> after its transaction.</summary>
    public Task<IReadOnlyList<Credential>> RemoveAllAsync(string accountId, Session session) =>
        credentials.RevokeAsync(accountId, provider: null, session);

    /// <summary>Removes all credentials of an account if they are orphaned.</summary>
    /// <param name="isOrphaned">Called while the account is locked; no grant can be added.</param>
    /// <returns>The number of removed credentials.</returns>
    public async Task<int> RemoveOrphanedAsync(
        string accountId,
        Func<Session, Task<bool>> isOrphaned,
        CancellationToken cancellationToken
    )
    {
        var removed = await database.InTransactionAsync<IReadOnlyList<Credential>>(
            async session =>
            {
                await AccountRepository.LockAsync(accountId, session);
                return await isOrphaned(session) ? await RemoveAllAsync(accountId, session) : [];
            },
            cancellationToken
        );
        if (removed.Count > 0)
            await CompleteAsync(accountId, removed);
        return removed.Count;
    }

    /// <summary>Invalidates what was cached with removed credentials, and revokes them at their providers.</summary>
    public Task CompleteAsync(string accountId, IReadOnlyList<Credential> removed)
    {
        foreach (var observer in observers)
            observer.CredentialsRemoved(accountId);
        return revocation.RevokeAsync(removed);
    }
}
