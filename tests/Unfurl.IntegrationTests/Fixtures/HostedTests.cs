namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>Each test has a service with Acme and a Notion on servers of their own.</summary>
public abstract class HostedTests : IAsyncLifetime
{
    protected TestHost Host { get; private set; } = null!;

    protected NotionCalls Notion => new(Host);

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    // Tests let half a year pass, in which Acme's own grants would end.
    public async ValueTask InitializeAsync() =>
        Host = await new TestHostBuilder().WithAcme(TimeProvider.System).WithNotion().With(Settings).StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected NotionUser UserAs(string login) => new(Host, login);
}
