using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Unfurl.Testing.Redis;

/// <summary>A proxy that delays or cuts the responses of a server.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();

    public FaultyProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    // In the syntax of StackExchange.Redis.
    public string ConnectionString =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    // The delay of every response.
    public TimeSpan Latency { get; set; }

    // The next responses end in the middle, together with the connection.
    public bool CutsShort { get; set; }

    public bool Refuses { get; set; }

    // Clients may connect again.
    public void Drop()
    {
        foreach (var client in _clients.Keys)
            client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (!_end.IsCancellationRequested)
            connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        if (Refuses)
            return;
        _clients[client] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            var both = new[]
            {
                CopyAsync(client.GetStream(), server.GetStream(), isFaulty: false, either.Token),
                CopyAsync(server.GetStream(), client.GetStream(), isFaulty: true, either.Token),
            };
            await Task.WhenAny(both);
            await either.CancelAsync();
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception)
            when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has closed, so the connection is closed.
        }
        finally
        {
            _clients.TryRemove(client, out bool _);
        }
    }

    private async Task CopyAsync(Stream from, Stream to, bool isFaulty, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (isFaulty && Latency > TimeSpan.Zero)
                await Task.Delay(Latency, TimeProvider.System, cancellationToken);
            if (isFaulty && CutsShort)
            {
                await to.WriteAsync(buffer.AsMemory(0, read / 2), cancellationToken);
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
