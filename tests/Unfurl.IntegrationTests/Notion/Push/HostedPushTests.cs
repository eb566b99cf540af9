using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Tests in a world of their own, in which Notion is told what changes at GitHub.</summary>
public abstract class HostedPushTests(PostgresFixture? postgres) : IAsyncLifetime
{
    /// <summary>Notion's own words for it are three calls a second.</summary>
    protected const int NotionsLimit = 3;

    private protected PushTestHost Host { get; private set; } = null!;

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>Whether GitHub's webhooks are configured; else previews are looked at now and then.</summary>
    protected virtual bool HasWebhooks => true;

    public async ValueTask InitializeAsync() =>
        Host = await PushTestHost.StartAsync(postgres, Settings, Change, HasWebhooks, Change);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>How the simulator plays Notion: with its limit, as the real one.</summary>
    protected virtual SimulatorOptions Change(SimulatorOptions options) => options with { RateLimit = NotionsLimit };

    /// <summary>Changes to what the service is made of.</summary>
    protected virtual void Change(IServiceCollection services) { }

    /// <summary>Nobody did anything that Notion does not allow.</summary>
    protected void ShouldHaveNoViolations(params IEnumerable<string> users) =>
        users.SelectMany(Host.Pushes).SelectMany(entry => entry.Violations).ShouldBeEmpty();
}
