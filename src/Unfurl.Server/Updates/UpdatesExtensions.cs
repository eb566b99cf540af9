using System.Security.Cryptography;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;
using Unfurl.Server.Updates.Polling;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Server.Updates.Reload;
using Unfurl.Server.Updates.Webhooks;

namespace Unfurl.Server.Updates;

internal static class UpdatesExtensions
{
    public static void AddUpdates(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UpdateMetrics>();
        builder.Services.AddSingleton<LargeBodies>();
        builder.Services.AddSingleton<WebhookEndpoint>();
        builder.Services.AddSingleton<WebhookService>();
        builder.Services.AddRepository<WebhookDeliveryRepository>();
        builder.Services.AddRepository<RefreshQueue>();
        builder.Services.AddSingleton<PollRepository>();
        builder.Services.AddSingleton<IStoringTimes, JobTimes>();
        builder.Services.AddSingleton<IStoringTimes, UpdateTimes>();
        builder.Services.AddSingleton<RefreshSignal>();
        builder.Services.AddSingleton<RefreshService>();
        builder.Services.AddSingleton(_ => new Retries(() => RandomNumberGenerator.GetInt32(1000) / 1000.0));
        builder.Services.AddHostedService<RefreshWorker>();
        builder.Services.AddHostedService<PollWorker>();
        builder.Services.AddHostedService<QueueAgeWorker>();
        if (builder.Environment.IsDevelopment())
            builder.Services.AddHostedService<RecipeReload>();
    }

    public static void MapUpdates(this WebApplication app) => WebhookEndpoint.Map(app);
}
