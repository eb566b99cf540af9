using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Configures ASP.NET Core's OAuth handler, which implements PKCE, state and correlation.</summary>
internal sealed class ProviderSignIn(ProviderRegistry providers, RejectionLog rejections)
    : IConfigureNamedOptions<OAuthOptions>
{
    /// <summary>The property that names the account to which the sign-in adds a credential.</summary>
    public const string AddTo = "add_to";

    /// <summary>The property that lets the user choose an account at the provider.</summary>
    public const string SwitchAccount = "switch_account";

    private const string SchemePrefix = "provider:";

    public static string Scheme(string provider) => $"{SchemePrefix}{provider.ToLowerInvariant()}";

    public static string InstanceOf(string scheme) => scheme[SchemePrefix.Length..];

    public void Configure(OAuthOptions options) { }

    public void Configure(string? name, OAuthOptions options)
    {
        if (name is null || !providers.TryGet(InstanceOf(name), out var instance))
            return;

        var oauth = instance.OAuth;
        options.ClientId = oauth.ClientId;
        options.ClientSecret = oauth.ClientSecret.Reveal();
        options.AuthorizationEndpoint = oauth.AuthorizationEndpoint.AbsoluteUri;
        options.TokenEndpoint = oauth.TokenEndpoint.AbsoluteUri;
        options.CallbackPath = $"/signin/{instance.Name}/callback";
        options.SignInScheme = SessionStore.Scheme;
        options.UsePkce = oauth.UsesPkce;
        options.SaveTokens = false;
        options.Backchannel = instance.Http;
        foreach (var scope in oauth.Scopes)
            options.Scope.Add(scope);
        // The provider redirects from another site: Strict would drop the cookie, and None needs https.
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.RemoteAuthenticationTimeout = SignInService.Lifetime;

        options.Events.OnRedirectToAuthorizationEndpoint = context => RedirectAsync(context, oauth);
        options.Events.OnAccessDenied = DeniedAsync;
        options.Events.OnRemoteFailure = context => FailedAsync(context, instance);
    }

    private static Task RedirectAsync(RedirectContext<OAuthOptions> context, OAuthSignIn oauth)
    {
        var target = context.RedirectUri;
        if (context.Properties.Items.ContainsKey(SwitchAccount))
        {
            var parameters = oauth.SwitchAccountParameters.Select(pair => new KeyValuePair<string, string?>(
                pair.Key,
                pair.Value
            ));
            target = Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(target, parameters);
        }
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }

    private async Task DeniedAsync(AccessDeniedContext context)
    {
        context.HandleResponse();
        rejections.LogRejection(RejectionLog.SignIn, SignInReasons.SignInCancelled);
        await ErrorPages.BadRequest("The sign-in was cancelled.", context.ReturnUrl).ExecuteAsync(context.HttpContext);
    }

    private async Task FailedAsync(RemoteFailureContext context, ProviderInstance instance)
    {
        context.HandleResponse();
        var failure = SignInFailure.From(context.Failure, instance.Host);
        if (failure.Reason == SignInReasons.SignInStateUnknown && NoticeFor(context.Request, instance) is { } notice)
        {
            await notice.ExecuteAsync(context.HttpContext);
            return;
        }
        rejections.LogSignIn(instance.Name, failure.Reason, failure.Detail);
        var retry = context.Properties?.RedirectUri ?? SignInPath(instance);
        await failure.ToErrorPage(retry).ExecuteAsync(context.HttpContext);
    }

    // Without a state, the browser does not come from a sign-in, and nothing of the query is used: anyone can write it.
    private static NoticePage? NoticeFor(HttpRequest request, ProviderInstance instance)
    {
        if (!string.IsNullOrEmpty(request.Query["state"]))
            return null;
        var query = request
            .Query.Where(parameter => parameter.Value.Count == 1)
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value.ToString(), StringComparer.Ordinal);
        return instance.OAuth.ExplainCallback(query) is { } notice
            ? new NoticePage(notice.Heading, notice.Message, $"Sign in with {instance.Host}", SignInPath(instance))
            : null;
    }

    private static string SignInPath(ProviderInstance instance) => $"/signin/{instance.Name}";
}
