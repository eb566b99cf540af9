using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>One PostgreSQL server for all tests, started by the first that needs it; each makes a database of its own.</summary>
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
