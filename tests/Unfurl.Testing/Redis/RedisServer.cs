using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Unfurl.Testing.Redis;

/// <summary>A Redis server from Debian's package, on a free port, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-redis-").FullName;
    private readonly string[] _arguments;
    private Process _process = null!;

    private RedisServer(int port, string[] arguments) => (Port, _arguments) = (port, arguments);

    public int Port { get; }

    // In the syntax of StackExchange.Redis.
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <param name="port">A free one if null.</param>
    /// <param name="arguments">Further ones, as in redis.conf.</param>
    public static async Task<RedisServer> StartAsync(int? port = null, params string[] arguments)
    {
        var server = new RedisServer(port ?? Ports.Free(), arguments);
        await server.RestartAsync();
        return server;
    }

    // On the same port, with what was saved.
    public async Task RestartAsync()
    {
        var start = new ProcessStartInfo(
            "/usr/bin/redis-server",
            [
                "--port",
                $"{Port}",
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                _folder,
                .. _arguments,
            ]
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

    // Returns the first line of the response.
    public async Task<string> CommandAsync(string command, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line =
            await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("Redis closed the connection.");
        return line.StartsWith('-') ? throw new InvalidOperationException(line) : line;
    }

    /// <summary>
    /// Waits until Redis's clock has moved: a record of the same millisecond can have the id of one that was lost with all others,
    /// and then nobody can tell that anything was lost.
    /// </summary>
    public async Task NextMillisecondAsync()
    {
        const string now = """EVAL "local t = redis.call('TIME') return t[1] * 1000 + math.floor(t[2] / 1000)" 0""";
        var begun = await CommandAsync(now);
        await Eventually.TrueAsync(async () => await CommandAsync(now) != begun, "a millisecond passes");
    }

    /// <summary>Saves what a restart has, as a replica of it would.</summary>
    public Task SaveAsync() => CommandAsync("SAVE");

    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    // The process and its connections stay open but do not respond.
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
