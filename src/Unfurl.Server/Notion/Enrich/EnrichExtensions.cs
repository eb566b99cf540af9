using Unfurl.Notion.Api;
using Unfurl.Notion.Lab;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.Enrich.AsCode;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Server.Notion.Enrich.PublicConnection;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>Enrich mode: the rows of Notion databases show what their links lead to.</summary>
internal static class EnrichExtensions
{
    public static void AddEnrich(this IServiceCollection services, UnfurlOptions settings)
    {
        services.AddHttpClient(
            nameof(NotionRestClient),
            client =>
            {
                client.BaseAddress = settings.Notion.UrlOf("");
                client.MaxResponseContentBufferSize = NotionRestClient.MaxResponseBytes;
            }
        );
        services.AddSingleton(provider => new NotionRestClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(NotionRestClient)),
            $"{settings.Notion.Version:O}",
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<AuthorizationRepository>();
        services.AddSingleton<PublicNotionClient>();
        services.AddSingleton<AuthorizationTokens>();
        services.AddSingleton<NotionConnections>();
        services.AddSingleton<CallBudget>();
        services.AddSingleton<NotionCalls>();
        services.AddSingleton<Workspace>();
        services.AddSingleton<EnrichmentRepository>();
        services.AddSingleton<RowQueue>();
        services.AddSingleton<RowRepository>();
        services.AddSingleton<RowReports>();
        services.AddSingleton<RowRetries>();
        services.AddSingleton<RowReader>();
        services.AddSingleton<RowScan>();
        services.AddSingleton<RowCards>();
        services.AddSingleton<RowWriter>();
        services.AddSingleton<RowSignal>();
        services.AddSingleton<EnrichMetrics>();
        services.AddSingleton<ISurface, DatabaseSurface>();
        services.AddSingleton<SubscriptionRepository>();
        services.AddSingleton<EventRepository>();
        services.AddSingleton<EventEffects>();
        services.AddSingleton<EventEndpoint>();
        services.AddSingleton<EventSetup>();
        services.AddSingleton<EnrichmentPlans>();
        services.AddSingleton<EnrichmentCode>();
        services.AddSingleton<SharedDataSources>();
        services.AddSingleton<EnrichmentReports>();
        services.AddSingleton<EnrichmentOwners>();
        services.AddSingleton<UsableConnections>();
        services.AddSingleton<OwnWorkspaces>();
        ConnectEndpoint.Add(services, settings);
        if (settings.Notion.IsSimulated)
            services.AddSingleton<ILabEnricher, LabEnricher>();
        services.AddHostedService<ConnectionWorker>();
        services.AddHostedService<Reconciler>();
        services.AddHostedService<RowWorker>();
    }

    public static void MapEnrich(this WebApplication app)
    {
        EventEndpoint.Map(app);
        ConnectEndpoint.Map(app);
    }
}
