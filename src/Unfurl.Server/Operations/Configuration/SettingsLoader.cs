using System.Net;

namespace Unfurl.Server.Operations.Configuration;

/// <summary>Turns configuration into <see cref="UnfurlSettings"/>, with defaults as documented in the README.</summary>
internal static class SettingsLoader
{
    /// <summary>The spellings of Notion's redirect URI in its documentation; hosts match with and without www.</summary>
    private static readonly Uri NotionRedirectUri = new("https://www.notion.so/externalintegrationauthcallback");

    /// <summary>Where the simulator is mounted below <c>PublicUrl</c>.</summary>
    public const string SimulatorPath = "/lab/notion";

    public static UnfurlSettings Load(SettingsReader read, bool isDevelopment, string? listenUrls)
    {
        var publicUrl = PublicUrl(read, isDevelopment, listenUrls);
        var notion = Notion(read, isDevelopment, publicUrl);
        return new UnfurlSettings
        {
            PublicUrl = publicUrl,
            TrustedProxies = TrustedProxies(read),
            Developer = read.Optional("Unfurl:Developer") ?? "Unfurl",
            OAuth = OAuth(read, isDevelopment, notion),
            Notion = notion,
            Cache = new(
                read.Duration("Unfurl:Cache:Fresh", TimeSpan.FromMinutes(1)),
                read.Duration("Unfurl:Cache:Stale", TimeSpan.FromDays(1))
            ),
            Resolve = Resolve(read),
            Storage = Storage(read),
            PluginsPath = read.Optional("Unfurl:Plugins:Path") ?? Path.Combine(AppContext.BaseDirectory, "plugins"),
        };
    }

    private static Uri PublicUrl(SettingsReader read, bool isDevelopment, string? listenUrls)
    {
        const string Key = "Unfurl:PublicUrl";
        const string Meaning =
            "the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com";
        var fallback = new Uri(isDevelopment ? ListenUrl(listenUrls) : "https://missing.invalid");
        if (read.Optional(Key) is null)
        {
            if (!isDevelopment)
                read.Report(Key, $"is missing: {Meaning}");
            return fallback;
        }
        if (read.Url(Key) is not { } url)
            return fallback;
        if (url.PathAndQuery != "/" || url.Fragment.Length > 0)
            read.Report(Key, $"must have no path, query or fragment: {Meaning}");
        if (url is { Scheme: "http", IsLoopback: false })
            read.Report(Key, "must be https; plain http is for loopback addresses only");
        return url;
    }

    /// <summary>In Development the browser is on this machine, so the first address we listen on is the public one.</summary>
    private static string ListenUrl(string? listenUrls)
    {
        var first =
            listenUrls?.Split(';', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "http://localhost:5000";
        var address = BindingAddress.Parse(first);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }

    private static List<IPNetwork> TrustedProxies(SettingsReader read)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in read.List("Unfurl:TrustedProxies"))
        {
            if (IPAddress.TryParse(text, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else
                read.Report("Unfurl:TrustedProxies", $"must hold IP addresses or CIDR ranges; '{text}' is neither");
        }
        return networks.Count > 0 ? networks : [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
    }

    private static OAuthSettings OAuth(SettingsReader read, bool isDevelopment, NotionSettings notion)
    {
        const string Meaning = "you choose it; paste the same value into Notion's portal";
        return new(
            Client(read, "Unfurl:OAuth", Meaning, isRequired: !isDevelopment),
            RedirectUris(read, notion),
            read.Duration("Unfurl:OAuth:AuthorizationCodeLifetime", TimeSpan.FromMinutes(1)),
            read.Duration("Unfurl:OAuth:AccessTokenLifetime", TimeSpan.FromHours(8)),
            read.Duration("Unfurl:OAuth:RefreshTokenLifetime", TimeSpan.FromDays(180))
        );
    }

    private static OAuthClient? Client(SettingsReader read, string section, string meaning, bool isRequired)
    {
        var (idKey, secretKey) = ($"{section}:ClientId", $"{section}:ClientSecret");
        if (!isRequired && read.Optional(idKey) is null && read.Optional(secretKey) is null)
            return null;
        var id = read.Required(idKey, meaning);
        var secret = read.Required(secretKey, meaning);
        return id is null || secret is null ? null : new OAuthClient(id, new Secret(secret));
    }

    private static List<Uri> RedirectUris(SettingsReader read, NotionSettings notion)
    {
        const string Key = "Unfurl:OAuth:RedirectUris";
        var uris = new List<Uri>();
        foreach (var text in read.List(Key))
        {
            if (
                Uri.TryCreate(text, UriKind.Absolute, out var uri)
                && uri is { UserInfo: "", Fragment: "" }
                && IsHttpsOrLoopback(uri)
            )
                uris.Add(uri);
            else
                read.Report(Key, $"must hold absolute https URLs without user name and fragment; '{text}' is not one");
        }
        if (uris.Count == 0)
            uris.Add(NotionRedirectUri);
        if (notion.IsSimulated)
            uris.Add(notion.UrlOf("externalintegrationauthcallback"));
        return uris;
    }

    private static bool IsHttpsOrLoopback(Uri uri) => uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback);

    private static NotionSettings Notion(SettingsReader read, bool isDevelopment, Uri publicUrl)
    {
        const string Meaning = "the Notion connection's own id and secret, shown in Notion's portal";
        var simulator = new Uri(publicUrl, SimulatorPath);
        var apiUrl = read.Url("Unfurl:Notion:ApiUrl");
        var client = Client(read, "Unfurl:Notion", Meaning, isRequired: !isDevelopment);
        // Without a connection of its own, Development has nobody to talk to but the simulator.
        apiUrl ??= isDevelopment && client is null ? simulator : new Uri("https://api.notion.com");
        var isSimulated = isDevelopment && apiUrl.IsLoopback;
        return new(
            client ?? new OAuthClient("notion-in-a-box", new Secret("notion-in-a-box")),
            apiUrl,
            read.Optional("Unfurl:Notion:Version") ?? "2026-03-11",
            isSimulated
        );
    }

    private static ResolveSettings Resolve(SettingsReader read)
    {
        var soft = read.Duration("Unfurl:Resolve:SoftTimeout", TimeSpan.FromSeconds(1));
        var hard = read.Duration("Unfurl:Resolve:Timeout", TimeSpan.FromSeconds(5));
        if (soft > hard)
            read.Report("Unfurl:Resolve:SoftTimeout", "must not be longer than Unfurl:Resolve:Timeout");
        return new(soft, hard);
    }

    private static StorageSettings Storage(SettingsReader read)
    {
        var certificate = read.Optional("Unfurl:DataProtection:Certificate");
        if (certificate is not null && !File.Exists(certificate))
            read.Report("Unfurl:DataProtection:Certificate", "must be the path of a PFX file that exists");
        var password = read.Optional("Unfurl:DataProtection:CertificatePassword");
        if (read.Optional("ConnectionStrings:Redis") is not null)
            read.Warn("ConnectionStrings:Redis is set, but this version caches in memory only: run a single instance");
        return new(
            read.Optional("ConnectionStrings:Postgres"),
            read.Optional("ConnectionStrings:Sqlite") ?? "Data Source=unfurl.db",
            certificate,
            password is null ? null : new Secret(password)
        );
    }
}
