using Unfurl.IntegrationTests.Contract.Secrets;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>
/// The service as a process in Production, with every documented key set in the environment, behind a TLS proxy, with
/// GitHub, Notion, PostgreSQL and an OpenTelemetry collector.
/// </summary>
public sealed class ProductionTestHost : IAsyncLifetime
{
    public const string ClientId = "notion";
    public const string ClientSecret = "client-secret-of-notion";
    public const string NotionSecret = "secret-of-the-connection";
    public const string CertificatePassword = "password-of-the-certificate";
    public const string WebhookSecret = "secret-of-the-webhooks";

    // The test server needs no password but accepts one.
    public const string DatabasePassword = "password-of-the-database";

    public const string RedisPassword = "password-of-the-cache";

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-production-").FullName;

    public TlsProxy Proxy { get; private set; } = null!;
    public ServiceProcess Service { get; private set; } = null!;
    public GitHubDouble GitHub { get; private set; } = null!;
    public SimulatorHost Notion { get; private set; } = null!;
    internal OtlpSink Collector { get; private set; } = null!;
    public PostgresServer Postgres { get; private set; } = null!;

    public Dictionary<string, string?> Settings { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        (Proxy, Notion, Collector) = (
            await TlsProxy.StartAsync(),
            await SimulatorHost.StartAsync(),
            await OtlpSink.StartAsync()
        );
        Postgres = await PostgresServer.StartAsync();
        GitHub = await GitHubDouble.StartAsync();
        Notion.Configure(NotionOptions());
        Settings = await AllSettingsAsync();
        await StartServiceAsync();
    }

    // Also restarts a stopped service.
    public async Task StartServiceAsync()
    {
        Service = ServiceProcess.Start(Settings);
        Proxy.Target = Service.Url;
        await Service.WaitUntilListeningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Proxy.DisposeAsync();
        await GitHub.DisposeAsync();
        await Notion.DisposeAsync();
        await Collector.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Dictionary<string, string?>> AllSettingsAsync()
    {
        var certificate = Path.Combine(_folder, "keys.pfx");
        Certificates.WritePfx(certificate, CertificatePassword);
        var plugins = Directory.CreateDirectory(Path.Combine(_folder, "plugins")).FullName;
        var settings = new Dictionary<string, string?>
        {
            ["Unfurl:PublicUrl"] = Proxy.Url.AbsoluteUri,
            ["Unfurl:TrustedProxies:0"] = "127.0.0.1",
            ["Unfurl:TrustedProxies:1"] = "10.0.0.0/8",
            ["Unfurl:Developer"] = "Acme Inc.",
            ["Unfurl:OAuth:ClientId"] = ClientId,
            ["Unfurl:OAuth:ClientSecret"] = ClientSecret,
            ["Unfurl:OAuth:RedirectUris:0"] = new Uri(Notion.BaseUrl, "/externalintegrationauthcallback").AbsoluteUri,
            ["Unfurl:OAuth:AuthorizationCodeLifetime"] = "00:02:00",
            ["Unfurl:OAuth:AccessTokenLifetime"] = "04:00:00",
            ["Unfurl:OAuth:RefreshTokenLifetime"] = "90.00:00:00",
            ["Unfurl:Notion:ClientId"] = "connection",
            ["Unfurl:Notion:ClientSecret"] = NotionSecret,
            ["Unfurl:Notion:ApiUrl"] = Notion.BaseUrl.AbsoluteUri,
            ["Unfurl:Notion:Version"] = "2026-03-11",
            ["Unfurl:Providers:github:Type"] = "GitHub",
            ["Unfurl:Providers:github:Host"] = "github.com",
            ["Unfurl:Providers:github:WebhookSecret"] = WebhookSecret,
            ["Unfurl:Providers:github:Scopes"] = "repo read:org",
            ["Unfurl:Plugins:Path"] = plugins,
            ["Unfurl:Cache:Fresh"] = "00:00:30",
            ["Unfurl:Cache:Stale"] = "12:00:00",
            ["Unfurl:Resolve:SoftTimeout"] = "00:00:02",
            ["Unfurl:Resolve:Timeout"] = "00:00:10",
            ["Unfurl:DataProtection:Certificate"] = certificate,
            ["Unfurl:DataProtection:CertificatePassword"] = CertificatePassword,
            ["ConnectionStrings:Redis"] = $"127.0.0.1:{Ports.Free()},abortConnect=false,password={RedisPassword}",
            ["ConnectionStrings:Postgres"] = $"{await Postgres.CreateDatabaseAsync()};Password={DatabasePassword}",
            ["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(_folder, "unused.db")}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Url.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
        foreach (var (key, value) in VerboseLogging.Settings)
            settings[key] = value;
        foreach (var (key, value) in GitHub.Settings)
            settings[$"Unfurl:Providers:github:{key}"] = value;
        return settings;
    }

    private SimulatorOptions NotionOptions() =>
        new()
        {
            BaseUrl = Notion.BaseUrl,
            AuthorizeUrl = new Uri(Proxy.Url, "/notion/authorize"),
            TokenUrl = new Uri(Proxy.Url, "/notion/token"),
            UnfurlUrl = new Uri(Proxy.Url, "/unfurl"),
            DeletionUrl = new Uri(Proxy.Url, "/notion/deletion"),
            ClientId = ClientId,
            ClientSecret = new Secret(ClientSecret),
            NotionClientId = "connection",
            NotionClientSecret = new Secret(NotionSecret),
        };
}
