using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Refresh;

namespace Unfurl.Server.Updates;

/// <summary>
/// What has to be asked about again, in storage: it survives a crash. One row for each thing, however often it changes before
/// somebody gets to it.
/// </summary>
internal sealed class QueuedRefreshJobRepository(Database database, TimeProvider time) : IExpiring
{
    /// <summary>What nobody asked about for so long is shown to nobody: copies have expired, and who opens a page asks anyway.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>Changes come in bursts, and the latest state is wanted: so long is waited for more.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Work that is claimed and not ended in this time is another's, who has to be told of it and to do it within half a
    /// minute. Claims of long work are renewed.
    /// </summary>
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(20);

    /// <summary>How many are added in one statement: far fewer than databases take parameters for.</summary>
    private const int BatchSize = 500;

    private const string HasKey = "provider = @Provider AND scope = @Scope AND name = @Name";
    private const string HoldsLease = $"{HasKey} AND claimed_until = @ClaimedUntil";

    /// <summary>
    /// Adds what is not there yet. Of what is there the generation is raised, so that whoever works on it now knows that it
    /// has to be done again; when that is due stays as it is.
    /// </summary>
    public async Task AddAsync(
        string provider,
        IEnumerable<QueuedRefreshJob> refreshes,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        // In one order everywhere: transactions that lock the same rows in different ones would wait for each other.
        var rows = refreshes
            .OrderBy(refresh => refresh.Scope, StringComparer.Ordinal)
            .ThenBy(refresh => refresh.Name, StringComparer.Ordinal)
            .ThenBy(refresh => refresh.Kind != RefreshKind.Purge)
            .DistinctBy(refresh => (refresh.Scope, refresh.Name));
        foreach (var chunk in rows.Chunk(BatchSize))
            await InsertAsync(provider, chunk, connection, transaction);
    }

    /// <summary>In one statement: others wait for these rows until the transaction ends.</summary>
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

    /// <summary>Claims what is due the longest and nobody works on.</summary>
    public async Task<LeasedRefreshJob?> LeaseAsync(CancellationToken cancellationToken)
    {
        const string Due = "due_at <= @now AND (claimed_until IS NULL OR claimed_until <= @now)";
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // Mostly nothing is: then no transaction that could write has to be waited for.
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
                var claim = await connection.QuerySingleOrDefaultAsync<LeasedRefreshJob>(
                    $"""
                    SELECT provider, scope, name, kind, generation, attempts, trace FROM due_refreshes
                    WHERE {Due} ORDER BY due_at LIMIT 1 {database.ForUpdateSkipLocked}
                    """,
                    new { now },
                    transaction
                );
                if (claim is null)
                    return claim;
                claim.ClaimedUntil = now + (long)LeaseDuration.TotalMilliseconds;
                claim.Turn = await connection.QuerySingleAsync<long>(
                    "UPDATE turns SET last = last + 1 RETURNING last",
                    transaction: transaction
                );
                await connection.ExecuteAsync(
                    $"UPDATE due_refreshes SET claimed_until = @ClaimedUntil WHERE {HasKey}",
                    claim,
                    transaction
                );
                return claim;
            },
            cancellationToken
        );
    }

    /// <summary>It is done; when something changed meanwhile it is due again.</summary>
    public Task<bool> CompleteAsync(LeasedRefreshJob claim, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var isDone =
                    await connection.ExecuteAsync(
                        $"DELETE FROM due_refreshes WHERE {HoldsLease} AND generation = @Generation",
                        claim,
                        transaction
                    ) > 0;
                if (!isDone)
                    await ReleaseAsync(claim, Debounce, attempts: 0, connection, transaction);
                return isDone;
            },
            cancellationToken
        );

    /// <summary>It could not be done, and is due again after a while.</summary>
    public Task RetryAsync(LeasedRefreshJob claim, TimeSpan after, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            (connection, transaction) => ReleaseAsync(claim, after, claim.Attempts + 1, connection, transaction),
            cancellationToken
        );

    /// <summary>When the refresh was due that is due the longest; null when none is.</summary>
    public async Task<long?> FindOldestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT min(due_at) FROM due_refreshes WHERE due_at <= @now",
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }

    /// <summary>Keeps a claim for longer.</summary>
    /// <returns>False when it was over, and may be another's.</returns>
    public async Task<bool> RenewLeaseAsync(LeasedRefreshJob claim, CancellationToken cancellationToken)
    {
        var until = (time.GetUtcNow() + LeaseDuration).ToUnixTimeMilliseconds();
        await using var connection = await database.OpenAsync(cancellationToken);
        var isOurs =
            await connection.ExecuteAsync(
                $"UPDATE due_refreshes SET claimed_until = @until WHERE {HoldsLease}",
                new
                {
                    claim.Provider,
                    claim.Scope,
                    claim.Name,
                    claim.ClaimedUntil,
                    until,
                },
                cancellationToken
            ) > 0;
        if (isOurs)
            claim.ClaimedUntil = until;
        return isOurs;
    }

    private Task<int> ReleaseAsync(
        LeasedRefreshJob claim,
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
                claim.Provider,
                claim.Scope,
                claim.Name,
                claim.ClaimedUntil,
                claim.Generation,
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
