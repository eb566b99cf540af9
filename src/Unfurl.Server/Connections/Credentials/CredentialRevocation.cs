using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>
/// Revokes deleted credentials at their providers. A failure is logged and does not prevent a disconnect.
/// </summary>
internal sealed partial class CredentialRevocation(
    ProviderRegistry providers,
    TimeProvider time,
    ILogger<CredentialRevocation> logger
)
{
    /// <summary>How long a disconnect waits for a provider.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Revokes credentials concurrently, each at its provider.</summary>
    public Task RevokeAsync(IEnumerable<Credential> revoked) => Task.WhenAll(revoked.Select(RevokeAsync));

    private async Task RevokeAsync(Credential credential)
    {
        if (!providers.TryGet(credential.Provider, out var instance))
        {
            Log.NotRevoked(logger, credential.Provider, credential.AccountId, Reasons.ProviderUnknown, "");
            return;
        }
        if (instance.Problem is not null)
        {
            Log.NotRevoked(logger, instance.Name, credential.AccountId, Reasons.AdapterMissing, "");
            return;
        }
        if (instance.Adapter.SignIn is not OAuthSignIn { Revoke: { } revoke })
            return;
        // Not the request's token: if the browser disconnects, the user still wants the revocation.
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            var revocation = await instance.Calls.RunAsync(
                () => revoke(instance.CallWith(credential.AccessToken), credential.RefreshToken, limit.Token),
                limit.Token
            );
            if (revocation is Revocation.Failed(var detail))
                Log.NotRevoked(logger, instance.Name, credential.AccountId, Reasons.Failed, detail);
        }
        catch (OperationCanceledException)
        {
            Log.NotRevoked(logger, instance.Name, credential.AccountId, Reasons.TooSlow, "");
        }
        catch (HttpRequestException exception)
        {
            Log.NotRevoked(
                logger,
                instance.Name,
                credential.AccountId,
                Reasons.Failed,
                $"{exception.HttpRequestError}"
            );
        }
        catch (IOException)
        {
            Log.NotRevoked(logger, instance.Name, credential.AccountId, Reasons.Failed, "the response was incomplete");
        }
        catch (Exception exception)
        {
            Log.AdapterFailed(
                logger,
                instance.Name,
                credential.AccountId,
                Reasons.AdapterFailed,
                new ScrubbedException(exception)
            );
        }
    }

    internal static class Reasons
    {
        public const string ProviderUnknown = "revocation_provider_not_configured";
        public const string AdapterMissing = "revocation_adapter_not_loaded";
        public const string Failed = "revocation_failed";
        public const string TooSlow = "revocation_too_slow";
        public const string AdapterFailed = "revocation_adapter_failed";
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The credential of account {Account} was not revoked at {Provider}: {Reason} ({Detail}). It is deleted here and stays valid there until it expires."
        )]
        public static partial void NotRevoked(
            ILogger logger,
            string provider,
            string account,
            string reason,
            string detail
        );

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The adapter of {Provider} failed to revoke the credential of account {Account}: {Reason}. It is deleted here. {Exception}"
        )]
        public static partial void AdapterFailed(
            ILogger logger,
            string provider,
            string account,
            string reason,
            ScrubbedException exception
        );
    }
}
