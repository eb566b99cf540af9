using System.Collections.Concurrent;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Renews credentials that expire, one at a time for each credential across all replicas.</summary>
internal sealed partial class CredentialService(
    CredentialRepository credentials,
    CredentialRevocation revocation,
    Database database,
    IEnumerable<IAccountEnded> observers,
    TimeProvider time,
    ILogger<CredentialService> logger
)
{
    // A token is renewed this long before it expires, because it could expire on the way to the provider.
    private static readonly TimeSpan MaxMargin = TimeSpan.FromMinutes(1);

    // A tenth of the lifetime, for short-lived tokens: with a margin of a minute they would be renewed on each request.
    private const int MarginShare = 10;

    // The time limit for the provider's token endpoint.
    private static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(10);

    // Renewals in progress, by the state of the credential. Callers that join one need no database connection.
    private readonly ConcurrentDictionary<(string Id, string? Stored), Lazy<Task<Credential?>>> _renewals = new();

    public Task<IReadOnlyList<Credential>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        credentials.ListAsync(accountId, cancellationToken);

    /// <summary>Finds a credential as stored, active or not.</summary>
    public Task<Credential?> FindAsync(string accountId, string provider, CancellationToken cancellationToken) =>
        credentials.FindAsync(accountId, provider, cancellationToken);

    /// <returns>The credential, renewed if it expires soon; null when the user must sign in.</returns>
    public Task<Credential?> RenewIfExpiringAsync(
        Credential credential,
        ProviderInstance instance,
        CancellationToken cancellationToken
    ) =>
        ExpiresSoon(credential)
            ? RenewAsync(credential, instance, cancellationToken)
            : Task.FromResult<Credential?>(credential);

    private bool ExpiresSoon(Credential credential)
    {
        if (credential.ExpiresAt is not { } expires)
            return false;
        var share = (expires - credential.IssuedAt) / MarginShare;
        return expires - (share < MaxMargin ? share : MaxMargin) <= time.GetUtcNow();
    }

    /// <summary>Concurrent callers share one renewal, because a refresh token may be single-use.</summary>
    /// <returns>The renewed credential; null when the user must sign in.</returns>
    /// <exception cref="HttpRequestException">The provider's token endpoint failed. The credential is unchanged.</exception>
    public Task<Credential?> RenewAsync(
        Credential previous,
        ProviderInstance instance,
        CancellationToken cancellationToken
    ) =>
        // Cancels only the wait: if the response is lost, so is the new refresh token.
        _renewals
            .GetOrAdd((previous.Id, previous.Stored), _ => new(() => RenewOnceAsync(previous, instance)))
            .Value.WaitAsync(cancellationToken);

    private async Task<Credential?> RenewOnceAsync(Credential previous, ProviderInstance instance)
    {
        // Yields first: callers that join would otherwise block on the Lazy while it runs synchronously.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await RenewAsync(previous, instance);
        }
        finally
        {
            _renewals.TryRemove((previous.Id, previous.Stored), out _);
        }
    }

    private async Task<Credential?> RenewAsync(Credential previous, ProviderInstance instance)
    {
        using var limit = new CancellationTokenSource(RenewalTimeout, time);
        var cancellationToken = limit.Token;
        await using var _ = await database.LockAsync($"credential {previous.Id}", cancellationToken);
        var current = await credentials.FindAsync(previous.AccountId, instance.Name, cancellationToken);
        if (current is not { IsActive: true })
            return null;
        if (current.AccessToken.Reveal() != previous.AccessToken.Reveal())
            return current;

        var response = current.RefreshToken is { } refreshToken
            ? await RefreshTokenRequest.SendAsync(instance, refreshToken, time, cancellationToken)
            : null;
        // Stored even after the time limit, because the old refresh token may be invalid already. If the user signed in
        // or disconnected concurrently, the stored credential wins.
        Credential? unused = null;
        if (response is null)
        {
            if (await MarkRevokedAsync(current, CancellationToken.None))
                return null;
        }
        else
        {
            var renewed = current with
            {
                AccessToken = response.AccessToken,
                RefreshToken = response.RefreshToken ?? current.RefreshToken,
                IssuedAt = time.GetUtcNow(),
                ExpiresAt = response.ExpiresAt,
            };
            if (!await credentials.RenewAsync(renewed, CancellationToken.None))
                unused = renewed;
        }
        var stored = await credentials.FindAsync(previous.AccountId, instance.Name, CancellationToken.None);
        // Tokens that were not stored must not stay valid at the provider.
        if (unused is not null && !(stored is { IsActive: true } && stored.SharesTokenWith(unused)))
            await revocation.RevokeAsync([unused]);
        return stored is { IsActive: true } ? stored : null;
    }

    /// <summary>Deletes a credential's tokens because the provider rejected them.</summary>
    /// <returns>False when the credential was replaced concurrently.</returns>
    public Task<bool> MarkRevokedAsync(Credential credential, CancellationToken cancellationToken) =>
        MarkRevokedAsync(credential, isSuspended: false, cancellationToken);

    /// <summary>Deletes a credential's tokens because the provider has suspended the account.</summary>
    public Task MarkSuspendedAsync(Credential credential, CancellationToken cancellationToken) =>
        MarkRevokedAsync(credential, isSuspended: true, cancellationToken);

    private async Task<bool> MarkRevokedAsync(
        Credential credential,
        bool isSuspended,
        CancellationToken cancellationToken
    )
    {
        var isRevoked = await credentials.MarkRevokedAsync(credential, isSuspended, cancellationToken);
        if (!isRevoked)
            return false;
        foreach (var observer in observers)
            observer.CredentialsChanged(credential.AccountId);
        Log.Revoked(logger, credential.Provider, credential.AccountId);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Provider} rejected the credential of account {Account}: the user has to sign in again."
        )]
        public static partial void Revoked(ILogger logger, string provider, string account);
    }
}
