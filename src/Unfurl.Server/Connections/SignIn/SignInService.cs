using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Turns a completed sign-in with a provider into an account with a live credential.</summary>
internal sealed class SignInService(
    Database database,
    AccountRepository accounts,
    CredentialRepository credentials,
    CredentialRevocation revocation,
    IEnumerable<IAccountEnded> followers,
    TimeProvider time
)
{
    /// <summary>How long a sign-in may take from its start to the provider's answer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <param name="instance">Where the user signed in.</param>
    /// <param name="identity">Who they are there.</param>
    /// <param name="tokens">What the provider gave.</param>
    /// <param name="addTo">The signed-in account that this sign-in adds a credential to; null for an ordinary sign-in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The account; null when the person belongs to another account than the one to add to, or that one has another person there.</returns>
    public async Task<SignedInUser?> CompleteAsync(
        ProviderInstance instance,
        ProviderIdentity identity,
        TokenResponse tokens,
        string? addTo,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var given = new Credential
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            AccountId = "",
            Provider = instance.Name,
            Subject = identity.Subject,
            Login = identity.Login,
            IsActive = true,
            AccessToken = tokens.AccessToken,
            RefreshToken = tokens.RefreshToken,
            IssuedAt = now,
            ExpiresAt = tokens.ExpiresAt,
        };
        var (accountId, unused) = await SaveAsync(given, addTo, cancellationToken);
        if (accountId is not null)
        {
            foreach (var follower in followers)
                follower.CredentialsChanged(accountId);
        }
        // Of what the provider gave, only what is kept should live on there.
        if (unused is not null && (accountId is null || !unused.SharesTokenWith(given)))
            await revocation.RevokeAsync([unused]);
        return accountId is null ? null : new SignedInUser(accountId, instance.Name, instance.Host, identity.Login);
    }

    /// <returns>The account, and the credential that is not needed: the one there was before or, without an account, the new one.</returns>
    private async Task<(string? AccountId, Credential? Unused)> SaveAsync(
        Credential given,
        string? addTo,
        CancellationToken cancellationToken
    )
    {
        // Two first sign-ins at once would make two accounts of one person, one of them without the credential.
        await using var _ = await database.LockAsync($"sign-in {given.Provider} {given.Subject}", cancellationToken);
        return await database.InTransactionAsync<(string?, Credential?)>(
            async (connection, transaction) =>
            {
                var known = await CredentialRepository.FindAccountAsync(
                    given.Provider,
                    given.Subject,
                    connection,
                    transaction
                );
                if (addTo is not null && known is not null && known != addTo)
                    return (null, given);
                if (
                    addTo is not null
                    && known is null
                    && await CredentialRepository.ExistsAsync(addTo, given.Provider, connection, transaction)
                )
                    return (null, given);

                // The first sign-in of a person makes the account.
                var accountId = known ?? addTo ?? await accounts.AddAsync(connection, transaction);
                var replaced = await credentials.SaveAsync(
                    given with
                    {
                        AccountId = accountId,
                    },
                    connection,
                    transaction
                );
                return (accountId, replaced);
            },
            cancellationToken
        );
    }
}
