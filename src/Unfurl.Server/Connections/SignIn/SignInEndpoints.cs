using Microsoft.AspNetCore.Authentication;
using Unfurl.Server.Http;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>Starts the provider's OAuth web flow; its callback is answered by the handler itself.</summary>
internal static class SignInEndpoints
{
    public static void Map(WebApplication app) =>
        app.MapGet("/signin/{provider}", SignIn)
            .WithName("SignIn")
            .WithSummary("Start the provider's OAuth web flow")
            .WithDescription("Ends at /signin/{provider}/callback and goes on to return_url, a path of this service.")
            .WithTags("Sign-in")
            .Produces(302)
            .Produces(404)
            .Produces(429)
            .RequireRateLimiting(RateLimits.Browser);

    /// <param name="provider">The instance's name.</param>
    /// <param name="return_url">Where to go afterwards: a path of ours.</param>
    /// <param name="switch_account">Whether the provider should let the user choose an account.</param>
    /// <param name="add">Whether to add the credential to the signed-in account instead of signing in as its owner.</param>
    private static IResult SignIn(
        HttpContext context,
        ProviderRegistry providers,
        RejectionLog refusals,
        string provider,
        string? return_url,
        bool switch_account = false,
        bool add = false
    )
    {
        if (!providers.TryGet(provider, out var instance))
        {
            refusals.LogRejection(RejectionLog.SignIn, SignInReasons.ProviderUnknown);
            return ErrorPages.NotFound("There is no such provider here.");
        }

        var properties = new AuthenticationProperties { RedirectUri = LocalPath(return_url) };
        if (switch_account)
            properties.Items[ProviderSignIn.SwitchAccount] = "";
        if (add && SignedInUser.From(context.User) is { } user)
            properties.Items[ProviderSignIn.AddTo] = user.AccountId;
        return Results.Challenge(properties, [ProviderSignIn.Scheme(instance.Name)]);
    }

    /// <summary>Only paths of ours: anything else would be an open redirect.</summary>
    private static string LocalPath(string? path) =>
        path is ['/', ..]
        && !path.StartsWith("//", StringComparison.Ordinal)
        && !path.Any(c => c is '\\' || char.IsControl(c))
        && path.Length < 500
            ? path
            : "/connections";
}
