using Unfurl.GitHub;
using Unfurl.Recipes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Hosting;
using Unfurl.Server.Notion;
using Unfurl.Server.Pages;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.WebPages;

namespace Unfurl.Server;

/// <summary>The rooms of the service, for itself and for commands that use its parts without answering requests.</summary>
internal static class UnfurlService
{
    /// <summary>Reads the configuration and adds all rooms.</summary>
    /// <returns>False after printing every problem of the configuration, one line each.</returns>
    public static bool TryAddUnfurl(this WebApplicationBuilder builder)
    {
        if (
            builder.LoadConfiguration([new GitHubProviderType(), new RecipeProviderType(), new WebPageProviderType()])
            is not var (settings, providers)
        )
            return false;
        builder.AddHosting(settings);
        builder.AddStorage(settings);
        builder.AddProviders(providers);
        builder.AddConnections(providers);
        builder.AddPreviews(settings);
        builder.AddTracking();
        builder.AddUpdates();
        builder.AddNotion(settings);
        builder.AddPages();
        return true;
    }

    public static void UseUnfurl(this WebApplication app)
    {
        app.UseHosting();
        app.MapNotion();
        app.MapUpdates();
        app.MapConnections();
        app.MapProviders();
        app.MapPages();
        app.MapHosting();
    }
}
