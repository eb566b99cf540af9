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
        var bouncer = new PgBouncer(
            folder,
            UnprivilegedProcess.Start("/usr/sbin/pgbouncer", configuration),
            client.ToString()
        );
        await bouncer._process.WaitForConnectionAsync(bouncer.ConnectionString);
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
}
