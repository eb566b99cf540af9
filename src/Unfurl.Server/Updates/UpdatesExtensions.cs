using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Webhooks;

namespace Unfurl.Server.Updates;

internal static class UpdatesExtensions
{
    public static void AddUpdates(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UpdateMetrics>();
        builder.Services.AddSingleton<WebhookBodies>();
        builder.Services.AddSingleton<WebhookRefusals>();
        builder.Services.AddSingleton<WebhookService>();
        builder.Services.AddRepository<WebhookDeliveryRepository>();
        builder.Services.AddRepository<DueRefreshRepository>();
    }

    public static void MapUpdates(this WebApplication app) => WebhookEndpoint.Map(app);
}
