using Unfurl.Demo.Site;
using Unfurl.Simulator;

namespace Unfurl.Testing;

/// <summary>The service, the Notion simulator and the demo provider as three servers with three origins.</summary>
public static class TestServers
{
    public const string ClientId = "notion";
    public const string ClientSecret = "client-secret-of-notion";
    public const string NotionClientId = "connection";
    public const string NotionClientSecret = "connection-secret";

    public static async Task<(SimulatorHost Notion, AcmeSiteHost Acme, UnfurlHost Service)> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        TimeProvider? time = null
    )
    {
        var notion = await SimulatorHost.StartAsync();
        var acme = await AcmeSiteHost.StartAsync();
        var all = Settings(notion, acme);
        foreach (var (key, value) in settings ?? [])
            all[key] = value;
        var service = UnfurlHost.Start(all, time: time);
        notion.Configure(Options(notion.BaseUrl, service.Url));
        acme.Site.AllowRedirect(new Uri(service.Url, "/signin/acme/callback"));
        return (notion, acme, service);
    }

    // The settings name the providers.
    public static async Task<(SimulatorHost Notion, UnfurlHost Service)> StartAsync(
        IReadOnlyCollection<KeyValuePair<string, string?>> providers
    )
    {
        var notion = await SimulatorHost.StartAsync();
        var service = UnfurlHost.Start([.. Settings(notion), .. providers]);
        notion.Configure(Options(notion.BaseUrl, service.Url));
        return (notion, service);
    }

    public static Dictionary<string, string?> Settings(SimulatorHost notion, AcmeSiteHost acme) =>
        Settings(notion.BaseUrl, acme);

    public static Dictionary<string, string?> Settings(Uri notion, AcmeSiteHost acme) =>
        new(Settings(notion), StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:Providers:acme:Type"] = "Acme",
            ["Unfurl:Providers:acme:Host"] = AcmeCatalog.Host,
            ["Unfurl:Providers:acme:WebUrl"] = acme.WebUrl.AbsoluteUri,
            ["Unfurl:Providers:acme:ClientId"] = "unfurl-demo",
            ["Unfurl:Providers:acme:ClientSecret"] = "unfurl-demo-secret",
        };

    public static Dictionary<string, string?> Settings(SimulatorHost notion) => Settings(notion.BaseUrl);

    private static Dictionary<string, string?> Settings(Uri notion) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:OAuth:ClientId"] = ClientId,
            ["Unfurl:OAuth:ClientSecret"] = ClientSecret,
            ["Unfurl:Notion:ClientId"] = NotionClientId,
            ["Unfurl:Notion:ClientSecret"] = NotionClientSecret,
            ["Unfurl:Notion:ApiUrl"] = notion.AbsoluteUri,
        };

    public static SimulatorOptions Options(Uri notion, Uri service) =>
        new()
        {
            BaseUrl = notion,
            AuthorizeUrl = new Uri(service, "/notion/authorize"),
            TokenUrl = new Uri(service, "/notion/token"),
            UnfurlUrl = new Uri(service, "/unfurl"),
            DeletionUrl = new Uri(service, "/notion/deletion"),
            ClientId = ClientId,
            ClientSecret = new Secret(ClientSecret),
            NotionClientId = NotionClientId,
            NotionClientSecret = new Secret(NotionClientSecret),
        };
}
