using Microsoft.AspNetCore.Authentication;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// Starts the provider's OAuth web flow, whose callback the OAuth handler serves, or leads to the page that takes a key.
/// </summary>
internal static class SignInEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapGet("/signin/{provider}", SignIn)
            .WithName("SignIn")
            .WithSummary("Start the provider's OAuth web flow, or go to the page that takes a personal key")
            .WithDescription(
                "The callback is /signin/{provider}/callback. It redirects to return_url, a path of this service."
            )
            .WithTags("Sign-in")
            .Produces(302)
            .Produces(404)
            .Produces(429)
            .Produces(503)
            .RequireRateLimiting(RateLimits.SignIn);

    /// <param name="return_url">A local path to redirect to after the sign-in.</param>
    /// <param name="switch_account">Whether the provider lets the user choose an account.</param>
    /// <param name="add">Whether to add the credential to the signed-in account instead of signing in as its owner.</param>
    private static IResult SignIn(
        HttpContext context,
        ProviderRegistry providers,
        RejectionLog rejections,
        string provider,
        string? return_url,
        bool switch_account = false,
        bool add = false
    )
    {
        if (!providers.TryGet(provider, out var instance))
        {
            rejections.LogRejection(RejectionLog.SignIn, SignInReasons.ProviderUnknown);
            return ErrorPages.NotFound("There is no such provider here.");
        }

        if (instance.Problem is not null)
            return ErrorPages.Unavailable(
                $"Nobody can sign in with {instance.Host} now, because its adapter could not be loaded. The log of the service says why."
            );
        if (instance.Adapter.SignIn is PersonalKeySignIn)
            return Results.Redirect(KeyPath.For(instance.Name, LocalPath(return_url), add));
        if (!instance.NeedsSignIn)
            return ErrorPages.NotFound("There is nothing to sign in to: its links need no account.");

        var properties = new AuthenticationProperties { RedirectUri = LocalPath(return_url) };
        if (switch_account)
            properties.Items[ProviderSignIn.SwitchAccount] = "";
        if (add && SignedInUser.From(context.User) is { } user)
            properties.Items[ProviderSignIn.AddTo] = user.AccountId;
        return Results.Challenge(properties, [ProviderSignIn.Scheme(instance.Name)]);
    }

    // Accepts only local paths, which prevents open redirects. A header cannot hold other characters than ASCII's.
    public static string LocalPath(string? path) =>
        path is ['/', ..]
        && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Any(c => c is '\\' || char.IsControl(c))
        && path.Length < 500
        && Uri.TryCreate($"http://localhost{path}", UriKind.Absolute, out var url)
            ? url.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped)
            : "/connections";
}
