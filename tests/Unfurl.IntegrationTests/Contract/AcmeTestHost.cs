using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;
using ProviderTokens = Unfurl.Server.Connections.Credentials.TokenResponse;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>The service and the Acme site with one clock that the test advances.</summary>
internal sealed class AcmeTestHost : IAsyncDisposable
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly AcmeSiteHost _acme;

    private readonly TestDatabase _database;

    private AcmeTestHost(AcmeSiteHost acme, TestDatabase database, UnfurlHost service, TestClock clock) =>
        (_acme, _database, Service, Clock) = (acme, database, service, clock);

    public TestClock Clock { get; }

    public UnfurlHost Service { get; }

    public TestDatabase Database => _database;

    public AcmeSite Acme => _acme.Site;

    public static async Task<AcmeTestHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? more = null,
        PostgresFixture? postgres = null
    ) => await StartAsync(postgres is null ? null : await postgres.GetAsync(), more);

    // A null server is SQLite.
    public static async Task<AcmeTestHost> StartAsync(
        PostgresServer? server,
        IEnumerable<KeyValuePair<string, string?>>? more = null
    )
    {
        var clock = new TestClock();
        var acme = await AcmeSiteHost.StartAsync(time: clock);
        var database = await TestDatabase.CreateAsync(server);
        var settings = Settings(acme.WebUrl);
        foreach (var (key, value) in (more ?? []).Prepend(database.Setting))
            settings[key] = value;
        return new AcmeTestHost(acme, database, UnfurlHost.Start(settings, time: clock), clock);
    }

    public static Dictionary<string, string?> Settings(Uri webUrl) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:Providers:acme:Type"] = "Acme",
            ["Unfurl:Providers:acme:Host"] = AcmeCatalog.Host,
            ["Unfurl:Providers:acme:WebUrl"] = webUrl.AbsoluteUri,
            ["Unfurl:Providers:acme:ClientId"] = "unfurl-demo",
            ["Unfurl:Providers:acme:ClientSecret"] = "unfurl-demo-secret",
        };

    public static string LinkTo(string path) => $"https://{AcmeCatalog.Host}{path}";

    public Task<ConnectedUser> AdaAsync() => ConnectAsync("ada");

    public Task<ConnectedUser> BenAsync() => ConnectAsync("ben");

    public ProviderTokens Tokens(string login)
    {
        var tokens = Acme.IssueTokens(login);
        return new ProviderTokens(tokens.AccessToken, tokens.RefreshToken, Clock.GetUtcNow() + tokens.ExpiresIn);
    }

    // Advances the clock after the request has started its timers. "path" is the entry of its API call.
    public async Task<Unfurled> AdvanceDuringAsync(Func<Task<Unfurled>> begin, string path, int timers, TimeSpan by)
    {
        var (calls, waiting) = (Acme.ApiCallsTo(path), Clock.WaitingTimers);
        var request = begin();
        await Wait.UntilAsync(() => Acme.ApiCallsTo(path) > calls && Clock.WaitingTimers >= waiting + timers);
        Clock.Advance(by);
        return await request;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _acme.DisposeAsync();
        await _database.DisposeAsync();
    }

    private Task<ConnectedUser> ConnectAsync(string login) =>
        ConnectedUser.ConnectAsync(Service, "acme", login, Tokens(login));
}
