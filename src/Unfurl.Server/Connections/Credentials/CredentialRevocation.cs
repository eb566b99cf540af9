using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>
/// Tells providers to end credentials that the service has forgotten. Best effort: by then nothing here can use them any
/// more, so a provider that is away keeps nobody from disconnecting; the log says which credential lives on there.
/// </summary>
internal sealed partial class CredentialRevocation(
    ProviderRegistry providers,
    TimeProvider time,
    ILogger<CredentialRevocation> logger
)
{
    /// <summary>How long whoever disconnects waits for a provider at most.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Ends credentials, each at its provider, at the same time.</summary>
    public Task RevokeAsync(IEnumerable<Credential> forgotten) => Task.WhenAll(forgotten.Select(RevokeAsync));

    private async Task RevokeAsync(Credential credential)
    {
        if (!providers.TryGet(credential.Provider, out var instance))
        {
            Log.NotRevoked(logger, credential.Provider, credential.AccountId, Reasons.ProviderUnknown, "");
            return;
        }
        // Not the request's: a browser that goes away does not take the user's will back.
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            var call = new ProviderCall(instance.Http, credential.AccessToken, time);
            // An adapter that overlooks the token is not waited for.
            var revocation = await instance
                .Adapter.RevokeAsync(call, credential.RefreshToken, limit.Token)
                .WaitAsync(limit.Token);
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

    /// <summary>Why a credential was not revoked, for the log.</summary>
    internal static class Reasons
    {
        public const string ProviderUnknown = "revocation_provider_not_configured";
        public const string Failed = "revocation_failed";
        public const string TooSlow = "revocation_too_slow";
        public const string AdapterFailed = "revocation_adapter_failed";
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Provider} was not told to end the credential of account {Account}: {Reason} ({Detail}). It is forgotten here, and lives there until its own end."
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
            Message = "The adapter of {Provider} failed to end the credential of account {Account}: {Reason}. It is forgotten here. {Exception}"
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
