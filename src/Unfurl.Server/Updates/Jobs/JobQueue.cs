using Dapper;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates.Jobs;

/// <summary>The queued jobs of one kind, shared by all replicas. Subclasses add jobs and choose what is leased.</summary>
internal abstract class JobQueue(string surface, string kind, Database database, StorageClock time)
{
    // Longer than an attempt takes without renewal, and short enough for another replica to take over a stopped process's
    // jobs within half a minute.
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(20);

    protected const string Columns =
        "j.surface, j.kind, j.key, j.lane, j.state, j.payload, j.trace, j.requested_at, j.attempts, j.problem, j.is_stopped";

    // A job whose lease has expired is due even if it was dropped.
    protected const string IsDue = """
        j.surface = @surface AND j.kind = @kind AND j.due_at <= @now
        AND (j.leased_until <= @now OR (j.leased_until IS NULL AND j.is_stopped = 0))
        """;

    protected const string HasKey = "surface = @Surface AND kind = @Kind AND key = @Key";
    protected const string HoldsLease = $"{HasKey} AND leased_until = @LeasedUntil";

    protected Database Database => database;

    protected StorageClock Time => time;

    /// <summary>Usually no job is due. A read avoids waiting for a write transaction.</summary>
    protected async Task<bool> IsAnyDueAsync(CancellationToken cancellationToken) =>
        await database.QuerySingleOrDefaultAsync<int?>(
            $"SELECT 1 FROM jobs j WHERE {IsDue} LIMIT 1",
            Parameters(new { now = time.GetUtcNow() }),
            cancellationToken
        )
            is not null;

    /// <summary>Marks due jobs, which the transaction has locked, as leased.</summary>
    protected async Task MarkLeasedAsync(IReadOnlyList<Job> jobs, DateTimeOffset now, Session session)
    {
        var until = now + LeaseDuration;
        var parameters = Parameters(new { until });
        var keys = parameters.AddList("key", [.. jobs.Select(job => job.Key)]);
        await session.ExecuteAsync(
            $"UPDATE jobs SET leased_until = @until WHERE surface = @surface AND kind = @kind AND key IN ({keys})",
            parameters
        );
        foreach (var job in jobs)
            job.LeasedUntil = until;
    }

    /// <returns>False when the lease has expired and another process may hold it.</returns>
    public async Task<bool> RenewLeaseAsync(Job job, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + LeaseDuration;
        var isOurs =
            await database.ExecuteAsync(
                $"UPDATE jobs SET leased_until = @until WHERE {HoldsLease}",
                ParametersOf(job, new { until }),
                cancellationToken
            ) > 0;
        if (isOurs)
            job.LeasedUntil = until;
        return isOurs;
    }

    protected const string DeleteCompleted =
        $"DELETE FROM jobs WHERE {HoldsLease} AND is_stopped = 0 AND state = @State";

    /// <summary>Queues a job again whose state has changed since it was leased.</summary>
    /// <returns>False when the job was dropped, or another process has taken it over.</returns>
    protected async Task<bool> RequeueAsync(Job job, TimeSpan wait, Session session)
    {
        var now = time.GetUtcNow();
        return await session.ExecuteAsync(
                $"""
                UPDATE jobs SET leased_until = NULL, due_at = @due, requested_at = @now, attempts = 0, problem = NULL
                WHERE {HoldsLease} AND is_stopped = 0
                """,
                ParametersOf(job, new { now, due = now + wait })
            ) > 0;
    }

    /// <returns>As <see cref="RequeueAsync"/>.</returns>
    protected static async Task<bool> FailAsync(Job job, JobFailure failure, DateTimeOffset now, Session session)
    {
        var parameters = ParametersOf(job, new { now, due = now + failure.RetryAfter });
        parameters.AddDynamicParams(
            new
            {
                failure.Problem,
                failure.IsFinal,
                failure.CountsAsAttempt,
            }
        );
        return await session.ExecuteAsync(
                $"""
                UPDATE jobs SET leased_until = NULL, due_at = @due, problem = @Problem,
                    attempts = CASE WHEN state = @State THEN attempts + @CountsAsAttempt ELSE 0 END,
                    is_stopped = CASE WHEN state = @State THEN @IsFinal ELSE 0 END,
                    requested_at = CASE WHEN state = @State OR @IsFinal = 0 THEN requested_at ELSE @now END
                WHERE {HoldsLease} AND is_stopped = 0
                """,
                parameters
            ) > 0;
    }

    /// <summary>For jobs that are due and not dead-lettered.</summary>
    /// <param name="condition">A further condition in SQL for a job j.</param>
    /// <returns>When the oldest one became due; null when no job is due.</returns>
    protected Task<DateTimeOffset?> FindOldestAsync(string condition, CancellationToken cancellationToken) =>
        database.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            $"""
            SELECT min(j.due_at) FROM jobs j
            WHERE j.surface = @surface AND j.kind = @kind AND j.due_at <= @now AND j.is_stopped = 0 AND {condition}
            """,
            Parameters(new { now = time.GetUtcNow() }),
            cancellationToken
        );

    protected DynamicParameters Parameters(object more)
    {
        var parameters = new DynamicParameters(new { surface, kind });
        parameters.AddDynamicParams(more);
        return parameters;
    }

    private static DynamicParameters ParametersOf(Job job, object more)
    {
        var parameters = new DynamicParameters(job);
        parameters.AddDynamicParams(more);
        return parameters;
    }
}
