using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Turns a completed sign-in into an account with an active credential.</summary>
internal sealed class SignInService(
    Database database,
    AccountRepository accounts,
    CredentialRepository credentials,
    CredentialRevocation revocation,
    IEnumerable<IAccountEnded> observers,
    TimeProvider time
)
{
    /// <summary>The time limit from the start of a sign-in to its callback.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <param name="addTo">The signed-in account to which the credential is added; null for an ordinary sign-in.</param>
    /// <returns>Null when the person belongs to another account, or when <paramref name="addTo"/> already has another person at this provider.</returns>
    public async Task<SignedInUser?> CompleteAsync(
        ProviderInstance instance,
        Identification.Known identity,
        TokenResponse tokens,
        string? addTo,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var credential = new Credential
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
        var (accountId, unused) = await SaveAsync(credential, addTo, cancellationToken);
        if (accountId is not null)
        {
            foreach (var observer in observers)
                observer.CredentialsChanged(accountId);
        }
        // Tokens that are not stored must not stay valid at the provider.
        if (unused is not null && (accountId is null || !unused.SharesTokenWith(credential)))
            await revocation.RevokeAsync([unused]);
        return accountId is null ? null : new SignedInUser(accountId, instance.Name, instance.Host, identity.Login);
    }

    // Returns the account, and the credential to revoke: the one replaced or, without an account, the new one.
    private async Task<(string? AccountId, Credential? Unused)> SaveAsync(
        Credential credential,
        string? addTo,
        CancellationToken cancellationToken
    )
    {
        // Two concurrent first sign-ins of one person would create two accounts, one of them without a credential.
        await using var _ = await database.LockAsync(
            $"sign-in {credential.Provider} {credential.Subject}",
            cancellationToken
        );
        return await database.InTransactionAsync<(string?, Credential?)>(
            async session =>
            {
                var existing = await CredentialRepository.FindAccountAsync(
                    credential.Provider,
                    credential.Subject,
                    session
                );
                if (addTo is not null && existing is not null && existing != addTo)
                    return (null, credential);
                if (
                    addTo is not null
                    && existing is null
                    && await CredentialRepository.ExistsAsync(addTo, credential.Provider, session)
                )
                    return (null, credential);

                var accountId = existing ?? addTo ?? await accounts.AddAsync(session);
                var replaced = await credentials.SaveAsync(credential with { AccountId = accountId }, session);
                return (accountId, replaced);
            },
            cancellationToken
        );
    }
}
