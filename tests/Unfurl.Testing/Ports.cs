using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Unfurl.Testing;

/// <summary>Free ports on loopback, for servers that must know theirs before they start.</summary>
public static class Ports
{
    // Below those that the system gives to whoever asks for any port (Linux: from 32768; IANA: from 49152): until its
    // server starts, nobody else is given the port.
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly HashSet<int> Taken = [];

    /// <summary>A port that is free now and that this process gives out only once.</summary>
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
