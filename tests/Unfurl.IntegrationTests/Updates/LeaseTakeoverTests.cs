using Unfurl.Server.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Another process takes over the work of a killed one within half a minute.</summary>
[OnEachDatabase]
public sealed class LeaseTakeoverTests : ManualWorkerTests
{
    // The work itself needs the rest of the half minute.
    private static readonly TimeSpan TakeoverLimit = TimeSpan.FromSeconds(29);

    [Fact]
    public async Task A_refresh_leased_by_a_crashed_process_is_taken_over()
    {
        (await Get<RefreshQueue>().LeaseAsync(1, Cancellation)).ShouldHaveSingleItem();

        Host.Clock.Advance(TakeoverLimit);
        await StartWorkerAsync<RefreshWorker>();
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync(After);
    }

    [Fact]
    public async Task A_push_leased_by_a_crashed_process_is_taken_over()
    {
        await LeasePushAsync();

        Host.Clock.Advance(TakeoverLimit);
        await StartWorkerAsync<PushWorker>();

        await UntilShownAsync(After);
    }

    [Fact]
    public async Task A_push_of_a_crashed_process_concurrent_with_an_opened_page_is_followed_by_the_latest_state()
    {
        var job = await LeasePushAsync();
        await OpenAsync("Latest");
        await DeliverAsync(job);

        Host.Clock.Advance(TakeoverLimit);
        await StartWorkerAsync<PushWorker>();
        await Eventually.TrueAsync(
            async () => await Host.Database.CountAsync(Rows.RefreshesOfLinks) == 1,
            "the link is asked about again"
        );
        await RefreshAsync();

        await UntilShownAsync("Latest");
        TitlesPushed.ShouldBe([After, "Latest"]);
    }
}
