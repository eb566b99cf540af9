using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>A world for all tests of a class, where none changes what another sees.</summary>
public abstract class SharedWorld(PostgresFixture? postgres) : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    /// <summary>A connection of Ada's that all may use and none may end.</summary>
    public Tokens Ada { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var server = postgres is null ? null : await postgres.GetAsync();
        World = await World.StartAsync(await TestDatabase.CreateAsync(server));
        using var ada = new NotionUser(World, "ada");
        Ada = await ada.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SharedSqliteWorld() : SharedWorld(null);

public sealed class SharedPostgresWorld(PostgresFixture postgres) : SharedWorld(postgres);
