using Unfurl.IntegrationTests.Logging.Secrets;
using Unfurl.Simulator;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Hosting.Production;

/// <summary>
/// The service as a process in Production, with every documented key set in the environment, behind a TLS proxy, with
/// GitHub, Notion, PostgreSQL and an OpenTelemetry collector.
/// </summary>
public sealed class ProductionTestHost : IAsyncLifetime
{
    public const string CertificatePassword = "password-of-the-certificate";

    // The test server needs no password but accepts one.
    public const string DatabasePassword = "password-of-the-database";

    public const string RedisPassword = "password-of-the-cache";

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-production-").FullName;
    private TestHost _host = null!;
    private PostgresServer _postgres = null!;

    public TlsProxy Proxy { get; private set; } = null!;
    public ServiceProcess Service => _host.Process;
    public GitHubDouble GitHub => _host.GitHub;
    public NotionSimulator Notion => _host.Notion;
    internal OtlpSink Collector { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Proxy, Collector) = (await TlsProxy.StartAsync(), await OtlpSink.StartAsync());
        _postgres = await PostgresServer.StartAsync();
        var database = await TestDatabase.CreateAsync(_postgres);
        _host = await new TestHostBuilder()
            .WithDatabase(database)
            .WithGitHub()
            .WithNotion()
            .With(RemainingSettings(database))
            .With(VerboseLogging.Settings)
            .AsProcess()
            .PrepareAsync();
        Proxy.Target = _host.Url;
        await StartServiceAsync();
    }

    // Also restarts a stopped service.
    public Task StartServiceAsync() => _host.RestartServiceAsync();

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Collector.DisposeAsync();
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Beyond those that lead to the database, GitHub and Notion.
    private Dictionary<string, string?> RemainingSettings(TestDatabase database)
    {
        var certificate = Path.Combine(_folder, "keys.pfx");
        Certificates.WritePfx(certificate, CertificatePassword);
        var plugins = Directory.CreateDirectory(Path.Combine(_folder, "plugins")).FullName;
        return new()
        {
            ["Unfurl:PublicUrl"] = Proxy.Url.AbsoluteUri,
            ["Unfurl:TrustedProxies:0"] = "127.0.0.1",
            ["Unfurl:TrustedProxies:1"] = "10.0.0.0/8",
            ["Unfurl:Developer"] = "Acme Inc.",
            ["Unfurl:OAuth:AuthorizationCodeLifetime"] = "00:02:00",
            ["Unfurl:OAuth:AccessTokenLifetime"] = "04:00:00",
            ["Unfurl:OAuth:RefreshTokenLifetime"] = "90.00:00:00",
            ["Unfurl:Notion:Version"] = "2026-03-11",
            ["Unfurl:Providers:github:WebhookSecret"] = GitHubDelivery.Secret,
            ["Unfurl:Providers:github:Scopes"] = "repo read:org",
            ["Unfurl:Plugins:Path"] = plugins,
            ["Unfurl:Cache:Fresh"] = "00:00:30",
            ["Unfurl:Cache:Stale"] = "12:00:00",
            ["Unfurl:Resolve:SoftTimeout"] = "00:00:02",
            ["Unfurl:Resolve:Timeout"] = "00:00:10",
            ["Unfurl:DataProtection:Certificate"] = certificate,
            ["Unfurl:DataProtection:CertificatePassword"] = CertificatePassword,
            ["ConnectionStrings:Redis"] = $"127.0.0.1:{Ports.Free()},abortConnect=false,password={RedisPassword}",
            ["ConnectionStrings:Postgres"] = $"{database.Setting.Value};Password={DatabasePassword}",
            ["ConnectionStrings:Sqlite"] = $"Data Source={Path.Combine(_folder, "unused.db")}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Url.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
    }
}
