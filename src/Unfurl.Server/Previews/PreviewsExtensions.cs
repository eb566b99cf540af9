using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Previews.Redis;

namespace Unfurl.Server.Previews;

internal static class PreviewsExtensions
{
    /// <summary>Memory for level 1, in bytes.</summary>
    private const long MemoryBudget = 128 * 1024 * 1024;

    public static void AddPreviews(this WebApplicationBuilder builder, UnfurlOptions settings)
    {
        builder.Services.AddSingleton<Invalidations>();
        builder.Services.AddSingleton(services => new MemoryLevel(
            MemoryBudget,
            services.GetRequiredService<Invalidations>(),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(_ => new Lifetimes(settings.Cache));
        if (settings.ConnectionStrings.Redis is { } redis)
            builder.AddRedis(redis.Reveal());
        else
            builder.Services.AddSingleton<ISharedLevel>(
                new NoSharedLevel(isAlone: settings.ConnectionStrings.Postgres is null)
            );
        builder.Services.AddSingleton<Invalidator>();
        builder.Services.AddSingleton<IAccountEnded>(services => services.GetRequiredService<Invalidator>());
        builder.Services.AddSingleton<Copies>();
        builder.Services.AddSingleton<CacheMetrics>();
        builder.Services.AddSingleton<PreviewCache>();
        builder.Services.AddSingleton<CallPauses>();
        builder.Services.AddSingleton<IAccountEnded>(services => services.GetRequiredService<CallPauses>());
        builder.Services.AddSingleton<KeyChecks>();
        builder.Services.AddSingleton<LinkResolver>();
        builder.Services.AddSingleton<PreviewService>();
        builder.Services.AddRemembering<MemoryLevel>();
        builder.Services.AddRemembering<CallPauses>();
        builder.Services.AddRemembering<KeyChecks>();
        builder.Services.AddHostedService<CacheSweeper>();
    }

    /// <summary>Has a service swept that is registered already.</summary>
    public static void AddRemembering<T>(this IServiceCollection services)
        where T : class, IRemembering =>
        services.AddSingleton<IRemembering>(provider => provider.GetRequiredService<T>());
}
