using System.Net;
using System.Net.Sockets;

namespace Unfurl.Testing;

/// <summary>An address that neither accepts nor refuses connections, like one behind a firewall that drops packets.</summary>
public sealed class SilentAddress : IDisposable
{
    private readonly Socket _listener;
    private readonly Socket _first;

    // Linux drops what asks for a connection while the queue of a listener is full: with a backlog of 0, after one.
    public SilentAddress(IPAddress address, int port)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
        _first = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _first.Connect(_listener.LocalEndPoint!);
        // It is in the queue a moment after it is connected, and until then one more would get in.
        _listener.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead);
    }

    public void Dispose()
    {
        _first.Dispose();
        _listener.Dispose();
    }
}
