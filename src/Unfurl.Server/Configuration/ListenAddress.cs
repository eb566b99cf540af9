namespace Unfurl.Server.Configuration;

/// <summary>An address that the service listens on, as this machine reaches it.</summary>
/// <param name="Key">The setting that it stands in.</param>
/// <param name="Url">Its URL; of a Unix socket the scheme counts alone.</param>
internal sealed record ListenAddress(string Key, Uri Url)
{
    /// <summary>The path of a Unix socket; null for a port.</summary>
    public string? UnixSocket { get; private init; }

    /// <summary>Whether HTTP/1.1 is refused there.</summary>
    public bool IsHttp2Only { get; init; }

    /// <returns>Null when the text is not an address such as http://+:8080.</returns>
    public static ListenAddress? Parse(string key, string? text)
    {
        try
        {
            var address = BindingAddress.Parse(text ?? "");
            if (address.IsUnixPipe)
                return new ListenAddress(key, new Uri($"{address.Scheme}://localhost"))
                {
                    UnixSocket = address.UnixPipePath,
                };
            var url = new Uri($"{address.Scheme}://{ReachableHost(address.Host)}:{address.Port}");
            // Kestrel refuses a path.
            return url.Scheme is "http" or "https" && address.PathBase.Length == 0 ? new ListenAddress(key, url) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Kestrel takes any host that is neither "localhost" nor an IP address for all addresses of the machine.
    private static string ReachableHost(string host) =>
        host switch
        {
            "*" or "+" or "0.0.0.0" or "[::]" => "localhost",
            _ when Uri.CheckHostName(host) == UriHostNameType.Dns => "localhost",
            _ => host,
        };
}
