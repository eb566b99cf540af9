using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>A host for all tests of a class whose changes do not affect each other.</summary>
public abstract class SharedTestHost(PostgresFixture? postgres) : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    // Tests share this connection and must not revoke it.
    public Tokens Ada { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var server = postgres is null ? null : await postgres.GetAsync();
        Host = await TestHost.StartAsync(await TestDatabase.CreateAsync(server));
        using var ada = new NotionUser(Host, "ada");
        Ada = await ada.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SharedSqliteTestHost() : SharedTestHost(null);

public sealed class SharedPostgresTestHost(PostgresFixture postgres) : SharedTestHost(postgres);
