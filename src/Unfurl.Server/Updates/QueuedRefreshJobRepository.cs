using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates;

/// <summary>A target has one row, however often it changes.</summary>
internal sealed class QueuedRefreshJobRepository(Database database, StorageClock time) : IExpiring
{
    /// <summary>By then the cached entries have expired, and opening a page resolves its links again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>How long a refresh waits after the first change, so that the changes of one burst share it.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    // Short enough for another replica to take over a stopped process's jobs within half a minute. Long refreshes renew
    // their lease.
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(20);

    // Maximum number of rows in one statement, far below the databases' parameter limits.
    private const int BatchSize = 500;

    private const string HasKey = "provider = @Provider AND scope = @Scope AND name = @Name";
    private const string HoldsLease = $"{HasKey} AND claimed_until = @ClaimedUntil";

    /// <summary>A target that is already queued keeps its due time and gets a new generation.</summary>
    public async Task AddAsync(
        string provider,
        IEnumerable<QueuedRefreshJob> refreshes,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        // All transactions lock these rows in one order, which prevents deadlocks.
        var rows = refreshes
            .OrderBy(refresh => refresh.Scope, StringComparer.Ordinal)
            .ThenBy(refresh => refresh.Name, StringComparer.Ordinal)
            .ThenBy(refresh => refresh.Kind != RefreshKind.Purge)
            .DistinctBy(refresh => (refresh.Scope, refresh.Name));
        foreach (var chunk in rows.Chunk(BatchSize))
            await InsertAsync(provider, chunk, connection, transaction);
    }

    // Uses one statement, because the rows stay locked until the transaction ends.
    private Task<int> InsertAsync(
        string provider,
        QueuedRefreshJob[] refreshes,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var parameters = new DynamicParameters(
            new
            {
                provider,
                now,
                due = now + (long)Debounce.TotalMilliseconds,
                trace = Activity.Current?.Id,
            }
        );
        for (var i = 0; i < refreshes.Length; i++)
        {
            parameters.Add($"scope{i}", refreshes[i].Scope);
            parameters.Add($"name{i}", refreshes[i].Name);
            parameters.Add($"kind{i}", refreshes[i].Kind);
        }
        var values = refreshes.Select(
            (_, i) => $"(@provider, @scope{i}, @name{i}, @kind{i}, 1, @now, @due, 0, @trace)"
        );
        return connection.ExecuteAsync(
            $"""
            INSERT INTO due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts, trace)
            VALUES {string.Join(", ", values)}
            ON CONFLICT (provider, scope, name) DO UPDATE SET
                kind = CASE WHEN excluded.kind = 'purge' OR due_refreshes.kind = 'look'
                    THEN excluded.kind ELSE due_refreshes.kind END,
                generation = due_refreshes.generation + 1,
                attempts = 0,
                trace = excluded.trace,
                requested_at = excluded.requested_at
            """,
            parameters,
            transaction
        );
    }

    /// <summary>Leases the job that has been due the longest.</summary>
    public async Task<LeasedRefreshJob?> LeaseAsync(CancellationToken cancellationToken)
    {
        const string Due = "due_at <= @now AND (claimed_until IS NULL OR claimed_until <= @now)";
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // Usually no job is due. A read avoids waiting for a write transaction.
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var isAny = await connection.QuerySingleOrDefaultAsync<int?>(
                $"SELECT 1 FROM due_refreshes WHERE {Due} LIMIT 1",
                new { now },
                cancellationToken
            );
            if (isAny is null)
                return null;
        }
        return await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var job = await connection.QuerySingleOrDefaultAsync<LeasedRefreshJob>(
                    $"""
                    SELECT provider, scope, name, kind, generation, attempts, trace FROM due_refreshes
                    WHERE {Due} ORDER BY due_at LIMIT 1 {database.ForUpdateSkipLocked}
                    """,
                    new { now },
                    transaction
                );
                if (job is null)
                    return job;
                job.ClaimedUntil = now + (long)LeaseDuration.TotalMilliseconds;
                job.Turn = await connection.QuerySingleAsync<long>(
                    "UPDATE turns SET last = last + 1 RETURNING last",
                    transaction: transaction
                );
                await connection.ExecuteAsync(
                    $"UPDATE due_refreshes SET claimed_until = @ClaimedUntil WHERE {HasKey}",
                    job,
                    transaction
                );
                return job;
            },
            cancellationToken
        );
    }

    /// <summary>Removes a completed job, or queues it again if its target has changed since it was leased.</summary>
    public Task<bool> CompleteAsync(LeasedRefreshJob job, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var isDone =
                    await connection.ExecuteAsync(
                        $"DELETE FROM due_refreshes WHERE {HoldsLease} AND generation = @Generation",
                        job,
                        transaction
                    ) > 0;
                if (!isDone)
                    await ReleaseAsync(job, Debounce, attempts: 0, connection, transaction);
                return isDone;
            },
            cancellationToken
        );

    public Task RetryAsync(LeasedRefreshJob job, TimeSpan after, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            (connection, transaction) => ReleaseAsync(job, after, job.Attempts + 1, connection, transaction),
            cancellationToken
        );

    /// <returns>When the oldest job became due, in milliseconds since 1970; null when no job is due.</returns>
    public async Task<long?> FindOldestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT min(due_at) FROM due_refreshes WHERE due_at <= @now",
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }

    /// <returns>False when the lease has expired and another process may hold it.</returns>
    public async Task<bool> RenewLeaseAsync(LeasedRefreshJob job, CancellationToken cancellationToken)
    {
        var until = (time.GetUtcNow() + LeaseDuration).ToUnixTimeMilliseconds();
        await using var connection = await database.OpenAsync(cancellationToken);
        var isOurs =
            await connection.ExecuteAsync(
                $"UPDATE due_refreshes SET claimed_until = @until WHERE {HoldsLease}",
                new
                {
                    job.Provider,
                    job.Scope,
                    job.Name,
                    job.ClaimedUntil,
                    until,
                },
                cancellationToken
            ) > 0;
        if (isOurs)
            job.ClaimedUntil = until;
        return isOurs;
    }

    private Task<int> ReleaseAsync(
        LeasedRefreshJob job,
        TimeSpan after,
        int attempts,
        DbConnection connection,
        DbTransaction transaction
    ) =>
        connection.ExecuteAsync(
            $"""
            UPDATE due_refreshes SET claimed_until = NULL, due_at = @due,
                attempts = CASE WHEN generation = @Generation THEN @attempts ELSE 0 END
            WHERE {HoldsLease}
            """,
            new
            {
                job.Provider,
                job.Scope,
                job.Name,
                job.ClaimedUntil,
                job.Generation,
                attempts,
                due = (time.GetUtcNow() + after).ToUnixTimeMilliseconds(),
            },
            transaction
        );

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "DELETE FROM due_refreshes WHERE requested_at <= @before",
            new { before = (time.GetUtcNow() - Retention).ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }
}
