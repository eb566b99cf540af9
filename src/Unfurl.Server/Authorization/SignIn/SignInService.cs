using Unfurl.Server.Authorization.Accounts;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Credentials;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Authorization.SignIn;

/// <summary>Turns a completed sign-in with a provider into an account with a live credential.</summary>
internal sealed class SignInService(
    Database database,
    AccountRepository accounts,
    CredentialRepository credentials,
    TimeProvider time
)
{
    /// <param name="instance">Where the user signed in.</param>
    /// <param name="identity">Who they are there.</param>
    /// <param name="tokens">What the provider gave.</param>
    /// <param name="addTo">The signed-in account that this sign-in adds a credential to; null for an ordinary sign-in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The account; null when the person belongs to another account than the one to add to, or that one has another person there.</returns>
    public async Task<SignedIn?> CompleteAsync(
        ProviderInstance instance,
        ProviderIdentity identity,
        TokenAnswer tokens,
        string? addTo,
        CancellationToken cancellationToken
    )
    {
        // Two first sign-ins at once would make two accounts of one person, one of them without the credential.
        await using var _ = await database.LockAsync($"sign-in {instance.Name} {identity.Subject}", cancellationToken);
        return await database.InTransactionAsync<SignedIn?>(
            async (connection, transaction) =>
            {
                var known = await CredentialRepository.FindAccountAsync(
                    instance.Name,
                    identity.Subject,
                    connection,
                    transaction
                );
                if (addTo is not null && known is not null && known != addTo)
                    return null;
                if (
                    addTo is not null
                    && known is null
                    && await CredentialRepository.HasOneAsync(addTo, instance.Name, connection, transaction)
                )
                    return null;

                // The first sign-in of a person makes the account.
                var accountId = known ?? addTo ?? await accounts.AddAsync(connection, transaction);
                await credentials.SaveAsync(
                    new Credential
                    {
                        Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
                        AccountId = accountId,
                        Provider = instance.Name,
                        Subject = identity.Subject,
                        Login = identity.Login,
                        IsLive = true,
                        AccessToken = tokens.AccessToken,
                        RefreshToken = tokens.RefreshToken,
                        ExpiresAt = tokens.ExpiresAt,
                    },
                    connection,
                    transaction
                );
                return new SignedIn(accountId, instance.Name, instance.Host, identity.Login);
            },
            cancellationToken
        );
    }
}
