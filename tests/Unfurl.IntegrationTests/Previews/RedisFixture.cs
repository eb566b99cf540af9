using Unfurl.Testing.Redis;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>A Redis for the tests of a class, which differ in the accounts they use.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
