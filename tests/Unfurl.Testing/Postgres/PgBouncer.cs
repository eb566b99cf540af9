using System.Diagnostics;
using Npgsql;

namespace Unfurl.Testing.Postgres;

/// <summary>PgBouncer from Debian's package in transaction mode, in front of a server on loopback.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private PgBouncer(string folder, Process process, string connectionString) =>
        (_folder, _process, ConnectionString) = (folder, process, connectionString);

    public string ConnectionString { get; }

    // The pool size is the number of the server's connections that all clients share.
    public static async Task<PgBouncer> StartAsync(string server, int poolSize = 20, string more = "")
    {
        var target = new NpgsqlConnectionStringBuilder(server);
        var port = Ports.Free();
        var folder = Directory.CreateTempSubdirectory("unfurl-pgbouncer-").FullName;
        var configuration = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [databases]
            * = host={target.Host} port={target.Port} user={target.Username}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {poolSize}
            max_client_conn = 1000
            {more}
            """
        );
        // It runs as another user.
        using (var chmod = Process.Start("chmod", ["-R", "a+rX", folder]))
            await chmod.WaitForExitAsync();
        var client = new NpgsqlConnectionStringBuilder(server) { Port = port };
        var bouncer = new PgBouncer(folder, Launch(configuration), client.ToString());
        await bouncer.WaitAsync();
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // It refuses to run as root.
    private static Process Launch(string configuration)
    {
        string[] line = ["/usr/sbin/pgbouncer", configuration];
        if (Environment.IsPrivilegedProcess)
            line = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. line];
        var process = Process.Start(
            new ProcessStartInfo(line[0], line[1..])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = "/",
            }
        )!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    // A rejected connection returns at once, so this does not poll a slow server.
    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
