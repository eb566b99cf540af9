using System.Net;

namespace Unfurl.Server.Providers.Gate;

/// <summary>Where the requests of one instance may go.</summary>
internal sealed class GateRules
{
    private readonly HashSet<Origin> _origins;
    private readonly bool _reachesOthers;
    private readonly Trust _ownTrust;
    private readonly AddressPolicy _addresses;
    private readonly IWebProxy _proxy;
    private volatile bool _isPrivate;

    /// <param name="proxy">The one that the connections of the instance use.</param>
    /// <param name="isOpen">Whether strangers are shown what the instance's host shows.</param>
    public GateRules(ConfiguredProvider provider, IWebProxy proxy, bool isOpen, bool isDevelopment)
    {
        Instance = provider.Name;
        _origins =
        [
            .. provider.Adapter.Origins.Select(Origin.Of),
            // Written by the operator or the adapter's author, like the others.
            .. provider.Adapter.SignIn is OAuthSignIn oauth ? [Origin.Of(oauth.TokenEndpoint)] : Array.Empty<Origin>(),
        ];
        _reachesOthers = provider.Adapter.ReachesOtherHosts;
        _ownTrust = isOpen ? Trust.OpenOrigin : Trust.Origin;
        _addresses = new(provider.Networks, AllowsLoopback: isDevelopment);
        _proxy = proxy;
    }

    /// <summary>For origins that an administrator names, without an instance.</summary>
    public GateRules(string purpose, IEnumerable<Uri> origins, IWebProxy proxy)
    {
        Instance = purpose;
        _origins = [.. origins.Select(Origin.Of)];
        _ownTrust = Trust.Origin;
        _addresses = new([]);
        _proxy = proxy;
    }

    public string Instance { get; }

    /// <summary>
    /// Whether the instance's own host was found on a private network, where not everybody gets. Through a proxy that stays
    /// unknown.
    /// </summary>
    public bool IsPrivate => _isPrivate;

    /// <returns>Why the request must not be sent, one of <see cref="GateRefusals"/>; null if it may be.</returns>
    /// <exception cref="UndeclaredOriginException">The adapter has no business there.</exception>
    public string? Refusal(HttpRequestMessage request)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url || TrustIn(url) is not { } trust)
            throw new UndeclaredOriginException(
                request.RequestUri is { IsAbsoluteUri: true } other ? other.Host : null
            );
        if (url.UserInfo.Length > 0)
            return GateRefusals.UserInfo;
        // GateConnection takes a CONNECT for the client's own.
        if (request.Method == HttpMethod.Connect)
            return GateRefusals.Connect;
        if (trust == Trust.Other && OtherRefusal(url) is { } reason)
            return reason;
        return trust == Trust.Origin || ProxyFor(url) is not { } proxy ? null : ProxiedRefusal(url, trust, proxy);
    }

    /// <returns>Why nothing may connect to an address of the URL's host; null if it may be.</returns>
    public string? Refusal(Uri url, IPAddress address)
    {
        if (TrustIn(url) is not { } trust)
            return GateRefusals.NotPublic;
        if (_addresses.Refusal(address, trust) is { } reason)
            return reason;
        if (trust == Trust.Origin && _addresses.Refusal(address, Trust.OpenOrigin) is not null)
            _isPrivate = true;
        return null;
    }

    /// <summary>As <see cref="SocketsHttpHandler"/> asks for it; null for none.</summary>
    public Uri? ProxyFor(Uri url) => _proxy.IsBypassed(url) ? null : _proxy.GetProxy(url);

    private Trust? TrustIn(Uri url) =>
        _origins.Contains(Origin.Of(url)) ? _ownTrust
        : _reachesOthers ? Trust.Other
        : null;

    private static string? OtherRefusal(Uri url) =>
        url switch
        {
            _ when url.Scheme != Uri.UriSchemeHttps => GateRefusals.NotHttps,
            { Port: not 443 } => GateRefusals.NotPort443,
            _ when HostName.IsAddress(url) => GateRefusals.AddressAsName,
            _ => null,
        };

    // The proxy resolves the name, so its addresses cannot be judged here.
    private string? ProxiedRefusal(Uri url, Trust trust, Uri proxy) =>
        IPAddress.TryParse(url.IdnHost, out var address) ? _addresses.Refusal(address, trust)
        // For SOCKS 4, .NET resolves the name itself, past the gate.
        : HostName.IsAddress(url) || HostName.IsLocal(url) || proxy.Scheme == "socks4" ? GateRefusals.LocalName
        : null;

    private sealed record Origin(string Scheme, string Host, int Port)
    {
        // Uri writes scheme and host in small letters.
        public static Origin Of(Uri url) => new(url.Scheme, url.IdnHost, url.Port);
    }
}
