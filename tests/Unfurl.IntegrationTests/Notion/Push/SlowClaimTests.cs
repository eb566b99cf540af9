using Dapper;
using Npgsql;

namespace Unfurl.IntegrationTests.Notion.Push;

[OnPostgres]
public sealed class SlowClaimTests
{
    // The server's other databases have waiting locks of their own.
    private const string IsClaimWaiting = """
        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'job_lanes'::regclass
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    [Fact]
    public async Task Notions_limit_counts_from_the_calls_when_the_database_is_slow()
    {
        await using var crowd = await Crowd.StartAsync(workspaces: 1, usersPerWorkspace: 4);
        await HoldAsync(crowd, TimeSpan.FromHours(12));
        await crowd.ChangeAsync("After");
        await crowd.DeliverAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await crowd.AdvanceAsync(TimeSpan.FromMilliseconds(5));
                return await crowd.Host.Database.CountAsync(Rows.Pushes) == crowd.People.Count
                    && !await crowd.Host.Database.HasLeasedJobsAsync();
            },
            "all pushes are queued"
        );
        // The clock ends the hold, so that no claim comes before the lock.
        var hold = TimeSpan.FromMilliseconds(50);
        await HoldAsync(crowd, hold);
        await using var other = new NpgsqlConnection(crowd.Host.Database.Setting.Value);
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        // A claim can read the table but not write it.
        await other.ExecuteAsync("LOCK TABLE job_lanes IN SHARE MODE");

        crowd.Host.Clock.Advance(hold);
        await Eventually.TrueAsync(
            async () =>
            {
                crowd.Signal();
                return await other.ExecuteScalarAsync<bool>(IsClaimWaiting);
            },
            "a claim waits"
        );
        crowd.Host.Clock.Advance(TimeSpan.FromMilliseconds(900));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await crowd.SettleAsync();

        crowd.People.SelectMany(user => user.Updates).Select(update => update.Status).ShouldBe([200, 200, 200, 200]);
    }

    private static Task HoldAsync(Crowd crowd, TimeSpan hold) =>
        crowd.Host.Database.ExecuteAsync(
            $"""
            UPDATE job_lanes SET held_until = {(crowd.Host.Clock.GetUtcNow() + hold).ToUnixTimeMilliseconds()}
            WHERE lane = ''
            """
        );
}
