using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.IntegrationTests.Contract.BadInput;

/// <summary>A connection on which a test writes bytes that no HTTP client would.</summary>
internal sealed partial class RawConnection : IAsyncDisposable
{
    /// <summary>Only for a service that neither answers nor closes; nothing waits that long when all is well.</summary>
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
            // Closed on the other side already: what it said is still to be read.
        }
    }

    /// <summary>Sends and reads until the service closes the connection.</summary>
    public async Task<RawResponse> SendAsync(string text)
    {
        await WriteAsync(text);
        return await ReadToEndAsync();
    }

    /// <summary>Reads until the service closes the connection.</summary>
    /// <exception cref="OperationCanceledException">It never did.</exception>
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
            // Reset instead of closed, because it was still being sent to.
        }
        return new RawResponse(text.ToString());
    }

    /// <summary>Reads until the status of an answer is there, past any <c>100 Continue</c>.</summary>
    public async Task<int> ReadStatusAsync()
    {
        var answer = new RawResponse("");
        var buffer = new byte[16 * 1024];
        using var limit = new CancellationTokenSource(Limit);
        while (!answer.Statuses.Any(status => status >= 200))
        {
            var count = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            if (count == 0)
                return 0;
            answer = new RawResponse(answer.Text + Encoding.Latin1.GetString(buffer, 0, count));
        }
        return answer.Statuses.First(status => status >= 200);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>All that came back.</summary>
    internal sealed record RawResponse(string Text)
    {
        /// <summary>The status of every answer, in order.</summary>
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
