using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Unfurl.Benchmarks.Http;

/// <summary>
/// A minimal HTTP/1.1 connection: the client shares the machine with the service, so its own work must not distort the
/// figures.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection();
        try
        {
            await connection._socket.ConnectAsync(url.Host, url.Port);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async Task<RawResponse> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var read = 0;
        while (true)
        {
            var more = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            if (more == 0)
                throw new IOException("The server closed the connection.");
            read += more;
            if (Parse(_buffer.AsSpan(0, read)) is { } response)
                return response;
        }
    }

    public void Dispose() => _socket.Dispose();

    // Null if the response is incomplete.
    private static RawResponse? Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;
        var head = Encoding.ASCII.GetString(bytes[..end]);
        var body = bytes[(end + 4)..];
        var isWhole = Length(head) is { } length ? body.Length >= length : body.EndsWith("0\r\n\r\n"u8);
        return isWhole
            ? new(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), Encoding.UTF8.GetString(body))
            : null;
    }

    private static int? Length(string head)
    {
        const string Name = "Content-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = head.AsSpan(at + Name.Length);
        var end = value.IndexOf('\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}

// The body includes the chunk sizes of a chunked response.
internal readonly record struct RawResponse(int Status, string Body);
