using System.Globalization;

namespace Unfurl.Server.Configuration;

/// <summary>Turns configuration into <see cref="UnfurlSettings"/>, with defaults as documented in the README.</summary>
internal static class SettingsLoader
{
    /// <summary>Notion's redirect URI; hosts match with and without www.</summary>
    private static readonly Uri NotionRedirectUri = new("https://www.notion.so/externalintegrationauthcallback");

    /// <summary>Nobody looks at a page that long.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    /// <summary>Where the simulator is mounted below <c>PublicUrl</c>.</summary>
    public const string SimulatorPath = "/lab/notion";

    public static UnfurlSettings Load(SettingsReader read, bool isDevelopment, Uri? listenAddress)
    {
        var publicUrl = NetworkSettings.PublicUrl(read, isDevelopment, listenAddress);
        var notion = Notion(read, isDevelopment, publicUrl);
        return new UnfurlSettings
        {
            PublicUrl = publicUrl,
            TrustedProxies = NetworkSettings.TrustedProxies(read),
            Developer = read.Optional("Unfurl:Developer") ?? "Unfurl",
            OAuth = OAuth(read, isDevelopment, notion),
            Notion = notion,
            Cache = new(
                read.Duration("Unfurl:Cache:Fresh", TimeSpan.FromMinutes(1)),
                read.Duration("Unfurl:Cache:Stale", TimeSpan.FromDays(1))
            ),
            Resolve = Resolve(read),
            Updates = new(read.Duration("Unfurl:Updates:TrackFor", TimeSpan.FromDays(90))),
            Storage = StorageSettingsLoader.Load(read),
            PluginsPath = PluginsPath(read),
        };
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
        foreach (var (key, text) in read.List(Key))
        {
            if (
                Uri.TryCreate(text, UriKind.Absolute, out var uri)
                && uri is { UserInfo: "", Fragment: "" }
                && IsHttpsOrLoopback(uri)
            )
                uris.Add(uri);
            else
                read.Report(key, "must be an absolute https URL without user name and fragment");
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
        if (apiUrl.Query.Length > 0 || apiUrl.Fragment.Length > 0)
            read.Report("Unfurl:Notion:ApiUrl", "must have no query or fragment, e.g. https://api.notion.com");
        var isSimulated = isDevelopment && apiUrl.IsLoopback;
        return new(
            client ?? new OAuthClient("notion-in-a-box", new Secret("notion-in-a-box")),
            apiUrl,
            Version(read),
            isSimulated
        );
    }

    private static string Version(SettingsReader read)
    {
        const string Key = "Unfurl:Notion:Version";
        const string Default = "2026-03-11";
        var version = read.Optional(Key) ?? Default;
        if (DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return version;
        read.Report(Key, $"must be a date such as {Default}");
        return Default;
    }

    private static ResolveSettings Resolve(SettingsReader read)
    {
        var soft = read.Duration("Unfurl:Resolve:SoftTimeout", TimeSpan.FromSeconds(1), MaxTimeout);
        var hard = read.Duration("Unfurl:Resolve:Timeout", TimeSpan.FromSeconds(5), MaxTimeout);
        if (soft > hard)
            read.Report("Unfurl:Resolve:SoftTimeout", "must not be longer than Unfurl:Resolve:Timeout");
        return new(soft, hard);
    }

    private static string PluginsPath(SettingsReader read)
    {
        const string Key = "Unfurl:Plugins:Path";
        if (read.Optional(Key) is not { } path)
            return Path.Combine(AppContext.BaseDirectory, "plugins");
        read.Warn($"{Key} has no effect, because this version loads no plugins");
        return path;
    }
}
