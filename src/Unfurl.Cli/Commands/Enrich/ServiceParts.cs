using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Unfurl.Server;
using Unfurl.Server.Hosting;

namespace Unfurl.Cli.Commands.Enrich;

/// <summary>The parts of the service, with its configuration and storage, without answering requests.</summary>
internal static class ServiceParts
{
    /// <returns>Null after printing what is wrong.</returns>
    public static async Task<WebApplication?> OpenAsync()
    {
        WebApplication app;
        try
        {
            var builder = WebApplication.CreateBuilder(
                new WebApplicationOptions { ContentRootPath = Directory.GetCurrentDirectory() }
            );
            builder.Logging.ClearProviders();
            if (!builder.TryAddUnfurl())
                return null;
            app = builder.Build();
        }
        // Of a settings file that is no JSON, for example.
        catch (Exception exception)
        {
            StartFailure.Print(StartFailure.Reason(exception));
            return null;
        }
        if (await app.PrepareAsync() is null)
            return app;
        await app.DisposeAsync();
        return null;
    }
}
