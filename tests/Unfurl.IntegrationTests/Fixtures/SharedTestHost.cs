using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>A host for all tests of a class whose changes do not affect each other.</summary>
public sealed class SharedTestHost : IAsyncLifetime
{
    public TestHost Host { get; private set; } = null!;

    // Tests share this connection and must not revoke it.
    public Tokens Ada { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await new TestHostBuilder()
            .WithAcme()
            .WithNotion()
            .With("Unfurl:Notion:Public:ClientId", "public")
            .With("Unfurl:Notion:Public:ClientSecret", "secret of the public connection")
            .StartAsync();
        using var ada = new NotionUser(Host, "ada");
        Ada = await ada.ConnectAsync();
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
