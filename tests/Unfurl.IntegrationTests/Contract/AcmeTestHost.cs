using Unfurl.Demo.Site;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using ProviderTokens = Unfurl.Server.Connections.Credentials.TokenResponse;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>The service and the Acme site, two servers under one clock that a test moves.</summary>
internal sealed class AcmeTestHost : IAsyncDisposable
{
    /// <summary>What is configured unless a test says otherwise.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly AcmeSiteHost _acme;

    private readonly TestDatabase _database;

    private AcmeTestHost(AcmeSiteHost acme, TestDatabase database, UnfurlHost service, TestClock clock) =>
        (_acme, _database, Service, Clock) = (acme, database, service, clock);

    public TestClock Clock { get; }

    public UnfurlHost Service { get; }

    public AcmeSite Acme => _acme.Site;

    /// <param name="more">Settings that win.</param>
    /// <param name="postgres">Where the database is; null for a file.</param>
    public static async Task<AcmeTestHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? more = null,
        PostgresFixture? postgres = null
    )
    {
        var clock = new TestClock();
        var acme = await AcmeSiteHost.StartAsync(time: clock);
        var database = await TestDatabase.CreateAsync(postgres is null ? null : await postgres.GetAsync());
        var settings = Settings(acme.WebUrl);
        foreach (var (key, value) in (more ?? []).Prepend(database.Setting))
            settings[key] = value;
        return new AcmeTestHost(acme, database, UnfurlHost.Start(settings, time: clock), clock);
    }

    /// <summary>What leads an instance named <c>acme</c> to a site.</summary>
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

    /// <summary>What a finished sign-in at the site gives.</summary>
    public ProviderTokens Tokens(string login)
    {
        var tokens = Acme.IssueTokens(login);
        return new ProviderTokens(tokens.AccessToken, tokens.RefreshToken, Clock.GetUtcNow() + tokens.ExpiresIn);
    }

    /// <summary>Moves the clock once a request has begun to wait for it.</summary>
    /// <param name="begin">Begins the request.</param>
    /// <param name="path">The entry whose API call it makes.</param>
    /// <param name="timers">How many timers it starts.</param>
    /// <param name="by">How far the clock moves.</param>
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
