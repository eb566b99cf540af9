using System.Diagnostics.CodeAnalysis;

namespace Unfurl.Server.Configuration;

/// <summary>
/// Where the service listens, in Kestrel's own order: <c>Kestrel:Endpoints</c>, then <c>ASPNETCORE_URLS</c>, then
/// <c>ASPNETCORE_HTTP_PORTS</c> with <c>ASPNETCORE_HTTPS_PORTS</c>. All of them may be options of the command line as well.
/// </summary>
internal static class ListenAddresses
{
    private const string UrlsKey = "ASPNETCORE_URLS";
    private const string Default = "http://localhost:5000";

    /// <param name="configuration">The service's.</param>
    /// <param name="addresses">All of them, at least one.</param>
    /// <param name="wrongKey">The key of the first that is not an address.</param>
    public static bool TryRead(
        IConfiguration configuration,
        out IReadOnlyList<ListenAddress> addresses,
        [NotNullWhen(false)] out string? wrongKey
    )
    {
        var all = new List<ListenAddress>();
        (addresses, wrongKey) = (all, null);
        foreach (var (key, text, protocols) in Texts(configuration))
        {
            if (ListenAddress.Parse(key, text) is { } address)
                all.Add(address with { IsHttp2Only = IsHttp2(protocols) });
            else
                wrongKey ??= key;
        }
        return wrongKey is null;
    }

    private static IEnumerable<(string Key, string? Text, string? Protocols)> Texts(IConfiguration configuration)
    {
        var protocols = configuration["Kestrel:EndpointDefaults:Protocols"];
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        if (endpoints.Count > 0 && (urls.Length == 0 || !PrefersUrls(configuration)))
            return endpoints.Select(endpoint =>
                ($"{endpoint.Path}:Url", endpoint["Url"], endpoint["Protocols"] ?? protocols)
            );
        (string Key, string Text)[] texts = [.. urls.Select(url => (UrlsKey, url))];
        if (texts.Length == 0)
            texts =
            [
                .. Ports(configuration, WebHostDefaults.HttpPortsKey, "http"),
                .. Ports(configuration, WebHostDefaults.HttpsPortsKey, "https"),
            ];
        if (texts.Length == 0)
            texts = [(UrlsKey, Default)];
        return texts.Select(text => (text.Key, (string?)text.Text, protocols));
    }

    private static IEnumerable<(string, string)> Ports(IConfiguration configuration, string key, string scheme) =>
        Split(configuration[key]).Select(port => ($"ASPNETCORE_{key.ToUpperInvariant()}", $"{scheme}://*:{port}"));

    private static bool PrefersUrls(IConfiguration configuration) =>
        configuration[WebHostDefaults.PreferHostingUrlsKey] is { } text
        && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static bool IsHttp2(string? protocols) => "Http2".Equals(protocols, StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
