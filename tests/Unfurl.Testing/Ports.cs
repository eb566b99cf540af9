using System.Net;
using System.Net.Sockets;

namespace Unfurl.Testing;

/// <summary>Free ports on loopback, for servers that must know theirs before they start.</summary>
public static class Ports
{
    private static readonly HashSet<int> Taken = [];

    /// <summary>A port that is free now and that this process gives out only once.</summary>
    public static int Free()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Taken)
            {
                if (Taken.Add(port))
                    return port;
            }
        }
    }
}
