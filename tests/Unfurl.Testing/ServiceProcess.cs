using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unfurl.Testing;

/// <summary>The service as operators run it: a process of its own, configured by environment variables.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>Long enough for a busy machine; nothing waits that long when all is well.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process, string folder, Uri url)
    {
        (_process, _folder, Url) = (process, folder, url);
        process.OutputDataReceived += (_, line) => Keep(line.Data, _output);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, _errors);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Where it listens, in plain http.</summary>
    public Uri Url { get; }

    /// <summary>What it wrote to its standard output: its log.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The lines it wrote to its standard error.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>The build of the service that lies beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Unfurl.Server.dll");

    /// <summary>Starts the process, in a folder of its own.</summary>
    /// <param name="settings">Configuration keys and values, handed over as environment variables.</param>
    /// <param name="environment"><c>Production</c> or <c>Development</c>.</param>
    /// <param name="program">The service's assembly; null for the one beside the tests.</param>
    /// <param name="port">The port; null for a free one.</param>
    /// <param name="arguments">Command line arguments.</param>
    public static ServiceProcess Start(
        IEnumerable<KeyValuePair<string, string?>> settings,
        string environment = "Production",
        string? program = null,
        int? port = null,
        params IEnumerable<string> arguments
    )
    {
        var url = new Uri($"http://127.0.0.1:{port ?? Ports.Free()}");
        var folder = Directory.CreateTempSubdirectory("unfurl-process-").FullName;
        var start = new ProcessStartInfo("dotnet", [program ?? Program, .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing of the tests' own environment may decide.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = url.OriginalString;
        // A build's pages have their files with the sources; a published service must find those beside it by itself.
        if (program is null)
            start.Environment["ASPNETCORE_CONTENTROOT"] = RepositoryRoot.File("src", "Unfurl.Server");
        start.Environment["ConnectionStrings__Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ServiceProcess(Process.Start(start)!, folder, url);
    }

    /// <summary>Waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task WaitUntilListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listens.Task, ended).WaitAsync(Limit) == ended)
            throw new InvalidOperationException($"The service ended at start:\n{Output}\n{string.Join('\n', Errors)}");
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as an orchestrator does (SIGTERM).</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        return await WaitForExitAsync();
    }

    /// <summary>A client of the process itself, not of a proxy: it follows no redirects and keeps no cookies.</summary>
    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Keep(string? line, ConcurrentQueue<string> lines)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (line.Contains("Application started", StringComparison.Ordinal))
            _listens.TrySetResult();
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("Unfurl", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase);
}
