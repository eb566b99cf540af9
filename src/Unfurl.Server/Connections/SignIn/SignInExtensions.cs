using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections.SignIn;

internal static class SignInExtensions
{
    public const string SessionScheme = "session";

    public static void AddSignIn(this WebApplicationBuilder builder, IReadOnlyList<ConfiguredProvider> providers)
    {
        builder.Services.AddRepository<SessionStore>();
        builder.Services.AddSingleton<SignInService>();
        builder.Services.AddSingleton<IConfigureOptions<OAuthOptions>, ProviderSignIn>();

        var authentication = builder.Services.AddAuthentication(SessionScheme);
        authentication.AddCookie(
            SessionScheme,
            options =>
            {
                options.Cookie.Name = "unfurl.session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = SessionStore.Lifetime;
                options.SlidingExpiration = true;
                options.LoginPath = "/connections";
                options.CookieManager = new SessionCookies();
                options.Events.OnSignedIn = PreviousSession.EndAsync;
            }
        );
        builder
            .Services.AddOptions<CookieAuthenticationOptions>(SessionScheme)
            .Configure<SessionStore>((options, store) => options.SessionStore = store);
        foreach (var provider in providers)
            authentication.AddOAuth(ProviderSignIn.Scheme(provider.Name), provider.Host, _ => { });
    }
}
