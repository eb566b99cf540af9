namespace Unfurl.Cli.Commands.Simulate.Browsing;

/// <summary>
/// The hosts that the scripted browser may call: the authorization endpoint's origin, and those of <c>--allow-host</c>.
/// </summary>
internal sealed class AllowedHosts(Uri authorizeUrl, IReadOnlyList<string> more)
{
    public bool Allow(Uri address) =>
        address.Scheme is "http" or "https"
        && address.UserInfo.Length == 0
        && (IsAuthorizationServer(address) || more.Any(host => IsAllowedHost(address, host)));

    // A host reached by https is not called by http.
    private bool IsAuthorizationServer(Uri address) =>
        address.GetLeftPart(UriPartial.Authority) == authorizeUrl.GetLeftPart(UriPartial.Authority);

    private static bool IsAllowedHost(Uri address, string host) =>
        host.Equals(address.Host, StringComparison.OrdinalIgnoreCase)
        || host.Equals($"{address.Host}:{address.Port}", StringComparison.OrdinalIgnoreCase);
}
