using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Unfurl;

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
