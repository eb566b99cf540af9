using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// ASP.NET Core's handler with another callback: the failures of the original differ only in their English messages, and it does
/// not tell a token endpoint that failed from one that refused.
/// </summary>
internal sealed class ProviderOAuthHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ProviderRegistry providers,
    SignInService signIn,
    TimeProvider time
) : OAuthHandler<OAuthOptions>(options, new FrameworkLogs(logger), encoder)
{
    private static readonly TimeSpan IdentificationLimit = TimeSpan.FromSeconds(10);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        if (!providers.TryGet(ProviderSignIn.InstanceOf(Scheme.Name), out var instance))
            throw new InvalidOperationException("A scheme without an instance.");
        if (Options.StateDataFormat.Unprotect(Request.Query["state"]) is not { } properties)
            return HandleRequestResult.Fail(new SignInFailedException(SignInFailure.StateUnknown(instance.Host)));
        try
        {
            return await HandleCallbackAsync(instance, properties);
        }
        catch (Exception exception)
        {
            // The original forgets the properties of the sign-in when a step of it throws.
            return HandleRequestResult.Fail(exception, properties);
        }
    }

    private async Task<HandleRequestResult> HandleCallbackAsync(
        ProviderInstance instance,
        AuthenticationProperties properties
    )
    {
        // RFC 6749 §10.12
        if (!ValidateCorrelationId(properties))
            throw new SignInFailedException(SignInFailure.OfOtherBrowser(instance.Host));
        if (Request.Query["error"].ToString() is { Length: > 0 } error)
            return error == "access_denied"
                ? await HandleAccessDeniedErrorAsync(properties)
                : throw new SignInFailedException(SignInFailure.Refused(error, instance.Host));
        if (Request.Query["code"].ToString() is not { Length: > 0 } code)
            throw new SignInFailedException(SignInFailure.WithoutCode(instance.Host));

        var tokens = await RedeemAsync(code, instance, properties);
        var user = await IdentifyAsync(tokens, instance, properties);
        var principal = new ClaimsPrincipal(user.ToIdentity(Scheme.Name));
        return HandleRequestResult.Success(new AuthenticationTicket(principal, properties, Scheme.Name));
    }

    private async Task<TokenResponse> RedeemAsync(
        string code,
        ProviderInstance instance,
        AuthenticationProperties properties
    )
    {
        var parameters = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = BuildRedirectUri(Options.CallbackPath),
        };
        // RFC 7636 §4.5
        if (properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
            parameters[OAuthConstants.CodeVerifierKey] = verifier;

        return await TokenRequest.SendAsync(instance, parameters, Context.RequestAborted) switch
        {
            TokenResult.Issued issued => issued.At(time.GetUtcNow()),
            TokenResult.Refused(var error) => throw new SignInFailedException(
                SignInFailure.Refused(error, instance.Host)
            ),
            TokenResult.Failed(var reason) => throw new SignInFailedException(
                SignInFailure.TokenEndpointFailed(reason, instance.Host)
            ),
            _ => throw new InvalidOperationException("Unknown token result."),
        };
    }

    private async Task<SignedInUser> IdentifyAsync(
        TokenResponse tokens,
        ProviderInstance instance,
        AuthenticationProperties properties
    )
    {
        // The adapter may never come back, and the browser waits.
        using var limit = new CancellationTokenSource(IdentificationLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Context.RequestAborted);
        var identification = await instance.Calls.RunAsync(
            () => instance.OAuth.Identify(instance.CallWith(tokens.AccessToken), either.Token),
            either.Token
        );
        if (identification is not Identification.Known identity)
        {
            // A call that ends by the limit may end as the adapter's outcome first.
            limit.Token.ThrowIfCancellationRequested();
            throw new SignInFailedException(SignInFailure.NoIdentity(instance.Host));
        }
        var addTo = properties.Items.TryGetValue(ProviderSignIn.AddTo, out var account) ? account : null;
        return await signIn.CompleteAsync(instance, identity, tokens, addTo, Context.RequestAborted)
            ?? throw new SignInFailedException(SignInFailure.AccountConflict);
    }
}
