namespace Unfurl.Simulator.Tool.Browsing;

/// <summary>Where the pressing browser may go: the authorization endpoint's origin, and what it was told.</summary>
internal sealed class AllowedHosts(Uri authorizeUrl, IReadOnlyList<string> more)
{
    public bool Allow(Uri address) =>
        address.Scheme is "http" or "https"
        && address.UserInfo.Length == 0
        && (IsAuthorizationServer(address) || more.Any(host => IsAllowedHost(address, host)));

    /// <summary>Whoever is reached by https is not left for http.</summary>
    private bool IsAuthorizationServer(Uri address) =>
        address.GetLeftPart(UriPartial.Authority) == authorizeUrl.GetLeftPart(UriPartial.Authority);

    private static bool IsAllowedHost(Uri address, string host) =>
        host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        || host.Equals($"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase);
}
