using Unfurl.Server.Configuration;

namespace Unfurl.Server.Providers.Plugins;

/// <summary>Where plugins lie.</summary>
internal static class PluginFolders
{
    private const string Key = $"{PluginOptions.Section}:{nameof(PluginOptions.Path)}";

    // Beside the executable, where Development has the demo's.
    private static readonly string Default = Path.Combine(AppContext.BaseDirectory, "plugins");

    public static IReadOnlyList<Plugin> Load(SettingsReader reader, PluginOptions options, bool isDevelopment)
    {
        var plugins = new List<Plugin>();
        foreach (var folder in FoldersOf(options, isDevelopment))
        {
            try
            {
                plugins.AddRange(PluginLoader.Load(folder));
                WarnOfLooseFile(reader, folder);
            }
            catch (DirectoryNotFoundException)
            {
                reader.Report(Key, "must be a folder; there is none of this name");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                reader.Report(Key, "must be a folder that the service's user may list");
            }
        }
        return plugins;
    }

    /// <summary>
    /// The folder that the service's user may change, and so anybody who gets that far: code in it runs at the next start. Null
    /// if there is none.
    /// </summary>
    public static string? FindWritable(PluginOptions options) =>
        FoldersOf(options, isDevelopment: false)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Prepend(folder))
            .FirstOrDefault(IsWritable);

    private static IEnumerable<string> FoldersOf(PluginOptions options, bool isDevelopment)
    {
        var configured = options.Path is null ? null : Path.GetFullPath(options.Path);
        if (configured is not null)
            yield return configured;
        if ((configured is null || isDevelopment) && configured != Default && Directory.Exists(Default))
            yield return Default;
    }

    private static void WarnOfLooseFile(SettingsReader reader, string folder)
    {
        if (Directory.EnumerateFiles(folder, "*.dll").Select(Path.GetFileName).FirstOrDefault() is { } loose)
            reader.Warn(
                Key,
                $"holds the file {loose}, which is not looked at: put it into a folder {Path.GetFileNameWithoutExtension(loose)} there"
            );
    }

    // Only an attempt tells, because file systems and access lists have a say too.
    private static bool IsWritable(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".{Path.GetRandomFileName()}"),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
