using Unfurl.IntegrationTests.Updates;
using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>
/// The page is opened during a push. Notion may have applied either state last, and must end with the latest one.
/// </summary>
[OnEachDatabase]
public sealed class ConcurrentPushTests : ManualWorkerTests
{
    private static readonly PushFailure OutcomeUnknown = new(PushProblems.Unavailable) { MayHaveArrived = true };
    private static readonly PushFailure NotAccepted = new(PushProblems.RateLimited);

    [Fact]
    public async Task A_late_push_is_followed_by_the_latest_state()
    {
        var job = await LeasePushAsync();
        await OpenAsync("Latest");
        await DeliverAsync(job);
        await Pushes.CompleteAsync(job, Cancellation);

        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync("Latest");
    }

    [Fact]
    public async Task An_unacknowledged_push_is_followed_by_the_latest_state()
    {
        var job = await LeasePushAsync();
        await OpenAsync("Latest");
        await DeliverAsync(job);
        await Pushes.FailAsync(job, OutcomeUnknown, Cancellation);

        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync("Latest");
    }

    [Fact]
    public async Task A_push_without_a_response_may_have_been_applied()
    {
        Get<NotionSimulator>().FailUpdates("ada", NotionFault.NoResponse);
        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.LeasedPushes) == 1,
            "Notion is being told"
        );
        await OpenAsync("Latest");

        Host.Clock.Advance(NotionClient.Timeout);
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.Pushes) == 0,
            "Notion's answer is no longer waited for"
        );
        await RefreshAsync();

        await Eventually.TrueAsync(() => TitlesPushed.Contains("Latest"), "Notion is told the latest state");
    }

    [Fact]
    public async Task An_unchanged_state_is_pushed_when_an_unacknowledged_push_may_have_been_applied()
    {
        var job = await LeasePushAsync();
        await DeliverAsync(job);
        await Pushes.FailAsync(job, OutcomeUnknown, Cancellation);

        await ChangeAsync(Before);
        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync(Before);
    }

    [Fact]
    public async Task A_change_during_a_push_is_kept_when_the_push_fails()
    {
        var job = await LeasePushAsync();
        await OpenAsync("Latest");
        await ChangeAsync("Later still");
        await RefreshAsync();
        await Pushes.FailAsync(job, NotAccepted, Cancellation);

        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync("Later still");
    }

    [Fact]
    public async Task A_change_reverted_during_a_push_is_pushed()
    {
        var job = await LeasePushAsync();
        await DeliverAsync(job);
        await OpenAsync("Between");
        await ChangeAsync(After);
        await RefreshAsync();
        await Pushes.CompleteAsync(job, Cancellation);

        await RefreshAsync();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync(After);
    }

    [Fact]
    public async Task A_refresh_is_retried_until_the_provider_returns_the_latest_state()
    {
        var job = await LeasePushAsync();
        await OpenAsync("Latest");
        await Host.GitHub.FailAsync("bad-gateway", times: 10);
        // Otherwise a fresh cache entry would be served.
        Host.Clock.Advance(Fresh);
        await Pushes.CompleteAsync(job, Cancellation);
        Host.Clock.Advance(RefreshQueue.Debounce);

        await StartWorkerAsync<RefreshWorker>();

        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.RefreshesToRetry) == 1,
            "it is asked again later"
        );
    }

    [Fact]
    public async Task Opening_the_page_with_the_same_state_causes_no_push()
    {
        var job = await LeasePushAsync();
        await OpenAsync(After);
        await DeliverAsync(job);
        await Pushes.CompleteAsync(job, Cancellation);

        await RefreshAsync();

        (await Host.Database.CountAsync(Rows.Pushes)).ShouldBe(0);
        TitlesPushed.ShouldBe([After]);
    }
}
