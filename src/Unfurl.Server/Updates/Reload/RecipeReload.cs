using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;
using Unfurl.Recipes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;
using Unfurl.Server.Updates.Webhooks;

namespace Unfurl.Server.Updates.Reload;

/// <summary>
/// In Development: takes a recipe that was changed without a restart, and asks for all its previews again. Of one with mistakes the
/// last good state stays.
/// </summary>
internal sealed partial class RecipeReload(
    ProviderRegistry providers,
    AdapterTypes types,
    UnfurlOptions settings,
    IConfiguration configuration,
    WebhookService webhooks,
    ILogger<RecipeReload> logger
) : IHostedService, IDisposable
{
    private readonly List<IDisposable> _watched = [];
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in providers.Instances)
        {
            if (types.Find(instance.Type) is not RecipeProviderType || FileOf(instance) is not { } file)
                continue;
            try
            {
                Watch(instance, file);
            }
            // Systems watch so many folders only.
            catch (IOException exception)
            {
                Log.NotWatched(logger, file, exception.Message);
            }
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var one in _watched)
            one.Dispose();
        _one.Dispose();
    }

    private void Watch(ProviderInstance instance, string file)
    {
        var folder = new PhysicalFileProvider(Path.GetDirectoryName(file)!, ExclusionFilters.None);
        var text = TextOf(file);
        _watched.Add(
            ChangeToken.OnChange(
                () => folder.Watch(Path.GetFileName(file)),
                () => _ = ReloadAsync(instance, file, () => text, read => text = read)
            )
        );
        _watched.Add(folder);
    }

    // One save is often several changes.
    private async Task ReloadAsync(ProviderInstance instance, string file, Func<string?> last, Action<string?> keep)
    {
        await _one.WaitAsync();
        try
        {
            var text = TextOf(file);
            if (text is null || text == last())
                return;
            keep(text);
            var (adapter, problems) = ProviderLoader.Reload(instance, types, configuration, settings.PublicUrl);
            foreach (var problem in problems)
                Log.Mistake(logger, instance.Name, problem);
            if (adapter is null)
                return;
            if (adapter.SignIn.GetType() != instance.Adapter.SignIn.GetType())
            {
                Log.RestartNeeded(logger, instance.Name);
                return;
            }
            instance.Replace(adapter);
            await webhooks.RefreshEverythingAsync(instance);
            Log.Reloaded(logger, instance.Name, file);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, instance.Name, exception);
        }
        finally
        {
            _one.Release();
        }
    }

    private string? FileOf(ProviderInstance instance) =>
        configuration[$"{ProviderOptions.Section}:{instance.Name}:Recipe"] is { } recipe
        && RecipeProviderType.IsFile(recipe)
            ? Path.GetFullPath(recipe)
            : null;

    // Null while an editor writes it.
    private static string? TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file) is { Length: > 0 } text ? text : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} works by the changed {File} now")]
        public static partial void Reloaded(ILogger logger, string provider, string file);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} works as before: {Problem}")]
        public static partial void Mistake(ILogger logger, string provider, string problem);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Provider} works as before: its users sign in another way now, which needs a restart"
        )]
        public static partial void RestartNeeded(ILogger logger, string provider);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of {File} need a restart: {Problem}")]
        public static partial void NotWatched(ILogger logger, string file, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "The changed recipe of {Provider} could not be taken")]
        public static partial void Failed(ILogger logger, string provider, Exception exception);
    }
}
