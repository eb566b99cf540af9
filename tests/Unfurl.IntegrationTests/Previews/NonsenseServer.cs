using System.Net.Sockets;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Listens where Redis should, and answers whatever it is asked with something that is not Redis's protocol.</summary>
internal sealed class NonsenseServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public NonsenseServer(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
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
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                var buffer = new byte[1024];
                _ = await client.GetStream().ReadAsync(buffer, _end.Token);
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), _end.Token);
            }
            catch (IOException)
            {
                // The client was faster.
            }
        }
    }
}
