using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.Databases;

namespace Unfurl.Testing;

/// <summary>
/// The service with a database, the Notion simulator and the demo provider, each independent of the others.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;

    private TestHost(
        SimulatorHost notion,
        AcmeSiteHost acme,
        TestDatabase database,
        Dictionary<string, string?> settings,
        Action<IServiceCollection>? services
    )
    {
        (Notion, Acme, Database, _settings, _services) = (notion, acme, database, settings, services);
        Service = UnfurlHost.Start(settings, time: Clock, services: services);
        Connect();
    }

    public SimulatorHost Notion { get; }

    public AcmeSiteHost Acme { get; }

    public TestDatabase Database { get; }

    // The clock of the service; the other servers use the system's.
    public TestClock Clock { get; } = new();

    public UnfurlHost Service { get; private set; }

    // The database is disposed of with the host. The settings override the addresses of the other servers.
    public static async Task<TestHost> StartAsync(
        TestDatabase database,
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Action<IServiceCollection>? services = null
    )
    {
        var notion = await SimulatorHost.StartAsync();
        var acme = await AcmeSiteHost.StartAsync();
        var all = TestServers.Settings(notion, acme);
        foreach (var (key, value) in (settings ?? []).Append(database.Setting))
            all[key] = value;
        return new TestHost(notion, acme, database, all, services);
    }

    // Does not follow the redirect to Notion.
    public TestBrowser CreateBrowser() => new() { StopsAt = IsNotionsCallback };

    // With the same configuration and database, at another address.
    public UnfurlHost StartReplica() => UnfurlHost.Start(_settings, time: Clock, services: _services);

    // At the same address.
    public async Task RestartServiceAsync(params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var port = Service.Url.Port;
        await Service.DisposeAsync();
        foreach (var (key, value) in changes)
            _settings[key] = value;
        Service = UnfurlHost.Start(_settings, time: Clock, port: port, services: _services);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Acme.DisposeAsync();
        await Notion.DisposeAsync();
        await Database.DisposeAsync();
    }

    private void Connect()
    {
        Notion.Configure(TestServers.Options(Notion.BaseUrl, Service.Url));
        Acme.Site.AllowRedirect(new Uri(Service.Url, "/signin/acme/callback"));
    }

    private bool IsNotionsCallback(Uri address) =>
        address.Port == Notion.BaseUrl.Port
        && address.AbsolutePath.EndsWith("externalintegrationauthcallback", StringComparison.OrdinalIgnoreCase);
}
