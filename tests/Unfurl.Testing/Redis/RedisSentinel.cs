using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Testing.Redis;

/// <summary>Redis's own watcher: it makes a replica the primary when the primary is gone.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    public const string Service = "unfurl-primary";

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-sentinel-").FullName;
    private readonly Process _process;
    private readonly int _port = Ports.Free();

    public RedisSentinel(RedisServer primary)
    {
        var file = Path.Combine(_folder, "sentinel.conf");
        File.WriteAllText(
            file,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                port {_port}
                bind 127.0.0.1
                sentinel monitor {Service} 127.0.0.1 {primary.Port} 1
                sentinel down-after-milliseconds {Service} 500
                sentinel failover-timeout {Service} 3000

                """
            )
        );
        _process = Process.Start(
            new ProcessStartInfo("/usr/bin/redis-server", [file, "--sentinel"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public string Port => _port.ToString(CultureInfo.InvariantCulture);

    // In the syntax of StackExchange.Redis.
    public string ConnectionString =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port},serviceName={Service}");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
