using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>
/// Tests on both databases: an abstract class has the tests, and its two nested classes select the database. Each test
/// has its own host. A null server selects SQLite.
/// </summary>
public abstract class HostedTests(PostgresFixture? postgres) : IAsyncLifetime
{
    protected TestHost Host { get; private set; } = null!;

    protected NotionCalls Notion => new(Host);

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    public async ValueTask InitializeAsync()
    {
        var server = postgres is null ? null : await postgres.GetAsync();
        Host = await TestHost.StartAsync(await TestDatabase.CreateAsync(server), Settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected NotionUser UserAs(string login) => new(Host, login);
}
