using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>
/// A PostgreSQL server for all tests, started by the first test that needs it; each test creates a database.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.StartAsync);

    public Task<PostgresServer> GetAsync() => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
