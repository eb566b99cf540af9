using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>
/// Tests that run on both databases: an abstract class holds them, its two nested classes say on which. Each test has a
/// world of its own.
/// </summary>
/// <param name="postgres">The server to make a database on; null for SQLite.</param>
public abstract class HostedTests(PostgresFixture? postgres) : IAsyncLifetime
{
    protected TestHost Host { get; private set; } = null!;

    /// <summary>Calls the service as Notion does.</summary>
    protected NotionCalls Notion => new(Host);

    /// <summary>What the service is told beyond where the others are.</summary>
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

    /// <summary>Somebody with a browser of their own.</summary>
    protected NotionUser UserAs(string login) => new(Host, login);
}
