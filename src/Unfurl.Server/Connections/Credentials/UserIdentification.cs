using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.Credentials;

/// <summary>Asks an adapter whose a credential is. All that can go wrong is an answer.</summary>
internal sealed partial class UserIdentification(ILogger<UserIdentification> logger)
{
    private const string AdapterFailed = "adapter_failed";

    private const int MaxLength = 200;

    public async Task<Identification> AskAsync(
        ProviderInstance instance,
        Secret credential,
        CancellationToken cancellationToken
    )
    {
        var identify = instance.Adapter.SignIn switch
        {
            OAuthSignIn oauth => oauth.Identify,
            PersonalKeySignIn key => key.Identify,
            _ => throw new InvalidOperationException($"Nobody signs in at {instance.Name}."),
        };
        try
        {
            var identification = await instance.Calls.RunAsync(
                () => identify(instance.CallWith(credential), cancellationToken),
                cancellationToken
            );
            return identification switch
            {
                Identification.Known { Subject.Length: > 0 and <= MaxLength, Login.Length: > 0 and <= MaxLength }
                or Identification.Rejected
                or Identification.Unavailable => identification,
                // Adapters may be compiled without checks for null.
                _ => new Identification.Unavailable("the adapter named nobody"),
            };
        }
        catch (OperationCanceledException)
        {
            return new Identification.Unavailable("no response within the time limit");
        }
        catch (HttpRequestException exception)
        {
            return new Identification.Unavailable($"connection failed: {exception.HttpRequestError}");
        }
        catch (IOException)
        {
            return new Identification.Unavailable("the response was incomplete or too long");
        }
        catch (Exception exception)
        {
            Log.AdapterFailed(logger, instance.Name, AdapterFailed, new ScrubbedException(exception));
            return new Identification.Unavailable($"the adapter failed: {exception.GetType().Name}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The adapter of {Provider} failed to say whose a credential is: {Reason}. {Exception}"
        )]
        public static partial void AdapterFailed(
            ILogger logger,
            string provider,
            string reason,
            ScrubbedException exception
        );
    }
}
