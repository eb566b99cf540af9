using System.Diagnostics;
using Npgsql;
using Unfurl.Server.Storage;
using Unfurl.Testing.Databases;

namespace Unfurl.Testing.Postgres;

/// <summary>A PostgreSQL server from Debian's package, on a free port, with a temporary data folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "unfurl";

    // Data need outlive the server's process only, and many small databases are not worth looking after.
    private static readonly string[] Settings =
    [
        "fsync=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "autovacuum=off",
    ];

    private readonly string _folder;
    private readonly int _port;
    private readonly int _maxConnections;
    private readonly Lazy<Task<string>> _template;
    private Process _process;
    private int _databases;

    private PostgresServer(string folder, int port, int maxConnections)
    {
        (_folder, _port, _maxConnections) = (folder, port, maxConnections);
        _process = Launch(folder, port, maxConnections);
        _template = new(CreateTemplateAsync);
    }

    private string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres";

    public static async Task<PostgresServer> StartAsync(int maxConnections = 300)
    {
        var folder = TempFolder.Create("unfurl-postgres-");
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
        }
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
        var server = new PostgresServer(folder, Ports.Free(), maxConnections);
        await server.WaitAsync();
        return server;
    }

    public Task<string> CreateDatabaseAsync() => CreateDatabaseAsync("template1");

    // With the schema of this build.
    public async Task<string> CreateMigratedDatabaseAsync() => await CreateDatabaseAsync(await _template.Value);

    // The data is kept until disposal.
    public async Task StopAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    // With the same data and port.
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Launch(_folder, _port, _maxConnections);
        await WaitAsync();
    }

    // The processes and connections stay open but do not respond.
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> CreateDatabaseAsync(string template)
    {
        var name = $"unfurl_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        // Costs less than half of PostgreSQL's default.
        await using var command = new NpgsqlCommand(
            $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    private async Task<string> CreateTemplateAsync()
    {
        var connectionString = await CreateDatabaseAsync();
        await using (var database = new PostgresDatabase(connectionString))
            await MigratedDatabase.MigrateAsync(database);
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    private Task WaitAsync() => _process.WaitForConnectionAsync(ConnectionString);

    // Signals the server and its children, one per connection.
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

    private static Process Launch(string folder, int port, int maxConnections) =>
        UnprivilegedProcess.Start(
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
                $"max_connections={maxConnections}",
                .. Settings.SelectMany(setting => (string[])["-c", setting]),
            ]
        );

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = UnprivilegedProcess.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
