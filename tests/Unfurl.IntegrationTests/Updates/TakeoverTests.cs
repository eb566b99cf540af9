using Unfurl.IntegrationTests.Parties;
using Unfurl.Server.Updates;
using Unfurl.Server.Updates.Pushing;
using Unfurl.Server.Updates.Refreshing;

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

    public sealed class OnSqlite() : TakeoverTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : TakeoverTests(postgres);
}
