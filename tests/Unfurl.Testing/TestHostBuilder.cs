using Microsoft.Extensions.DependencyInjection;
using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.Testing;

/// <summary>
/// Starts the real service with what a test names. What it does not name: Development, a clock that the test moves, the
/// database of the test's class, and the Notion that the service simulates itself in Development.
/// </summary>
public sealed class TestHostBuilder
{
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);
    private TestDatabase? _database;
    private Func<SimulatorOptions, SimulatorOptions>? _notion;
    private bool _hasAcme;
    private TimeProvider? _acmeClock;
    private bool _hasGitHub;

    internal TestClock? Clock { get; private set; } = new();

    internal string Environment { get; private set; } = "Development";

    internal Action<IServiceCollection>? Services { get; private set; }

    internal bool IsPolling { get; private set; }

    // The command that starts the process; null for a service within the process of the tests.
    internal IReadOnlyList<string>? Through { get; private set; }

    public TestHostBuilder With(string key, string? value) => With(new KeyValuePair<string, string?>(key, value));

    public TestHostBuilder With(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        foreach (var (key, value) in settings)
            _settings[key] = value;
        return this;
    }

    public TestHostBuilder WithServices(Action<IServiceCollection> change)
    {
        Services += change;
        return this;
    }

    // Disposed of with the host.
    public TestHostBuilder WithDatabase(TestDatabase database)
    {
        _database = database;
        return this;
    }

    // A null clock is that of the service.
    public TestHostBuilder WithAcme(TimeProvider? clock = null)
    {
        (_hasAcme, _acmeClock) = (true, clock);
        return this;
    }

    public TestHostBuilder WithGitHub()
    {
        _hasGitHub = true;
        return this;
    }

    // A Notion on a server of its own.
    public TestHostBuilder WithNotion(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        _notion = change ?? (options => options);
        return this;
    }

    public TestHostBuilder OnSystemClock()
    {
        Clock = null;
        return this;
    }

    // Also polls providers without webhooks: a test that advances hours rarely expects these calls.
    public TestHostBuilder WithPolling()
    {
        IsPolling = true;
        return this;
    }

    public TestHostBuilder In(string environment)
    {
        Environment = environment;
        return this;
    }

    // A process that can be killed, with the system's clock, in Production.
    public TestHostBuilder AsProcess(params IReadOnlyList<string> through)
    {
        Through = through;
        return OnSystemClock().In("Production");
    }

    public async Task<TestHost> StartAsync()
    {
        var host = await PrepareAsync();
        await host.StartServiceAsync();
        return host;
    }

    // For a test that starts the service itself.
    public async Task<TestHost> PrepareAsync()
    {
        var acme = _hasAcme ? await AcmeSiteHost.StartAsync(time: _acmeClock ?? Clock) : null;
        var github = _hasGitHub ? await GitHubDouble.StartAsync() : null;
        var notion = _notion is null ? null : await SimulatorHost.StartAsync(Clock);
        var database = _database ?? await TestDatabase.CreateAsync();
        Dictionary<string, string?> settings = new(_settings.Comparer)
        {
            [database.Setting.Key] = database.Setting.Value,
        };
        if (acme is not null)
            Add(TestSettings.Acme(acme.WebUrl));
        if (github is not null)
            Add(TestSettings.GitHub(github));
        if (notion is not null)
            Add(TestSettings.Notion(notion.BaseUrl));
        Add(_settings);
        var host = new TestHost(this, settings)
        {
            Database = database,
            AcmeHost = acme,
            GitHubHost = github,
            NotionHost = notion,
        };
        if (notion is not null)
        {
            var options = _notion!(TestSettings.Simulator(notion.BaseUrl, host.PublicUrl));
            notion.Configure(options);
            // Development allows it by itself.
            if (Environment == "Production")
                settings.TryAdd("Unfurl:OAuth:RedirectUris:0", options.RedirectUri.AbsoluteUri);
        }
        acme?.Site.AllowRedirect(new Uri(host.Url, "/signin/acme/callback"));
        return host;

        void Add(IEnumerable<KeyValuePair<string, string?>> more)
        {
            foreach (var (key, value) in more)
                settings[key] = value;
        }
    }
}
