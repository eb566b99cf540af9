using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Unfurl.Notion.Api;
using Unfurl.Notion.Portal;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.OAuth.Tokens;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion;

/// <summary>The surface: everything that Notion calls or is told.</summary>
internal static class NotionExtensions
{
    public static void AddNotion(this WebApplicationBuilder builder, UnfurlOptions settings)
    {
        AddOAuth(builder.Services, settings);
        builder.Services.AddSingleton<CardRenderer>();
        builder.Services.AddSingleton<UnfurlEndpoints>();
        AddPush(builder.Services);
        builder.Services.AddEnrich(settings);
        AddClient(builder.Services, settings);
        builder.Services.AddSingleton(provider => Connection(settings, provider));
    }

    public static void MapNotion(this WebApplication app)
    {
        app.MapEnrich();
        if (!app.Services.GetRequiredService<UnfurlOptions>().HasLinkPreviews)
            return;
        AuthorizeEndpoint.Map(app);
        TokenEndpoint.Map(app);
        DeletionEndpoint.Map(app);
        UnfurlEndpoints.Map(app);
    }

    private static void AddOAuth(IServiceCollection services, UnfurlOptions settings)
    {
        services.AddSingleton(provider =>
            settings.OAuth.Client
            ?? (
                settings.HasLinkPreviews
                    ? provider.GetRequiredService<DevelopmentClient>().GetOrCreate()
                    // Nobody presents it: the endpoints are not there.
                    : new OAuthClient("", new Secret(RandomNumberGenerator.GetHexString(64)))
            )
        );
        services.AddSingleton<DevelopmentClient>();
        services.AddSingleton<RedirectUris>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<IntrospectionCache>();
        services.AddRemembering<IntrospectionCache>();
        services.AddSingleton<IAccountEnded>(provider => provider.GetRequiredService<IntrospectionCache>());
        services.AddSingleton<BearerAuthentication>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<ConsentService>();
        services.AddSingleton<IPostConfigureOptions<OAuthOptions>, CancelledSignIn>();
        services.AddRepository<GrantRepository>();
        services.AddSingleton<GrantService>();
        services.AddSingleton<SharedNotionTokens>();
        services.AddSingleton<NotionTokenRevocation>();
        services.AddRepository<AuthorizationCodeRepository>();
        services.AddRepository<TokenRepository>();
        services.AddRepository<AuthorizationRequestRepository>();
    }

    private static void AddPush(IServiceCollection services)
    {
        services.AddSingleton<PushQueue>();
        services.AddSingleton<ISurface, NotionSurface>();
        services.AddSingleton<PushSignal>();
        services.AddSingleton<NotionTokens>();
        services.AddHostedService<PushWorker>();
    }

    private static LinkPreviewConnection Connection(UnfurlOptions settings, IServiceProvider services) =>
        new()
        {
            AuthorizeUrl = settings.UrlOf("/notion/authorize"),
            TokenUrl = settings.UrlOf("/notion/token"),
            UnfurlUrl = settings.UrlOf("/unfurl"),
            DeletionUrl = settings.UrlOf("/notion/deletion"),
            Client = () =>
            {
                var client = services.GetRequiredService<OAuthClient>();
                return (client.ClientId, client.ClientSecret);
            },
            ApiUrl = settings.Notion.ApiUrl,
            Version = $"{settings.Notion.Version:O}",
            NotionClient = KeysOf(settings),
        };

    private static void AddClient(IServiceCollection services, UnfurlOptions settings)
    {
        services.AddHttpClient(
            nameof(NotionClient),
            client =>
            {
                client.BaseAddress = settings.Notion.UrlOf("");
                client.MaxResponseContentBufferSize = NotionClient.MaxResponseBytes;
            }
        );
        services.AddSingleton(provider => new NotionClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(NotionClient)),
            KeysOf(settings).Id,
            KeysOf(settings).Secret,
            $"{settings.Notion.Version:O}",
            provider.GetRequiredService<TimeProvider>()
        ));
    }

    // Without Link Previews nothing is asked with them.
    private static (string Id, Secret Secret) KeysOf(UnfurlOptions settings) =>
        settings.Notion.Client is { } client ? (client.ClientId, client.ClientSecret) : ("none", new Secret("none"));
}
