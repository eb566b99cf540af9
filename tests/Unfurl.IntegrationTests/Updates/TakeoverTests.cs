using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.IntegrationTests.Parties;
using Unfurl.IntegrationTests.Promises;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Pushing;
using Unfurl.Server.Updates.Refreshing;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>What a process worked on when it died is another's within half a minute.</summary>
public abstract class TakeoverTests(PostgresFixture? postgres) : IAsyncLifetime
{
    /// <summary>Some of the half minute belongs to the work itself.</summary>
    private static readonly TimeSpan NearlyHalfAMinute = TimeSpan.FromSeconds(29);

    private readonly List<IHostedService> _workers = [];
    private GitHubWorld _world = null!;
    private NotionViewer _ada = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await GitHubWorld.StartAsync(postgres, more: [GitHubSender.Secret], services: UpdateWorkers.Remove);
        _ada = new NotionViewer(Get<NotionSimulator>(), "ada", GitHubUsers.Codertocat, "home");
        await _ada.ConnectAsync("192.0.2.1");
        await _ada.PasteAsync(GitHubThings.PullRequest);
        await _world.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title = "After" });
        using var sender = new GitHubSender(_world.Service, _world.Database);
        await sender.TakenAsync(GitHubDelivery.OfPullRequest(GitHubThings.PullRequest));
        _world.Clock.Advance(DueRefreshRepository.Debounce);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.StopAsync(Cancellation);
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_refresh_of_a_dead_process_is_taken_over()
    {
        (await Get<DueRefreshRepository>().ClaimAsync(Cancellation)).ShouldNotBeNull();

        _world.Clock.Advance(NearlyHalfAMinute);
        await WorkAsync<RefreshWorker>();
        await WorkAsync<PushWorker>();

        await ShowsTheChangeAsync();
    }

    [Fact]
    public async Task A_push_of_a_dead_process_is_taken_over()
    {
        await WorkAsync<RefreshWorker>();
        await Eventually.TrueAsync(
            async () => await _world.Database.CountAsync("due_pushes") == 1,
            "there is something to push"
        );
        (await Get<ClaimedPushRepository>().ClaimAsync(Cancellation)).ShouldNotBeNull();

        _world.Clock.Advance(NearlyHalfAMinute);
        await WorkAsync<PushWorker>();

        await ShowsTheChangeAsync();
    }

    private T Get<T>()
        where T : notnull => _world.Service.Services.GetRequiredService<T>();

    /// <summary>Starts a worker, as the next process does.</summary>
    private async Task WorkAsync<T>()
        where T : UpdateWorker
    {
        var worker = ActivatorUtilities.CreateInstance<T>(_world.Service.Services);
        _workers.Add(worker);
        await worker.StartAsync(Cancellation);
    }

    private Task ShowsTheChangeAsync() =>
        Eventually.TrueAsync(() => _ada.Title(GitHubThings.PullRequest) == "After", "the change is shown");

    public sealed class OnSqlite() : TakeoverTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : TakeoverTests(postgres);
}
