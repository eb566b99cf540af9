using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;

namespace Unfurl.Server.Notion.Enrich.PublicConnection;

/// <summary>Leads the browser to Notion, where its user picks the pages that are shared with the public connection.</summary>
internal static class ConnectEndpoint
{
    public static void Add(IServiceCollection services, UnfurlOptions settings)
    {
        if (settings.Notion.Public is not { } connection)
            return;
        services
            .AddAuthentication()
            .AddOAuth<OAuthOptions, ConnectHandler>(
                ConnectHandler.SchemeName,
                options =>
                {
                    options.ClientId = connection.ClientId!;
                    options.ClientSecret = connection.ClientSecret!.Reveal();
                    options.AuthorizationEndpoint = settings.Notion.UrlOf("v1/oauth/authorize").AbsoluteUri;
                    options.TokenEndpoint = settings.Notion.UrlOf("v1/oauth/token").AbsoluteUri;
                    options.CallbackPath = $"{ConnectHandler.Path}/callback";
                    options.SignInScheme = SessionStore.Scheme;
                    // Notion redirects from another site: Strict would drop the cookie, and None needs https.
                    options.CorrelationCookie.SameSite = SameSiteMode.Lax;
                    options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    options.RemoteAuthenticationTimeout = SignInService.Lifetime;
                }
            );
    }

    public static void Map(WebApplication app) =>
        app.MapGet(ConnectHandler.Path, Connect)
            .WithName("NotionConnect")
            .WithSummary("Connect a workspace of Notion with the public connection")
            .WithDescription(
                "For the signed-in account; others are led to the sign-in. The callback is /notion/connect/callback, and redirects to /databases. 404 without Unfurl:Notion:Public."
            )
            .WithTags("Databases")
            .Produces(302)
            .Produces(404)
            .Produces(429)
            .RequireRateLimiting(RateLimits.SignIn);

    private static IResult Connect(HttpContext context, UnfurlOptions settings)
    {
        if (settings.Notion.Public is null)
            return ErrorPages.NotFound("There is no public connection to Notion here.");
        if (SignedInUser.From(context.User) is not { } user)
            return Results.Redirect("/connections");
        var properties = new AuthenticationProperties { RedirectUri = "/databases" };
        properties.Items[ConnectHandler.AccountProperty] = user.AccountId;
        return Results.Challenge(properties, [ConnectHandler.SchemeName]);
    }
}
