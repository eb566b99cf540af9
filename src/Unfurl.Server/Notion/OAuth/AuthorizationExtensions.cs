using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Accounts;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.OAuth;

internal static class AuthorizationExtensions
{
    public static void AddNotionAuthorization(
        this WebApplicationBuilder builder,
        UnfurlSettings settings,
        IReadOnlyList<ConfiguredProvider> providers
    )
    {
        var services = builder.Services;
        services.AddSingleton(provider =>
            settings.OAuth.Client ?? provider.GetRequiredService<DevelopmentClient>().GetOrCreate()
        );
        services.AddSingleton<DevelopmentClient>();
        services.AddSingleton<RedirectUris>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<CallerCache>();
        services.AddRemembering<CallerCache>();
        services.AddSingleton<BearerAuthentication>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<ConsentService>();
        services.AddSingleton<AccountRepository>();
        services.AddRepository<GrantRepository>();
        services.AddSingleton<Disconnection>();
        services.AddRepository<UnusedCredentials>();
        services.AddRepository<AuthorizationCodeRepository>();
        services.AddRepository<TokenRepository>();
        services.AddRepository<AuthorizationRequestRepository>();
        services.AddSingleton(provider => Client(settings, provider.GetRequiredService<TimeProvider>()));
        builder.AddSignIn(providers);
    }

    public static void MapNotionAuthorization(this WebApplication app)
    {
        AuthorizeEndpoint.Map(app);
        TokenEndpoint.Map(app);
        DeletionEndpoint.Map(app);
        SignInEndpoints.Map(app);
    }

    private static NotionClient Client(UnfurlSettings settings, TimeProvider time)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = settings.Notion.UrlOf(""),
            MaxResponseContentBufferSize = NotionClient.MaxAnswerBytes,
        };
        return new NotionClient(
            http,
            settings.Notion.Client.ClientId,
            settings.Notion.Client.ClientSecret,
            settings.Notion.Version,
            time
        );
    }
}
