using System.Diagnostics;
using Npgsql;

namespace Unfurl.Testing.Postgres;

/// <summary>A PostgreSQL server of Debian's package, on a free port, with a data folder that goes with it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "unfurl";

    private readonly string _folder;
    private readonly int _port;
    private Process _process;
    private int _databases;

    private PostgresServer(string folder, int port) =>
        (_folder, _port, _process) = (folder, port, Launch(folder, port));

    private string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres";

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("unfurl-postgres-").FullName;
        // PostgreSQL refuses to run as root; Debian's package brings the user "postgres" along.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        await RunAsync(
            Program("initdb"),
            "--pgdata",
            folder,
            "--username",
            User,
            "--auth",
            "trust",
            "--no-sync",
            "--encoding",
            "UTF8"
        );
        var server = new PostgresServer(folder, Ports.Free());
        await server.WaitAsync();
        return server;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"unfurl_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    /// <summary>Ends the server at once; the data stays until the end.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, with its data and at its port.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Launch(_folder, _port);
        await WaitAsync();
    }

    /// <summary>The server and its connections stay, and answer nothing.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Waits until the server takes connections: its own answer is the condition, a refused one takes no time.</summary>
    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Reaches the server and its children, one for each connection.</summary>
    private Task SignalAsync(string signal) =>
        RunAsync("sh", "-c", $"kill -{signal} {_process.Id} $(cat /proc/{_process.Id}/task/{_process.Id}/children)");

    private static string Program(string name) =>
        Directory
            .GetDirectories("/usr/lib/postgresql")
            .OrderDescending(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "PostgreSQL is not installed: run ./test, or apt-get install postgresql."
        );

    private static Process Launch(string folder, int port) =>
        Start(
            Program("postgres"),
            [
                "-D",
                folder,
                "-p",
                $"{port}",
                "-k",
                folder,
                "-h",
                "127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=300",
            ]
        );

    private static Process Start(string program, string[] arguments)
    {
        string[] line =
            Environment.IsPrivilegedProcess && program != "chown"
                ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
                : [program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
