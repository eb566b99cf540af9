using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Unfurl.Testing;

/// <summary>Free ports on loopback, for servers that must know their port before they start.</summary>
public static class Ports
{
    // Below the ephemeral ports (Linux: from 32768; IANA: from 49152), so that no other process gets the port before
    // the server starts.
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly HashSet<int> Taken = [];

    // Each port is returned only once per process.
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            lock (Taken)
            {
                if (Taken.Add(port) && IsFree(port))
                    return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
