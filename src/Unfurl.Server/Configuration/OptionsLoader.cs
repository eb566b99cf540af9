namespace Unfurl.Server.Configuration;

/// <summary>Reads all options of the service and checks what depends on more than one of them.</summary>
internal static class OptionsLoader
{
    /// <summary>Where the simulator is mounted below <c>PublicUrl</c>.</summary>
    public const string SimulatorPath = "/lab/notion";

    private static readonly string[] PreviewKeys =
    [
        $"{OAuthServerOptions.Section}:{nameof(OAuthServerOptions.ClientId)}",
        $"{OAuthServerOptions.Section}:{nameof(OAuthServerOptions.ClientSecret)}",
        $"{NotionOptions.Section}:{nameof(NotionOptions.ClientId)}",
        $"{NotionOptions.Section}:{nameof(NotionOptions.ClientSecret)}",
    ];

    public static UnfurlOptions Load(SettingsReader reader, bool isDevelopment, Uri? listenAddress)
    {
        var options = reader.Read(
            UnfurlOptions.Section,
            new UnfurlOptions(),
            mayBeEmpty: isDevelopment && listenAddress is not null
        );
        // In Development the browser is on this machine, so the first address we listen on is the public one.
        if (isDevelopment && !reader.IsSet(UnfurlOptions.PublicUrlKey))
            options.PublicUrl = listenAddress ?? options.PublicUrl;
        options.Notion.Connections = NotionConnectionOptions.Load(reader);
        options.Notion.Public = NotionPublicOptions.Load(reader);
        // The two pairs of Link Previews belong together.
        var needsPreviews =
            !isDevelopment && (!options.Notion.HasConnections || PreviewKeys.Any(key => reader.IsSet(key)));
        reader.Read(OAuthServerOptions.Section, options.OAuth, mayBeEmpty: !needsPreviews);
        reader.Read(NotionOptions.Section, options.Notion, mayBeEmpty: !needsPreviews);
        reader.Read(ConnectionStringOptions.Section, options.ConnectionStrings);
        reader.Read(DataProtectionOptions.Section, options.DataProtection);
        reader.Read(CacheOptions.Section, options.Cache);
        reader.Read(ResolveOptions.Section, options.Resolve);
        reader.Read(UpdateOptions.Section, options.Updates);
        reader.Read(PluginOptions.Section, options.Plugins);
        reader.Read("", options.Telemetry);
        if (isDevelopment)
            Simulate(options, hasApiUrl: reader.IsSet($"{NotionOptions.Section}:{nameof(NotionOptions.ApiUrl)}"));
        Warn(reader, options.ConnectionStrings);
        return options;
    }

    // Without credentials of its own, Development talks to the simulator.
    private static void Simulate(UnfurlOptions options, bool hasApiUrl)
    {
        var notion = options.Notion;
        if (notion.ClientId is null && !notion.HasConnections && !hasApiUrl)
            notion.ApiUrl = options.UrlOf(SimulatorPath);
        notion.ClientId ??= "notion-in-a-box";
        notion.ClientSecret ??= new Secret("notion-in-a-box");
        notion.IsSimulated = notion.ApiUrl.IsLoopback;
        if (notion.IsSimulated)
            options.OAuth.RedirectUris =
            [
                .. options.OAuth.RedirectUris,
                notion.UrlOf("externalintegrationauthcallback"),
            ];
    }

    private static void Warn(SettingsReader reader, ConnectionStringOptions connectionStrings)
    {
        if (connectionStrings.Postgres is not null && reader.IsSet(ConnectionStringOptions.SqliteKey))
            reader.Warn(
                ConnectionStringOptions.SqliteKey,
                $"has no effect, because {ConnectionStringOptions.PostgresKey} is set"
            );
        if (connectionStrings is { Postgres: null, Redis: not null })
            reader.Warn(
                "ConnectionStrings:Redis",
                $"is set without {ConnectionStringOptions.PostgresKey}: replicas would share the cache, but not the accounts"
            );
        TelemetryOptions.WarnOfSingleSignals(reader);
    }
}
