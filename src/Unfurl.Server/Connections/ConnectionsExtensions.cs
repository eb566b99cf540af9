using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Connections;

/// <summary>Registers accounts, their credentials at providers, and sign-in.</summary>
internal static class ConnectionsExtensions
{
    public static void AddConnections(this WebApplicationBuilder builder, IReadOnlyList<ConfiguredProvider> providers)
    {
        builder.Services.AddSingleton<AccountRepository>();
        builder.Services.AddSingleton<Administrators>();
        builder.Services.AddRepository<CredentialRepository>();
        builder.Services.AddSingleton<CredentialRevocation>();
        builder.Services.AddSingleton<CredentialRemoval>();
        builder.Services.AddSingleton<CredentialService>();
        builder.Services.AddRepository<OrphanedCredentials>();
        builder.AddSignIn(providers);
    }

    public static void MapConnections(this WebApplication app) => SignInEndpoints.Map(app);

    private static void AddSignIn(this WebApplicationBuilder builder, IReadOnlyList<ConfiguredProvider> providers)
    {
        builder.Services.AddRepository<SessionStore>();
        builder.Services.AddSingleton<SignInService>();
        builder.Services.AddSingleton<UserIdentification>();
        builder.Services.AddSingleton<KeySignIn>();
        builder.Services.AddSingleton<KeyTries>();
        builder.Services.AddSingleton<IConfigureOptions<OAuthOptions>, ProviderSignIn>();

        var authentication = builder.Services.AddAuthentication(SessionStore.Scheme);
        authentication.AddCookie(
            SessionStore.Scheme,
            options =>
            {
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = SessionStore.Lifetime;
                options.SlidingExpiration = true;
                options.LoginPath = "/connections";
                options.CookieManager = new SessionCookies();
                options.Events.OnSignedIn = PreviousSession.RevokeAsync;
            }
        );
        builder
            .Services.AddOptions<CookieAuthenticationOptions>(SessionStore.Scheme)
            .Configure<SessionStore, UnfurlOptions>(
                (options, store, settings) =>
                {
                    options.SessionStore = store;
                    options.Cookie.Name = HostCookies.NameOf("unfurl.session", settings.PublicUrl.Scheme);
                }
            );
        foreach (var provider in providers.Where(provider => provider.Adapter.SignIn is OAuthSignIn))
            authentication.AddOAuth<OAuthOptions, ProviderOAuthHandler>(
                ProviderSignIn.Scheme(provider.Name),
                provider.Host,
                _ => { }
            );
    }
}
