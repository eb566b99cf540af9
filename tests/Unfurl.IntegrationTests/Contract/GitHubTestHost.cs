using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>The service, its database and a GitHub, with a clock that the test advances.</summary>
internal sealed class GitHubTestHost : IAsyncDisposable
{
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

    // A null database is a file. The settings override the defaults. "polls" also polls previews if there are no
    // webhooks. A null clock is a new one.
    public static async Task<GitHubTestHost> StartAsync(
        PostgresFixture? postgres,
        string environment = "Development",
        IEnumerable<KeyValuePair<string, string?>>? more = null,
        Action<IServiceCollection>? services = null,
        bool polls = false,
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
            UnfurlHost.Start(settings, environment, clock, services: services, polls: polls),
            clock
        );
    }

    public static Dictionary<string, string?> Settings(string name, string host, GitHubDouble github) =>
        github
            .Settings.Append(new("Type", "GitHub"))
            .Append(new("Host", host))
            .ToDictionary(
                setting => $"Unfurl:Providers:{name}:{setting.Key}",
                setting => setting.Value,
                StringComparer.OrdinalIgnoreCase
            );

    // A null subject is the user's own id.
    public async Task<ConnectedUser> ConnectAsync(string login, string? subject = null) =>
        await ConnectedUser.ConnectAsync(Service, "github", login, await TokensAsync(login), subject);

    public async Task<TokenResponse> TokensAsync(string login) =>
        new(new Secret(await GitHub.IssueTokenAsync(login)), RefreshToken: null, ExpiresAt: null);

    public async Task<int> QueriesAsync() => (await GitHub.CallsAsync()).GraphQL;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await GitHub.DisposeAsync();
        await Database.DisposeAsync();
    }
}
