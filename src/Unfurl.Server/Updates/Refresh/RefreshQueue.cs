using System.Diagnostics;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>A target has one job, however often it changes.</summary>
internal sealed class RefreshQueue(Database database, StorageClock time)
    : JobQueue("", "refresh", database, time),
        IExpiring
{
    /// <summary>By then the cached entries have expired, and opening a page resolves its links again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>How long a refresh waits after the first change, so that the changes of one burst share it.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    /// <summary>A target that is already queued keeps its due time.</summary>
    public async Task AddAsync(string provider, IEnumerable<RefreshTarget> targets, Session session)
    {
        // All transactions lock these rows in one order, which prevents deadlocks.
        var jobs = targets
            .Select(target => (Key: RefreshJob.KeyOf(provider, target), target.Kind))
            .OrderBy(job => job.Key, StringComparer.Ordinal)
            .ThenBy(job => job.Kind != RefreshKind.Purge)
            .DistinctBy(job => job.Key);
        foreach (var chunk in jobs.Chunk(ListParameters.MaxLength))
            await InsertAsync(chunk, session);
    }

    // Uses one statement, because the rows stay locked until the transaction ends.
    private Task<int> InsertAsync((string Key, string Kind)[] jobs, Session session)
    {
        var now = Time.GetUtcNow();
        var parameters = Parameters(
            new
            {
                now,
                due = now + Debounce,
                trace = Activity.Current?.Id,
            }
        );
        var rows = parameters.AddRows(
            "(@surface, @kind, @key#, '', 1, 0, @payload#, @trace, @now, @due, 0, 0)",
            jobs,
            ("key", job => job.Key),
            ("payload", job => job.Kind)
        );
        return session.ExecuteAsync(
            $"""
            INSERT INTO jobs (surface, kind, key, lane, state, turn, payload, trace, requested_at, due_at, attempts,
                is_stopped)
            VALUES {rows}
            ON CONFLICT (surface, kind, key) DO UPDATE SET
                payload = CASE WHEN excluded.payload = 'purge' OR jobs.payload = 'look'
                    THEN excluded.payload ELSE jobs.payload END,
                state = jobs.state + 1,
                attempts = 0,
                trace = excluded.trace,
                requested_at = excluded.requested_at
            """,
            parameters
        );
    }

    /// <summary>Leases the jobs that have been due the longest.</summary>
    public async Task<IReadOnlyList<RefreshJob>> LeaseAsync(int max, CancellationToken cancellationToken)
    {
        if (!await IsAnyDueAsync(cancellationToken))
            return [];
        return await Database.InTransactionAsync(
            async session =>
            {
                var now = Time.GetUtcNow();
                var jobs = await session.QueryAsync<RefreshJob>(
                    $"SELECT {Columns} FROM jobs j WHERE {IsDue} ORDER BY j.due_at LIMIT @max {session.ForUpdateSkipLocked}",
                    Parameters(new { now, max })
                );
                if (jobs.Count == 0)
                    return jobs;
                await MarkLeasedAsync(jobs, now, session);
                var turn = await session.QuerySingleAsync<long>(
                    "UPDATE turns SET last = last + @Count RETURNING last",
                    new { jobs.Count }
                );
                foreach (var job in jobs)
                    job.Turn = turn--;
                return jobs;
            },
            cancellationToken
        );
    }

    /// <summary>Removes a completed job, or queues it again if its target has changed since it was leased.</summary>
    public async Task CompleteAsync(RefreshJob job, CancellationToken cancellationToken)
    {
        if (await Database.ExecuteAsync(DeleteCompleted, job, cancellationToken) == 0)
            await Database.InTransactionAsync(session => RequeueAsync(job, Debounce, session), cancellationToken);
    }

    /// <param name="job">The job.</param>
    /// <param name="isTold">Whether all replicas know what is outdated.</param>
    /// <param name="after">When to try again.</param>
    public Task RetryAsync(RefreshJob job, bool isTold, TimeSpan after, CancellationToken cancellationToken)
    {
        var failure = new JobFailure
        {
            RetryAfter = after,
            CountsAsAttempt = true,
            Problem = isTold ? null : RefreshJob.Untold,
        };
        return Database.InTransactionAsync(
            session => FailAsync(job, failure, Time.GetUtcNow(), session),
            cancellationToken
        );
    }

    public Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken) =>
        FindOldestAsync("1 = 1", cancellationToken);

    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        Database.ExecuteAsync(
            "DELETE FROM jobs WHERE surface = @surface AND kind = @kind AND requested_at <= @before",
            Parameters(new { before = Time.GetUtcNow() - Retention }),
            cancellationToken
        );
}
