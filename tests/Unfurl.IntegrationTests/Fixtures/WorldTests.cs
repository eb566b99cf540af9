using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>
/// Tests that run on both databases: an abstract class holds them, its two nested classes say on which. Each test has a
/// world of its own.
/// </summary>
/// <param name="postgres">The server to make a database on; null for SQLite.</param>
public abstract class WorldTests(PostgresFixture? postgres) : IAsyncLifetime
{
    protected World World { get; private set; } = null!;

    /// <summary>Calls the service as Notion does.</summary>
    protected NotionCalls Notion => new(World);

    /// <summary>What the service is told beyond where the others are.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    public async ValueTask InitializeAsync()
    {
        var server = postgres is null ? null : await postgres.GetAsync();
        World = await World.StartAsync(await TestDatabase.CreateAsync(server), Settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody with a browser of their own.</summary>
    protected NotionUser SomebodyAs(string login) => new(World, login);
}
