using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>
/// Rows to be looked at: each has one job, however often its link changes. Its state counts the changes, its lane is the
/// connection.
/// </summary>
internal sealed class RowQueue(Database database, StorageClock time)
    : JobQueue(DisplayId.Database, "row", database, time)
{
    /// <summary>How long a row waits after the first change of its link, so that the changes of one burst share one write.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromSeconds(5);

    /// <summary>How many rows are leased together. A query of Notion's returns up to 100.</summary>
    public const int BatchSize = 200;

    // What somebody has just changed does not wait until a whole database is filled.
    private const int Newest = 20;

    // When this process leased rows of an enrichment the last time, counted in leases.
    private readonly ConcurrentDictionary<string, long> _leased = new(StringComparer.Ordinal);
    private long _leases;

    /// <summary>A row that is queued already is due at the earlier of both times.</summary>
    public async Task AddAsync(Enrichment enrichment, IEnumerable<string> pageIds, TimeSpan wait, Session session)
    {
        var now = Time.GetUtcNow();
        // All transactions lock these rows in one order, which prevents deadlocks.
        var keys = pageIds.Select(page => $"{enrichment.Id}:{page}").Distinct().Order(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(100))
        {
            var parameters = Parameters(
                new
                {
                    enrichment.Connection,
                    enrichment.Id,
                    now,
                    due = now + wait,
                    trace = Activity.Current?.Id,
                }
            );
            var rows = parameters.AddRows(
                "(@surface, @kind, @key#, @Connection, 1, 0, @Id, @trace, @now, @due, 0, 0)",
                chunk,
                ("key", key => key)
            );
            await session.ExecuteAsync(
                $"""
                INSERT INTO jobs (surface, kind, key, lane, state, turn, payload, trace, requested_at, due_at, attempts,
                    is_stopped)
                VALUES {rows}
                ON CONFLICT (surface, kind, key) DO UPDATE SET
                    state = jobs.state + 1,
                    lane = excluded.lane,
                    trace = excluded.trace,
                    due_at = CASE WHEN excluded.due_at < jobs.due_at THEN excluded.due_at ELSE jobs.due_at END
                """,
                parameters
            );
        }
    }

    /// <summary>Whether a row is queued or being written.</summary>
    public async Task<bool> IsQueuedAsync(DisplayId row, Session session) =>
        await session.QuerySingleOrDefaultAsync<int?>(
            $"SELECT 1 FROM jobs WHERE surface = @surface AND kind = @kind AND key = @Id",
            Parameters(new { row.Id })
        )
            is not null;

    /// <summary>
    /// Leases rows of one enrichment among connections that may call. They take turns, so that many rows of one do not keep the
    /// others waiting.
    /// </summary>
    /// <param name="busy">Enrichments to leave out. Two batches of one would share its limit, and read the same rows.</param>
    public async Task<IReadOnlyList<RowJob>> LeaseAsync(
        IReadOnlyCollection<string> busy,
        CancellationToken cancellationToken
    )
    {
        if (!await IsAnyDueAsync(cancellationToken))
            return [];
        return await Database.InTransactionAsync(
            async session =>
            {
                var now = Time.GetUtcNow();
                const string MayCall = """
                    NOT EXISTS (SELECT 1 FROM job_lanes l
                        WHERE l.surface = j.surface AND l.lane = j.lane AND l.held_until > @now)
                    """;
                var due = await session.QueryAsync<string>(
                    $"SELECT j.payload FROM jobs j WHERE {IsDue} AND {MayCall} GROUP BY j.payload ORDER BY min(j.due_at)",
                    Parameters(new { now })
                );
                if (
                    due.Where(id => !busy.Contains(id)).MinBy(id => _leased.GetValueOrDefault(id)) is not { } enrichment
                )
                    return [];
                _leased[enrichment] = Interlocked.Increment(ref _leases);
                var newest = await FindDueAsync(enrichment, "j.requested_at DESC", Newest, now, session);
                var oldest = await FindDueAsync(enrichment, "j.due_at", BatchSize - Newest, now, session);
                IReadOnlyList<RowJob> jobs = [.. newest.Concat(oldest).DistinctBy(job => job.Key)];
                if (jobs.Count > 0)
                    await MarkLeasedAsync(jobs, now, session);
                return jobs;
            },
            cancellationToken
        );
    }

    private Task<List<RowJob>> FindDueAsync(
        string enrichment,
        string order,
        int max,
        DateTimeOffset now,
        Session session
    ) =>
        session.QueryAsync<RowJob>(
            $"""
            SELECT {Columns} FROM jobs j WHERE {IsDue} AND j.payload = @enrichment
            ORDER BY {order}, j.key LIMIT {max} {session.ForUpdateSkipLocked}
            """,
            Parameters(new { now, enrichment })
        );

    /// <summary>Ends the job in the transaction that stores the row, or queues it again if its link has changed meanwhile.</summary>
    /// <returns>False when another process has taken it over: nothing may be stored then.</returns>
    public async Task<bool> CompleteAsync(RowJob job, Session session) =>
        await session.ExecuteAsync(DeleteCompleted, job) > 0 || await RequeueAsync(job, TimeSpan.Zero, session);

    public Task RetryAsync(RowJob job, JobFailure failure, CancellationToken cancellationToken) =>
        Database.InTransactionAsync(session => FailAsync(job, failure, Time.GetUtcNow(), session), cancellationToken);

    /// <summary>Gives back rows that were leased and not looked at.</summary>
    public Task ReleaseAsync(IReadOnlyList<RowJob> jobs, TimeSpan wait, CancellationToken cancellationToken) =>
        Database.InTransactionAsync(
            async session =>
            {
                foreach (var job in jobs.OrderBy(job => job.Key, StringComparer.Ordinal))
                    await FailAsync(job, new JobFailure { RetryAfter = wait }, Time.GetUtcNow(), session);
                return jobs.Count;
            },
            cancellationToken
        );

    /// <returns>When the oldest row became due; null when none is due.</returns>
    public Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken) =>
        FindOldestAsync("1 = 1", cancellationToken);
}

/// <summary>A row that this process has leased; its payload is the enrichment's id.</summary>
internal sealed record RowJob : Job
{
    public string EnrichmentId => Payload;

    public string PageId => Key[(Payload.Length + 1)..];
}
