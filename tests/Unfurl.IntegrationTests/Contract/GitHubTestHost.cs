using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>The service, its database and a GitHub, under a clock that a test moves.</summary>
internal sealed class GitHubTestHost : IAsyncDisposable
{
    /// <summary>What is configured unless a test says otherwise.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Stale = TimeSpan.FromDays(1);
    public static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);

    private GitHubTestHost(GitHubDouble github, TestDatabase database, UnfurlHost service, TestClock clock) =>
        (GitHub, Database, Service, Clock) = (github, database, service, clock);

    public GitHubDouble GitHub { get; }

    public TestDatabase Database { get; }

    public UnfurlHost Service { get; }

    public TestClock Clock { get; }

    /// <param name="postgres">Where the database is; null for a file.</param>
    /// <param name="environment">How the service runs.</param>
    /// <param name="more">Settings that win.</param>
    /// <param name="services">Changes to what the service is made of.</param>
    /// <param name="looksAgain">Whether it looks at previews now and then when it has no webhooks.</param>
    /// <param name="clock">The clock that others have as well; null for one of its own.</param>
    public static async Task<GitHubTestHost> StartAsync(
        PostgresFixture? postgres,
        string environment = "Development",
        IEnumerable<KeyValuePair<string, string?>>? more = null,
        Action<IServiceCollection>? services = null,
        bool looksAgain = false,
        TestClock? clock = null
    )
    {
        clock ??= new TestClock();
        var github = await GitHubDouble.StartAsync();
        var database = await TestDatabase.CreateAsync(postgres is null ? null : await postgres.GetAsync());
        var settings = Settings("github", "github.com", github);
        settings[database.Setting.Key] = database.Setting.Value;
        foreach (var (key, value) in more ?? [])
            settings[key] = value;
        return new GitHubTestHost(
            github,
            database,
            UnfurlHost.Start(settings, environment, clock, services: services, looksAgain: looksAgain),
            clock
        );
    }

    /// <summary>What leads an instance to a GitHub.</summary>
    public static Dictionary<string, string?> Settings(string name, string host, GitHubDouble github) =>
        github
            .Settings.Append(new("Type", "GitHub"))
            .Append(new("Host", host))
            .ToDictionary(
                setting => $"Unfurl:Providers:{name}:{setting.Key}",
                setting => setting.Value,
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Somebody with an account there, connected from a workspace.</summary>
    /// <param name="login">Who they are there.</param>
    /// <param name="subject">Their id there; null for any.</param>
    public async Task<ConnectedUser> ConnectAsync(string login, string? subject = null) =>
        await ConnectedUser.ConnectAsync(Service, "github", login, await TokensAsync(login), subject);

    /// <summary>What a finished sign-in there gives.</summary>
    public async Task<TokenResponse> TokensAsync(string login) =>
        new(new Secret(await GitHub.IssueTokenAsync(login)), RefreshToken: null, ExpiresAt: null);

    /// <summary>How often the API was asked for something.</summary>
    public async Task<int> QueriesAsync() => (await GitHub.CallsAsync()).GraphQL;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await GitHub.DisposeAsync();
        await Database.DisposeAsync();
    }
}
