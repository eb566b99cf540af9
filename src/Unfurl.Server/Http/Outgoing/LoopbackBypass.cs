using System.Net;

namespace Unfurl.Server.Http.Outgoing;

/// <summary>
/// The proxy that the environment names, except for calls to this machine: a proxy elsewhere cannot make them. .NET itself
/// makes no exception, and Docker hands the proxy of its own configuration to every container.
/// </summary>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <summary>For all HTTP clients of the process that name no proxy of their own.</summary>
    public static void Install()
    {
        if (HttpClient.DefaultProxy is not LoopbackBypass)
            HttpClient.DefaultProxy = new LoopbackBypass(HttpClient.DefaultProxy);
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => IsThisMachine(host) || proxy.IsBypassed(host);

    private static bool IsThisMachine(Uri url) =>
        IPAddress.TryParse(url.IdnHost, out var address)
            ? IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            // RFC 6761 §6.3.
            : $".{url.IdnHost}".TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
