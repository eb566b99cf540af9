using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Development;
using Unfurl.Notion.Portal;
using Unfurl.Server.Configuration;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Tests with their own host, in which changes at GitHub are pushed to Notion.</summary>
public abstract class HostedPushTests : IAsyncLifetime
{
    // Notion documents three calls per second.
    protected const int NotionsLimit = 3;

    private protected PushDriver Host { get; private set; } = null!;

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    // Without webhooks previews are polled.
    protected virtual bool HasWebhooks => true;

    public async ValueTask InitializeAsync()
    {
        var builder = new TestHostBuilder()
            .WithGitHub()
            .WithServices(SimulateLimit)
            .WithServices(Change)
            .With(Settings);
        builder = HasWebhooks ? builder.With(TestSettings.WebhookSecret) : builder.WithPolling();
        Host = new PushDriver(await builder.StartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The simulator limits the rate like Notion.
    protected virtual SimulatorOptions Change(SimulatorOptions options) => options with { RateLimit = NotionsLimit };

    protected virtual void Change(IServiceCollection services) { }

    private void SimulateLimit(IServiceCollection services) =>
        services.Replace(
            ServiceDescriptor.Singleton(provider => new NotionSimulator(
                () => Change(SimulatedNotion.Options(provider.GetRequiredService<LinkPreviewConnection>())),
                provider.GetRequiredService<TimeProvider>()
            ))
        );

    protected void ShouldHaveNoViolations(params IEnumerable<string> users) =>
        users.SelectMany(Host.Pushes).SelectMany(entry => entry.Violations).ShouldBeEmpty();
}
