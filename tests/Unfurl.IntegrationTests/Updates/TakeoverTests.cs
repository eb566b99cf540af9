using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Server.Notion.Push;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>What a process worked on when it died is another's within half a minute.</summary>
public abstract class TakeoverTests(PostgresFixture? postgres) : WorkedByHandTests(postgres)
{
    /// <summary>Some of the half minute belongs to the work itself.</summary>
    private static readonly TimeSpan NearlyHalfAMinute = TimeSpan.FromSeconds(29);

    [Fact]
    public async Task A_refresh_of_a_dead_process_is_taken_over()
    {
        (await Get<DueRefreshRepository>().ClaimAsync(Cancellation)).ShouldNotBeNull();

        World.Clock.Advance(NearlyHalfAMinute);
        await WorkAsync<RefreshWorker>();
        await WorkAsync<PushWorker>();

        await ShowsAsync(After);
    }

    [Fact]
    public async Task A_push_of_a_dead_process_is_taken_over()
    {
        await ClaimPushAsync();

        World.Clock.Advance(NearlyHalfAMinute);
        await WorkAsync<PushWorker>();

        await ShowsAsync(After);
    }

    [Fact]
    public async Task What_a_dead_process_was_telling_when_the_page_was_opened_is_followed_by_the_latest_state()
    {
        var claim = await ClaimPushAsync();
        await OpenAsync("Latest");
        await ArriveAsync(claim);

        World.Clock.Advance(NearlyHalfAMinute);
        await WorkAsync<PushWorker>();
        await Eventually.TrueAsync(
            async () => await World.Database.CountAsync("due_refreshes WHERE scope = 'link'") == 1,
            "the link is asked about again"
        );
        await RefreshAsync();

        await ShowsAsync("Latest");
        TitlesPushed.ShouldBe([After, "Latest"]);
    }

    public sealed class OnSqlite() : TakeoverTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : TakeoverTests(postgres);
}
