using System.Diagnostics;
using Npgsql;

namespace Unfurl.Testing.Postgres;

/// <summary>PostgreSQL and PgBouncer, which refuse to run as root. Debian's package creates the user "postgres".</summary>
internal static class UnprivilegedProcess
{
    public static Process Start(string program, params IReadOnlyList<string> arguments)
    {
        string[] line = Environment.IsPrivilegedProcess
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

    // A rejected connection returns at once, so this does not poll a slow server.
    public static async Task WaitForConnectionAsync(this Process server, string connectionString)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                // A pooled connection opens without the server.
                await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
