using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.IntegrationTests.Http.BadInput;

/// <summary>A connection for bytes that no HTTP client sends.</summary>
internal sealed partial class RawConnection : IAsyncDisposable
{
    // For a service that neither responds nor closes; otherwise nothing waits that long.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<RawConnection> OpenAsync(Uri service)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(service.Host, service.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        try
        {
            await _socket.SendAsync(bytes, SocketFlags.None);
        }
        catch (SocketException)
        {
            // The service has closed the connection; its response can still be read.
        }
    }

    public async Task<RawResponse> SendAsync(string text)
    {
        await WriteAsync(text);
        return await ReadToEndAsync();
    }

    // Throws OperationCanceledException if the service does not close the connection.
    public async Task<RawResponse> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token) is > 0 and var count)
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // The connection was reset because data was still being sent.
        }
        return new RawResponse(text.ToString());
    }

    // Skips "100 Continue".
    public async Task<int> ReadStatusAsync()
    {
        var response = new RawResponse("");
        var buffer = new byte[16 * 1024];
        using var limit = new CancellationTokenSource(Limit);
        while (!response.Statuses.Any(status => status >= 200))
        {
            var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            if (count == 0)
                return 0;
            response = new RawResponse(response.Text + Encoding.Latin1.GetString(buffer, 0, count));
        }
        return response.Statuses.First(status => status >= 200);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    internal sealed record RawResponse(string Text)
    {
        public IReadOnlyList<int> Statuses =>
            [
                .. StatusLine()
                    .Matches(Text)
                    .Select(match => int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture)),
            ];
    }

    [GeneratedRegex(@"HTTP/1\.1 (?<status>\d{3}) ", RegexOptions.None, 1000)]
    private static partial Regex StatusLine();
}
