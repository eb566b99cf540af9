using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unfurl.Testing;

/// <summary>
/// The proxy of a company's network (RFC 9110 §9.3.6): it asks for a user's password, and leads every CONNECT to one server.
/// </summary>
public sealed class CompanyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _targets = new();
    private readonly string _authorization;
    private readonly Uri _server;
    private readonly Task _accepting;

    public CompanyProxy(Uri server, string user, string password)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        (_server, _authorization) = (server, $"\r\nProxy-Authorization: Basic {pair}\r\n");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    // Hosts with ports, of requests with the right password.
    public IReadOnlyCollection<string> Targets => _targets;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                if (!head.Contains(_authorization, StringComparison.OrdinalIgnoreCase))
                {
                    await WriteAsync(
                        stream,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"acme\"\r\nContent-Length: 0\r\n\r\n"
                    );
                    continue;
                }
                _targets.Enqueue(head.Split(' ')[1]);
                await WriteAsync(stream, "HTTP/1.1 200 Connected\r\n\r\n");
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _server.Port, _end.Token);
                var answers = server.GetStream().CopyToAsync(stream, _end.Token);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), _end.Token), answers);
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException) { }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                return "";
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    private ValueTask WriteAsync(NetworkStream stream, string text) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text), _end.Token);
}
