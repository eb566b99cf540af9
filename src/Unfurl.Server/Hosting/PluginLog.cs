using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Plugins;

namespace Unfurl.Server.Hosting;

/// <summary>Says at the start which foreign code runs in the service, and which does not.</summary>
internal static partial class PluginLog
{
    public static void LogPlugins(this WebApplication app)
    {
        foreach (var plugin in app.Services.GetRequiredService<AdapterTypes>().Plugins)
        {
            if (plugin.Problem is not null)
                Log.NotLoaded(
                    app.Logger,
                    plugin.Name,
                    plugin.Version ?? "unknown",
                    plugin.Sha256 ?? "unknown",
                    plugin.Problem.Text,
                    Scrubbed(plugin.Problem)
                );
            else
                Log.Loaded(app.Logger, plugin.Name, plugin.Version!, plugin.Sha256!, plugin.TypeNames);
        }
        // Where people develop, they build into it.
        if (
            !app.Environment.IsDevelopment()
            && PluginFolders.FindWritable(app.Services.GetRequiredService<UnfurlOptions>().Plugins) is { } folder
        )
            Log.Writable(app.Logger, folder);
        foreach (var instance in app.Services.GetRequiredService<ProviderRegistry>().Broken)
            Log.Broken(app.Logger, instance.Name, instance.Problem!.Text, Scrubbed(instance.Problem));
    }

    // Below the line, if there is one.
    private static string Scrubbed(AdapterProblem problem) =>
        problem.Exception is { } exception ? $"\n{new ScrubbedException(exception)}" : "";

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Plugin {Plugin} {Version} is loaded, with {Types}. SHA-256 {Sha256}."
        )]
        public static partial void Loaded(ILogger logger, string plugin, string version, string sha256, string types);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Plugin {Plugin} is not loaded: it {Problem}. Version {Version}, SHA-256 {Sha256}.{Exception}"
        )]
        public static partial void NotLoaded(
            ILogger logger,
            string plugin,
            string version,
            string sha256,
            string problem,
            string exception
        );

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The service's user may write to {Folder}: whoever takes over the service could leave code there for the next start. Take that right from it."
        )]
        public static partial void Writable(ILogger logger, string folder);

        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "All links of {Provider} are unavailable: {Problem}. Its people and previews are kept.{Exception}"
        )]
        public static partial void Broken(ILogger logger, string provider, string problem, string exception);
    }
}
