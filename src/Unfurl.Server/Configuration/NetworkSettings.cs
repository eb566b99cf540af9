using System.Net;

namespace Unfurl.Server.Configuration;

/// <summary>Reads the public URL and the trusted proxies.</summary>
internal static class NetworkSettings
{
    public static Uri PublicUrl(SettingsReader read, bool isDevelopment, Uri? listenAddress)
    {
        var setting = KnownSettings.PublicUrl;
        // In Development the browser is on this machine, so the first address we listen on is the public one.
        var fallback = isDevelopment && listenAddress is not null ? listenAddress : new Uri("https://missing.invalid");
        if (read.Optional(setting) is null)
        {
            if (!isDevelopment || listenAddress is null)
                read.Report(setting, $"is missing: {setting.Meaning}");
            return fallback;
        }
        if (read.Url(setting) is not { } url)
            return fallback;
        if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
            read.Report(setting, $"must have no path, query or fragment: {setting.Meaning}");
        if (url is { Scheme: "http", IsLoopback: false })
            read.Report(setting, "must be https; plain http is for loopback addresses only");
        // Headers are ASCII, so an international host name is sent as Punycode.
        return url.HostNameType == UriHostNameType.Dns ? new UriBuilder(url) { Host = url.IdnHost }.Uri : url;
    }

    public static IReadOnlyList<IPNetwork> TrustedProxies(SettingsReader read)
    {
        var networks = new List<IPNetwork>();
        foreach (var (key, text) in read.List(KnownSettings.TrustedProxies))
        {
            if (IPAddress.TryParse(text, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                read.Report(key, $"must be an IP address or a CIDR range such as 10.0.0.0/8; '{text}' is neither");
        }
        return networks.Count > 0 ? networks : [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
    }
}
