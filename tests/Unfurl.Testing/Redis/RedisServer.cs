using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Unfurl.Testing.Redis;

/// <summary>A Redis server of Debian's package, on a free port, that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-redis-").FullName;
    private Process _process = null!;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>In the syntax of StackExchange.Redis.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<RedisServer> StartAsync(int? port = null)
    {
        var server = new RedisServer(port ?? Ports.Free());
        await server.RestartAsync();
        return server;
    }

    /// <summary>Starts it again on the same port, empty.</summary>
    public async Task RestartAsync()
    {
        var start = new ProcessStartInfo(
            "/usr/bin/redis-server",
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process =
            Process.Start(start)
            ?? throw new InvalidOperationException(
                "Redis is not installed: run ./test, or apt-get install redis-server."
            );
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await CommandAsync("PING", limit.Token);
                return;
            }
            catch (Exception exception)
                when (exception is SocketException or IOException
                    && !_process.HasExited
                    && !limit.IsCancellationRequested
                )
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Sends a command such as <c>FLUSHALL</c> and waits for the first line of its answer.</summary>
    public async Task<string> CommandAsync(string command, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line =
            await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("Redis closed the connection.");
        return line.StartsWith('-') ? throw new InvalidOperationException(line) : line;
    }

    /// <summary>Ends it at once.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>It stays, with its connections, and answers nothing.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
