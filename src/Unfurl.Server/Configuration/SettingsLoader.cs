using System.Globalization;

namespace Unfurl.Server.Configuration;

/// <summary>Turns configuration into <see cref="UnfurlSettings"/>, with the defaults of <see cref="KnownSettings"/>.</summary>
internal static class SettingsLoader
{
    /// <summary>Where the simulator is mounted below <c>PublicUrl</c>.</summary>
    public const string SimulatorPath = "/lab/notion";

    public static UnfurlSettings Load(SettingsReader read, bool isDevelopment, Uri? listenAddress)
    {
        var publicUrl = NetworkSettings.PublicUrl(read, isDevelopment, listenAddress);
        var notion = Notion(read, isDevelopment, publicUrl);
        TelemetrySettings.Check(read);
        return new UnfurlSettings
        {
            PublicUrl = publicUrl,
            TrustedProxies = NetworkSettings.TrustedProxies(read),
            Developer = Text(read, KnownSettings.Developer),
            OAuth = OAuth(read, isDevelopment, notion),
            Notion = notion,
            Cache = new(read.Duration(KnownSettings.Fresh), read.Duration(KnownSettings.Stale)),
            Resolve = Resolve(read),
            Updates = new(read.Duration(KnownSettings.TrackFor)),
            Storage = StorageSettingsLoader.Load(read),
            PluginsPath = PluginsPath(read),
        };
    }

    private static OAuthSettings OAuth(SettingsReader read, bool isDevelopment, NotionSettings notion)
    {
        var client = Client(read, KnownSettings.OAuthClientId, KnownSettings.OAuthClientSecret, !isDevelopment);
        return new(
            client,
            RedirectUris(read, notion),
            read.Duration(KnownSettings.AuthorizationCodeLifetime),
            read.Duration(KnownSettings.AccessTokenLifetime),
            read.Duration(KnownSettings.RefreshTokenLifetime)
        );
    }

    private static OAuthClient? Client(SettingsReader read, Setting idSetting, Setting secretSetting, bool isRequired)
    {
        if (!isRequired && read.Optional(idSetting) is null && read.Optional(secretSetting) is null)
            return null;
        var id = read.Required(idSetting);
        var secret = read.Required(secretSetting);
        return id is null || secret is null ? null : new OAuthClient(id, new Secret(secret));
    }

    private static List<Uri> RedirectUris(SettingsReader read, NotionSettings notion)
    {
        var uris = new List<Uri>();
        foreach (var (key, text) in read.List(KnownSettings.RedirectUris))
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
            uris.Add(new Uri(KnownSettings.RedirectUris.Default!));
        if (notion.IsSimulated)
            uris.Add(notion.UrlOf("externalintegrationauthcallback"));
        return uris;
    }

    private static bool IsHttpsOrLoopback(Uri uri) => uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback);

    private static NotionSettings Notion(SettingsReader read, bool isDevelopment, Uri publicUrl)
    {
        var simulator = new Uri(publicUrl, SimulatorPath);
        var apiUrl = read.Url(KnownSettings.NotionApiUrl);
        var client = Client(read, KnownSettings.NotionClientId, KnownSettings.NotionClientSecret, !isDevelopment);
        // Without credentials of its own, Development talks to the simulator.
        apiUrl ??= isDevelopment && client is null ? simulator : new Uri(KnownSettings.NotionApiUrl.Default!);
        if (apiUrl.Query.Length > 0 || apiUrl.Fragment.Length > 0)
            read.Report(KnownSettings.NotionApiUrl, "must have no query or fragment, e.g. https://api.notion.com");
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
        var setting = KnownSettings.NotionVersion;
        var version = Text(read, setting);
        if (DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return version;
        read.Report(setting, $"must be a date such as {setting.Default}");
        return setting.Default!;
    }

    private static ResolveSettings Resolve(SettingsReader read)
    {
        var soft = read.Duration(KnownSettings.SoftTimeout);
        var hard = read.Duration(KnownSettings.Timeout);
        if (soft > hard)
            read.Report(KnownSettings.SoftTimeout, $"must not be longer than {KnownSettings.Timeout.Key}");
        return new(soft, hard);
    }

    private static string PluginsPath(SettingsReader read)
    {
        if (read.Optional(KnownSettings.PluginsPath) is not { } path)
            return Path.Combine(AppContext.BaseDirectory, "plugins");
        read.Warn($"{KnownSettings.PluginsPath.Key} has no effect, because this version loads no plugins");
        return path;
    }

    private static string Text(SettingsReader read, Setting setting) => read.Optional(setting) ?? setting.Default!;
}
