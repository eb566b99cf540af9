namespace Unfurl.Server.Hosting;

/// <summary>
/// Finds the options of the service that runs beside a probe: a probe in a container has the service's environment, but not its
/// command line.
/// </summary>
internal static class RunningService
{
    private const string Processes = "/proc";

    /// <param name="ownOptions">The options of this process, the last of its command line.</param>
    /// <returns>Those of the one process with the same program, user and folder; null without exactly one.</returns>
    public static string[]? FindOptions(IReadOnlyCollection<string> ownOptions)
    {
        if (Read("self") is not var (own, folder) || own.Length < ownOptions.Count)
            return null;
        var program = own[..^ownOptions.Count];
        var running = Directory
            .EnumerateDirectories(Processes)
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out var id) && id != Environment.ProcessId)
            .Select(name => Read(name!) is var (line, itsFolder) && itsFolder == folder ? line : [])
            .Where(line => line.Length >= program.Length && line.AsSpan(0, program.Length).SequenceEqual(program))
            .Select(line => line[program.Length..])
            .Where(options => !options.Contains(HealthProbe.Option))
            .ToList();
        return running is [var options] ? options : null;
    }

    // The folder of another user's process cannot be read. A process may end meanwhile, and only Linux has these files.
    private static (string[] CommandLine, string? Folder)? Read(string process)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(Processes, process, "cmdline"));
            var folder = new DirectoryInfo(Path.Combine(Processes, process, "cwd")).LinkTarget;
            return folder is null ? null : (line.TrimEnd('\0').Split('\0'), folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
