using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Ada's preview has changed, and workers run only when a test starts them.</summary>
public abstract class ManualWorkerTests : IAsyncLifetime
{
    protected const string Before = PushDriver.Before;
    protected const string After = "After";

    protected static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly List<IHostedService> _workers = [];
    private NotionViewer _ada = null!;

    private protected TestHost Host { get; private set; } = null!;

    private protected PushQueue Pushes => Get<PushQueue>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Host = await new TestHostBuilder()
            .WithGitHub()
            .With(TestSettings.WebhookSecret)
            .With("Unfurl:Cache:Fresh", $"{Fresh}")
            .WithServices(UpdateWorkers.Remove)
            .StartAsync();
        _ada = new NotionViewer(Host.Notion, "ada", GitHubUsers.Codertocat, "home");
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
        Host.Clock.Advance(RefreshQueue.Debounce);
    }

    // A new worker starts with a poll, like that of a new process.
    private protected async Task StartWorkerAsync<T>()
        where T : BackgroundService
    {
        var worker = ActivatorUtilities.CreateInstance<T>(Host.Service.Services);
        _workers.Add(worker);
        await worker.StartAsync(Cancellation);
    }

    protected async Task RefreshAsync()
    {
        Host.Clock.Advance(RefreshQueue.Debounce);
        await StartWorkerAsync<RefreshWorker>();
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.Refreshes) == 0,
            "all that is due was asked about"
        );
    }

    // The link was refreshed, and a push is leased but not sent.
    private protected async Task<PushJob> LeasePushAsync()
    {
        await RefreshAsync();
        return (await Pushes.LeaseAsync(1, Cancellation)).Jobs.Single();
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

    private protected async Task DeliverAsync(PushJob job)
    {
        var token = await Get<NotionTokens>().FindAsync(job.GrantId, Cancellation);
        var operations = Encoding.UTF8.GetBytes(Get<SecretProtector>().Read(job.Payload)!.Reveal());
        (await Get<NotionClient>().UpdateAsync(token!, job.Uri, operations, Cancellation)).ShouldBe(
            new UpdateResult.Accepted()
        );
        Title.ShouldBe(After);
    }

    protected string? Title => _ada.Title(GitHubThings.PullRequest);

    protected IEnumerable<string?> TitlesPushed => _ada.TitlesPushed(GitHubThings.PullRequest);

    // Time goes on, because a worker that a busy machine made fail waits for a moment before it tries again.
    protected Task UntilShownAsync(string title) =>
        Host.Clock.AdvanceUntilAsync(
            TimeSpan.FromSeconds(1),
            () => Task.FromResult(Title == title),
            $"the page shows '{title}'"
        );

    private Task SetTitleAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });
}
