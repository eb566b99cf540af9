using Unfurl.Server.Caching;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Unfurling;

internal static class UnfurlingExtensions
{
    public static void AddUnfurling(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AnswerRenderer>();
        builder.Services.AddSingleton<UnfurlService>();
        builder.Services.AddSingleton<UnfurlRefusals>();
        builder.Services.AddRepository<TrackedPreviewRepository>();
        builder.Services.AddSingleton<TrackedPreviews>();
        builder.Services.AddRemembering<TrackedPreviews>();
    }
}
