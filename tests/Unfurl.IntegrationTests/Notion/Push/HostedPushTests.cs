using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Tests with their own host, in which changes at GitHub are pushed to Notion.</summary>
public abstract class HostedPushTests(PostgresFixture? postgres) : IAsyncLifetime
{
    // Notion documents three calls per second.
    protected const int NotionsLimit = 3;

    private protected PushTestHost Host { get; private set; } = null!;

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    // Without webhooks previews are polled.
    protected virtual bool HasWebhooks => true;

    public async ValueTask InitializeAsync() =>
        Host = await PushTestHost.StartAsync(postgres, Settings, Change, HasWebhooks, Change);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The simulator limits the rate like Notion.
    protected virtual SimulatorOptions Change(SimulatorOptions options) => options with { RateLimit = NotionsLimit };

    protected virtual void Change(IServiceCollection services) { }

    protected void ShouldHaveNoViolations(params IEnumerable<string> users) =>
        users.SelectMany(Host.Pushes).SelectMany(entry => entry.Violations).ShouldBeEmpty();
}
