using System.Collections.Concurrent;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Hands out credentials that work, renewing those that expire: one renewal at a time per credential, over all replicas.</summary>
internal sealed partial class CredentialService(
    CredentialRepository credentials,
    CredentialRevocation revocation,
    Database database,
    IEnumerable<IAccountEnded> followers,
    TimeProvider time,
    ILogger<CredentialService> logger
)
{
    /// <summary>A token this close to its end could end on the way.</summary>
    private static readonly TimeSpan MaxMargin = TimeSpan.FromMinutes(1);

    /// <summary>The share of its lifetime that a short-lived token is not used for: with a whole minute it would be renewed for each request.</summary>
    private const int MarginShare = 10;

    /// <summary>The provider's token endpoint is given up after this.</summary>
    private static readonly TimeSpan RenewalTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The renewals under way, each by the credential as it was: whoever waits for one here needs no connection for it.</summary>
    private readonly ConcurrentDictionary<(string Id, string? Stored), Lazy<Task<Credential?>>> _renewals = new();

    public Task<IReadOnlyList<Credential>> ListAsync(string accountId, CancellationToken cancellationToken) =>
        credentials.ListAsync(accountId, cancellationToken);

    /// <summary>The account's credential at an instance as it is stored, usable or not; null when there is none.</summary>
    public Task<Credential?> FindAsync(string accountId, string provider, CancellationToken cancellationToken) =>
        credentials.FindAsync(accountId, provider, cancellationToken);

    /// <summary>The account's credential at an instance, renewed if its end is near; null when the user has to sign in.</summary>
    public async Task<Credential?> GetActiveAsync(
        string accountId,
        ProviderInstance instance,
        CancellationToken cancellationToken
    )
    {
        var credential = await credentials.FindAsync(accountId, instance.Name, cancellationToken);
        if (credential is not { IsActive: true })
            return null;
        return ExpiresSoon(credential) ? await RenewAsync(credential, instance, cancellationToken) : credential;
    }

    private bool ExpiresSoon(Credential credential)
    {
        if (credential.ExpiresAt is not { } expires)
            return false;
        var share = (expires - credential.IssuedAt) / MarginShare;
        return expires - (share < MaxMargin ? share : MaxMargin) <= time.GetUtcNow();
    }

    /// <summary>
    /// Renews a credential that expires or that the provider refused. Whoever comes second finds the work done and takes
    /// its result: refresh tokens may be good for one use only.
    /// </summary>
    /// <returns>The renewed credential; null when the user has to sign in.</returns>
    /// <exception cref="HttpRequestException">The provider's token endpoint is out of order; the credential stays as it is.</exception>
    public Task<Credential?> RenewAsync(
        Credential known,
        ProviderInstance instance,
        CancellationToken cancellationToken
    ) =>
        // The caller may give up waiting, the renewal may not: a refresh token whose answer is lost is lost too.
        _renewals
            .GetOrAdd((known.Id, known.Stored), _ => new(() => RenewOnceAsync(known, instance)))
            .Value.WaitAsync(cancellationToken);

    private async Task<Credential?> RenewOnceAsync(Credential known, ProviderInstance instance)
    {
        // Never on the first caller's thread: those who join would stand still for as long as it works.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await RenewAsync(known, instance);
        }
        finally
        {
            _renewals.TryRemove((known.Id, known.Stored), out _);
        }
    }

    private async Task<Credential?> RenewAsync(Credential known, ProviderInstance instance)
    {
        using var limit = new CancellationTokenSource(RenewalTimeout, time);
        var cancellationToken = limit.Token;
        await using var _ = await database.LockAsync($"credential {known.Id}", cancellationToken);
        var current = await credentials.FindAsync(known.AccountId, instance.Name, cancellationToken);
        if (current is not { IsActive: true })
            return null;
        if (current.AccessToken.Reveal() != known.AccessToken.Reveal())
            return current;

        var answer = current.RefreshToken is { } refreshToken
            ? await RefreshTokenRequest.SendAsync(instance, refreshToken, time, cancellationToken)
            : null;
        // What the provider said is stored even when time is over: the old refresh token may be dead already. Only a user
        // who signed in again or disconnected meanwhile knows better, and then storage has what counts.
        Credential? unused = null;
        if (answer is null)
        {
            if (await MarkRevokedAsync(current, CancellationToken.None))
                return null;
        }
        else
        {
            var renewed = current with
            {
                AccessToken = answer.AccessToken,
                RefreshToken = answer.RefreshToken ?? current.RefreshToken,
                IssuedAt = time.GetUtcNow(),
                ExpiresAt = answer.ExpiresAt,
            };
            if (!await credentials.RenewAsync(renewed, CancellationToken.None))
                unused = renewed;
        }
        var stored = await credentials.FindAsync(known.AccountId, instance.Name, CancellationToken.None);
        // A pair that nobody will ever use must not live on at the provider.
        if (unused is not null && !(stored is { IsActive: true } && stored.SharesTokenWith(unused)))
            await revocation.RevokeAsync([unused]);
        return stored is { IsActive: true } ? stored : null;
    }

    /// <summary>Notes that the provider refuses a credential for good.</summary>
    /// <returns>False when it was replaced meanwhile.</returns>
    public async Task<bool> MarkRevokedAsync(Credential credential, CancellationToken cancellationToken)
    {
        var isEnded = await credentials.MarkRevokedAsync(credential, cancellationToken);
        if (!isEnded)
            return false;
        foreach (var follower in followers)
            follower.CredentialsChanged(credential.AccountId);
        Log.Revoked(logger, credential.Provider, credential.AccountId);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Provider} no longer takes the credential of account {Account}: sign-in needed."
        )]
        public static partial void Revoked(ILogger logger, string provider, string account);
    }
}
