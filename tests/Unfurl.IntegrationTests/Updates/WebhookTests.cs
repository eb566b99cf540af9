using Microsoft.Extensions.DependencyInjection;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>
/// Tests of the webhook endpoint that need no GitHub: each has its own service, on both databases. A null server
/// selects SQLite.
/// </summary>
public abstract class WebhookTests : IAsyncLifetime
{
    private GitHubSender _github = null!;

    protected UnfurlHost Service { get; private set; } = null!;

    protected TestDatabase Database { get; private set; } = null!;

    protected TestClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Service = UnfurlHost.Start(
            [
                Database.Setting,
                TestSettings.WebhookSecret,
                new("Unfurl:Providers:github:Type", "GitHub"),
                new("Unfurl:Providers:github:Host", "github.com"),
                new("Unfurl:Providers:github:ClientId", "id"),
                new("Unfurl:Providers:github:ClientSecret", "secret"),
                // Otherwise the first page would create them.
                new("Unfurl:OAuth:ClientId", "notion"),
                new("Unfurl:OAuth:ClientSecret", "secret"),
            ],
            time: Clock,
            services: Configure
        );
        _github = new GitHubSender(Service, Database);
    }

    public async ValueTask DisposeAsync()
    {
        _github.Dispose();
        await Service.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Without workers nothing changes by itself.
    protected virtual void Configure(IServiceCollection services) => UpdateWorkers.Remove(services);

    protected static GitHubDelivery Delivery(string name, string? action = null) =>
        GitHubExamples.Of(name, action).Delivery;

    protected Task<ReceivedResponse> SendAsync(GitHubDelivery delivery, string path = GitHubSender.Path) =>
        _github.SendAsync(delivery, path);

    protected Task SendAcceptedAsync(GitHubDelivery delivery) => _github.SendAcceptedAsync(delivery);

    protected Task<IReadOnlyList<string>> QueuedAsync() => _github.QueuedAsync();
}
