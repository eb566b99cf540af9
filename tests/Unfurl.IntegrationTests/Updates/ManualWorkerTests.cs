using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Ada's preview has changed, and workers run only when a test starts them.</summary>
public abstract class ManualWorkerTests(PostgresFixture? postgres) : IAsyncLifetime
{
    protected const string Before = PushTestHost.Before;
    protected const string After = "After";

    protected static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly List<IHostedService> _workers = [];
    private NotionViewer _ada = null!;

    private protected GitHubTestHost Host { get; private set; } = null!;

    private protected LeasedPushJobRepository Pushes => Get<LeasedPushJobRepository>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Host = await GitHubTestHost.StartAsync(
            postgres,
            more: [GitHubSender.Secret, new("Unfurl:Cache:Fresh", $"{Fresh}")],
            services: UpdateWorkers.Remove
        );
        _ada = new NotionViewer(Get<NotionSimulator>(), "ada", GitHubUsers.Codertocat, "home");
        await _ada.ConnectAsync("192.0.2.1");
        await _ada.PasteAsync(GitHubThings.PullRequest);
        await ChangeAsync(After);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.StopAsync(Cancellation);
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected T Get<T>()
        where T : notnull => Host.Service.Services.GetRequiredService<T>();

    // Waits until the refresh is queued.
    protected async Task ChangeAsync(string title)
    {
        await SetTitleAsync(title);
        using var sender = new GitHubSender(Host.Service, Host.Database);
        await sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(GitHubThings.PullRequest));
        Host.Clock.Advance(QueuedRefreshJobRepository.Debounce);
    }

    // A new worker starts with a poll, like that of a new process.
    private protected async Task StartWorkerAsync<T>()
        where T : UpdateWorker
    {
        var worker = ActivatorUtilities.CreateInstance<T>(Host.Service.Services);
        _workers.Add(worker);
        await worker.StartAsync(Cancellation);
    }

    protected async Task RefreshAsync()
    {
        Host.Clock.Advance(QueuedRefreshJobRepository.Debounce);
        await StartWorkerAsync<RefreshWorker>();
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync("due_refreshes") == 0,
            "all that is due was asked about"
        );
    }

    // The link was refreshed, and a push is leased but not sent.
    private protected async Task<LeasedPushJob> LeasePushAsync()
    {
        await RefreshAsync();
        return (await Pushes.LeaseAsync(Cancellation)).Job.ShouldNotBeNull();
    }

    // Ada opens the page before the webhook arrives.
    protected async Task OpenAsync(string title)
    {
        await SetTitleAsync(title);
        Host.Clock.Advance(Fresh);
        await Get<NotionSimulator>()
            .OpenAsync("ada", NotionViewer.LinkTo(GitHubThings.PullRequest), cancellationToken: Cancellation);
        Title.ShouldBe(title);
    }

    private protected async Task DeliverAsync(LeasedPushJob job)
    {
        var token = await Get<NotionTokens>().FindAsync(job.GrantId, Cancellation);
        (await Get<NotionClient>().UpdateAsync(token!, job.Uri, Pushes.OperationsOf(job), Cancellation)).ShouldBe(
            new UpdateResult.Accepted()
        );
        Title.ShouldBe(After);
    }

    protected string? Title => _ada.Title(GitHubThings.PullRequest);

    protected IEnumerable<string?> TitlesPushed => _ada.TitlesPushed(GitHubThings.PullRequest);

    protected Task UntilShownAsync(string title) =>
        Eventually.TrueAsync(() => Title == title, $"the page shows '{title}'");

    private Task SetTitleAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });
}
