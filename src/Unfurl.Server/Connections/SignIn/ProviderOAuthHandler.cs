using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// ASP.NET Core's handler with another code exchange: the original does not tell a token endpoint that failed from one that
/// refused.
/// </summary>
internal sealed class ProviderOAuthHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ProviderRegistry providers
) : OAuthHandler<OAuthOptions>(options, new FrameworkLogs(logger), encoder)
{
    /// <summary>The properties of the sign-in in progress, which the handler forgets when a step of it throws.</summary>
    public static AuthenticationProperties? PropertiesOf(HttpContext context) =>
        context.Items[typeof(ProviderOAuthHandler)] as AuthenticationProperties;

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        Context.Items[typeof(ProviderOAuthHandler)] = context.Properties;
        if (!providers.TryGet(ProviderSignIn.InstanceOf(Scheme.Name), out var instance))
            throw new InvalidOperationException("A scheme without an instance.");

        var parameters = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
        };
        // RFC 7636 §4.5
        if (
            context.Properties.Items.TryGetValue(OAuthConstants.CodeVerifierKey, out var verifier)
            && verifier is not null
        )
            parameters[OAuthConstants.CodeVerifierKey] = verifier;

        return await TokenRequest.SendAsync(instance, parameters, Context.RequestAborted) switch
        {
            TokenResult.Issued issued => OAuthTokenResponse.Success(DocumentOf(issued)),
            TokenResult.Refused(var error) => OAuthTokenResponse.Failed(
                new SignInFailedException(SignInFailure.Refused(error, instance.Host))
            ),
            TokenResult.Failed(var reason) => OAuthTokenResponse.Failed(
                new SignInFailedException(SignInFailure.TokenEndpointFailed(reason, instance.Host))
            ),
            _ => throw new InvalidOperationException("Unknown token result."),
        };
    }

    // The handler takes the tokens as JSON, and the lifetime as whole seconds.
    private static JsonDocument DocumentOf(TokenResult.Issued issued) =>
        JsonSerializer.SerializeToDocument(
            new Dictionary<string, string?>
            {
                ["access_token"] = issued.AccessToken.Reveal(),
                ["refresh_token"] = issued.RefreshToken?.Reveal(),
                ["expires_in"] = issued.ExpiresIn is > 0 and <= int.MaxValue ? $"{(int)issued.ExpiresIn}" : null,
            }
        );

    // The original logs whole URLs with states in them, under the name of the type. Its own name keeps them out of the log.
    private sealed class FrameworkLogs(ILoggerFactory logs) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            logs.CreateLogger(typeof(OAuthHandler<OAuthOptions>).FullName!);

        public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

        public void Dispose() { }
    }
}
