namespace Unfurl.Testing.Postgres;

/// <summary>A server for all tests, started by the first that needs it. As a fixture of the assembly it stops the server.</summary>
public sealed class SharedPostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartAsync());

    public static Task<PostgresServer> GetAsync() => Server.Value;

    public async ValueTask DisposeAsync()
    {
        if (Server.IsValueCreated)
            await (await Server.Value).DisposeAsync();
    }
}
