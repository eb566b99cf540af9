using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

internal static class TrackingExtensions
{
    public static void AddTracking(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Surfaces>();
        builder.Services.AddRepository<DisplayRepository>();
        builder.Services.AddSingleton<DisplayStatusRepository>();
        builder.Services.AddSingleton<DisplayTracker>();
        builder.Services.AddRemembering<DisplayTracker>();
    }
}
