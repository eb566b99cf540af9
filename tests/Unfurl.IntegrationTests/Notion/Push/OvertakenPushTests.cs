using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Notion.Api;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>
/// While Notion is being told, the page is opened: nobody knows which of the two Notion took last, and it has to end with the
/// latest state.
/// </summary>
public abstract class OvertakenPushTests(PostgresFixture? postgres) : WorkedByHandTests(postgres)
{
    private static readonly PushFailure Unknown = new(PushProblems.Unavailable) { MayHaveArrived = true };
    private static readonly PushFailure NotTaken = new(PushProblems.RateLimited);

    [Fact]
    public async Task What_Notion_took_too_late_is_followed_by_the_latest_state()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync("Latest");
        await ArriveAsync(claim);
        await Pushes.DoneAsync(claim, Cancellation);

        await RefreshAsync();
        await WorkAsync<PushWorker>();

        await ShowsAsync("Latest");
    }

    [Fact]
    public async Task What_Notion_took_without_saying_so_is_followed_by_the_latest_state()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync("Latest");
        await ArriveAsync(claim);
        await Pushes.FailedAsync(claim, Unknown, Cancellation);

        await RefreshAsync();
        await WorkAsync<PushWorker>();

        await ShowsAsync("Latest");
    }

    [Fact]
    public async Task What_Notion_did_not_answer_may_have_been_taken()
    {
        Get<NotionSimulator>().FailUpdates("ada", NotionFault.Silence);
        await RefreshAsync();
        await WorkAsync<PushWorker>();
        await Eventually.TrueAsync(
            async () => await World.Database.CountAsync("due_pushes WHERE claimed_until IS NOT NULL") == 1,
            "Notion is being told"
        );
        await OpenAsync("Latest");

        World.Clock.Advance(NotionClient.Timeout);
        await Eventually.TrueAsync(
            async () => await World.Database.CountAsync("due_pushes") == 0,
            "Notion's answer is no longer waited for"
        );
        await RefreshAsync();

        await Eventually.TrueAsync(() => TitlesPushed.Contains("Latest"), "Notion is told the latest state");
    }

    [Fact]
    public async Task What_is_as_before_is_told_when_Notion_may_have_taken_something_else_meanwhile()
    {
        var claim = await ClaimPushAsync();
        await ArriveAsync(claim);
        await Pushes.FailedAsync(claim, Unknown, Cancellation);

        await ChangeAsync(Before);
        await RefreshAsync();
        await WorkAsync<PushWorker>();

        await ShowsAsync(Before);
    }

    [Fact]
    public async Task What_changed_meanwhile_is_not_lost_with_the_call()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync("Latest");
        await ChangeAsync("Later still");
        await RefreshAsync();
        await Pushes.FailedAsync(claim, NotTaken, Cancellation);

        await RefreshAsync();
        await WorkAsync<PushWorker>();

        await ShowsAsync("Later still");
    }

    [Fact]
    public async Task What_changed_back_meanwhile_is_told_again()
    {
        var claim = await ClaimPushAsync();
        await ArriveAsync(claim);
        await OpenAsync("Between");
        await ChangeAsync(After);
        await RefreshAsync();
        await Pushes.DoneAsync(claim, Cancellation);

        await RefreshAsync();
        await WorkAsync<PushWorker>();

        await ShowsAsync(After);
    }

    [Fact]
    public async Task While_the_provider_cannot_say_what_the_latest_state_is_it_is_asked_again()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync("Latest");
        await World.GitHub.FailAsync("bad-gateway", times: 10);
        // Before it is due: a copy that is fresh would do.
        World.Clock.Advance(Fresh);
        await Pushes.DoneAsync(claim, Cancellation);
        World.Clock.Advance(DueRefreshRepository.Debounce);

        await WorkAsync<RefreshWorker>();

        await Eventually.TrueAsync(
            async () =>
                await World.Database.CountAsync("due_refreshes WHERE attempts = 1 AND claimed_until IS NULL") == 1,
            "it is asked again later"
        );
    }

    [Fact]
    public async Task Who_opened_the_page_and_saw_the_same_is_not_told_again()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync(After);
        await ArriveAsync(claim);
        await Pushes.DoneAsync(claim, Cancellation);

        await RefreshAsync();

        (await World.Database.CountAsync("due_pushes")).ShouldBe(0);
        TitlesPushed.ShouldBe([After]);
    }

    public sealed class OnSqlite() : OvertakenPushTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : OvertakenPushTests(postgres);
}
