using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Testing;

/// <summary>The service as a separate process, configured by environment variables.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    // For a busy machine; a healthy process starts much faster.
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

    // Next to the database; deleted with the process.
    public string Folder => _folder;

    public int Id => _process.Id;

    public Uri Url { get; }

    public string Output => string.Join('\n', _output);

    public IReadOnlyList<string> Errors => [.. _errors];

    // The build of the service next to the tests.
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Unfurl.Server.dll");

    /// <summary>File modes apply to root as well.</summary>
    public static readonly string[] WithoutPrivileges = Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        : [];

    /// <summary>A write beyond the limit of <see cref="LimitFilesAsync"/> fails, instead of ending the process.</summary>
    public static readonly string[] WithLimitedFiles = ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];

    // A null program is the build next to the tests; a null port is a free one. "through" is a command that starts another.
    public static ServiceProcess Start(
        IEnumerable<KeyValuePair<string, string?>> settings,
        string environment = "Production",
        string? program = null,
        int? port = null,
        IReadOnlyList<string>? through = null,
        params IEnumerable<string> arguments
    )
    {
        var url = new Uri($"http://127.0.0.1:{port ?? Ports.Free()}");
        var folder = TempFolder.Create("unfurl-process-");
        string[] line = [.. through ?? [], "dotnet", program ?? Program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The environment of the tests must not configure the service.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = url.OriginalString;
        // A build reads the files of its pages from the sources; a published service has its own.
        if (program is null)
            start.Environment["ASPNETCORE_CONTENTROOT"] = RepositoryRoot.File("src", "Unfurl.Server");
        start.Environment["ConnectionStrings__Sqlite"] = $"Data Source={Path.Combine(folder, "unfurl.db")}";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ServiceProcess(Process.Start(start)!, folder, url);
    }

    // Asks with --health and these arguments, in the folder and the environment of the service.
    public async Task<(int ExitCode, string Output, string Errors)> ProbeAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--health", .. arguments])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (key, value) in _process.StartInfo.Environment)
            start.Environment[key] = value;
        using var probe = Process.Start(start)!;
        var (output, errors) = (probe.StandardOutput.ReadToEndAsync(), probe.StandardError.ReadToEndAsync());
        await probe.WaitForExitAsync().WaitAsync(Limit);
        return (probe.ExitCode, await output, await errors);
    }

    // Throws InvalidOperationException if the process exits.
    public async Task WaitUntilListeningAsync()
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(_listens.Task, ended).WaitAsync(Limit) == ended)
            throw new InvalidOperationException($"The service ended at start:\n{Output}\n{string.Join('\n', Errors)}");
    }

    // Returns the exit code.
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    // Sends SIGTERM, as an orchestrator does. Returns the exit code.
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        return await WaitForExitAsync();
    }

    // No file can be written at or beyond this position, as on a full disk. Null removes the limit.
    public async Task LimitFilesAsync(int? bytes)
    {
        var limit = bytes?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        using var change = Process.Start("prlimit", ["--pid", $"{_process.Id}", $"--fsize={limit}:unlimited"]);
        await change.WaitForExitAsync();
    }

    // Follows no redirects and stores no cookies.
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
        || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("SSL_CERT_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase);
}
