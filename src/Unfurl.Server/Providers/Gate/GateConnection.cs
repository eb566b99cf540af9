using Unfurl.Server.Http.Outgoing;

namespace Unfurl.Server.Providers.Gate;

/// <summary>
/// Connects for one instance, and judges each address when a socket would connect to it: a name can have another address by
/// then than when it was looked at (DNS rebinding).
/// </summary>
internal sealed class GateConnection(GateRules rules, HostConnection connection)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // The client pools connections by scheme, host and port, so that all requests on one are of the same trust.
        var url = context.InitialRequestMessage.RequestUri!;
        return LeadsToProxy(context, url)
            ? connection.OpenAsync(context, cancellationToken)
            : connection.OpenAsync(context, address => rules.Refusal(url, address), cancellationToken);
    }

    // For https through an HTTP proxy, the client makes a CONNECT of its own. For http, and through SOCKS, the request is that
    // of the adapter, and the end point is the proxy's. Whatever else there may be is judged.
    private bool LeadsToProxy(SocketsHttpConnectionContext context, Uri url) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect
        || (
            rules.ProxyFor(url) is { } proxy
            && context.DnsEndPoint.Port == proxy.Port
            // An IPv6 address may come with its brackets.
            && context
                .DnsEndPoint.Host.Trim('[', ']')
                .Equals(proxy.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        );
}
