using System.Data.Common;
using System.Text;
using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

/// <summary>
/// Across all replicas, each display has at most one call in progress, and each workspace stays within Notion's rate
/// limit.
/// </summary>
internal sealed class LeasedPushJobRepository(
    Database database,
    QueuedRefreshJobRepository refreshes,
    SecretProtector protector,
    StorageClock time
)
{
    /// <summary>Notion accepts three calls a second for a workspace. A tenth covers differences in latency.</summary>
    public static readonly TimeSpan WorkspaceWindow = TimeSpan.FromSeconds(1.1);
    private static readonly long Window = (long)WorkspaceWindow.TotalMilliseconds;

    // Longer than a call to Notion can take, and short enough for another replica to take over a stopped process's jobs
    // within half a minute.
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(20);

    // The row of workspace_limits that applies to all workspaces.
    private const string AllWorkspaces = "";

    // A job whose lease has expired is due even if the push was dropped.
    private const string IsDue =
        "d.due_at <= @now AND (d.claimed_until <= @now OR (d.claimed_until IS NULL AND d.is_parked = 0))";
    private const string IsConnected = "(SELECT needs_reconnect FROM grants g WHERE g.id = d.grant_id) = 0";

    private const string HasKey = "grant_id = @GrantId AND uri_hash = @UriHash";
    private const string HoldsLease = $"{HasKey} AND claimed_until = @ClaimedUntil";

    // Null unless the stored hash is that of this push: Notion may have applied either of two states.
    private const string ContentIfUnchanged = "CASE WHEN content = @Content THEN content END";

    /// <summary>Leases the job that has been due the longest among the workspaces that are not throttled.</summary>
    /// <returns>The job; or, if all due jobs are throttled, when the first of them can be leased.</returns>
    public async Task<(LeasedPushJob? Job, DateTimeOffset? Next)> LeaseAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // Usually no job is due. A read avoids waiting for a write transaction.
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var isAny = await connection.QuerySingleOrDefaultAsync<int?>(
                $"SELECT 1 FROM due_pushes d WHERE {IsDue} LIMIT 1",
                new { now },
                cancellationToken
            );
            if (isAny is null)
                return default;
        }
        return await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                // The transaction may have waited for a lock, and the rate limit counts from the time of the call.
                now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var job = await connection.QuerySingleOrDefaultAsync<LeasedPushJob>(
                    $"""
                    SELECT d.grant_id, d.uri_hash, d.workspace_id, d.content, d.protected_operations, d.trace,
                        d.requested_at, d.attempts, d.problem, d.is_parked,
                        (SELECT p.uri FROM tracked_previews p
                            WHERE p.grant_id = d.grant_id AND p.uri_hash = d.uri_hash) AS uri
                    FROM due_pushes d JOIN workspace_limits w ON w.workspace_id = d.workspace_id
                    WHERE {IsDue} AND {IsConnected}
                        AND w.held_until <= @now AND w.third_last_at <= @windowStart
                        AND (SELECT held_until FROM workspace_limits WHERE workspace_id = @AllWorkspaces) <= @now
                    ORDER BY d.due_at LIMIT 1 {database.ForUpdateSkipLocked}
                    """,
                    new
                    {
                        now,
                        AllWorkspaces,
                        windowStart = now - Window,
                    },
                    transaction
                );
                if (job is null)
                    return (job, await FindNextAsync(now, connection, transaction));
                job.ClaimedUntil = now + (long)LeaseDuration.TotalMilliseconds;
                await connection.ExecuteAsync(
                    $"UPDATE due_pushes SET claimed_until = @ClaimedUntil WHERE {HasKey}",
                    job,
                    transaction
                );
                await connection.ExecuteAsync(
                    """
                    UPDATE workspace_limits
                    SET third_last_at = second_last_at, second_last_at = last_at, last_at = @now
                    WHERE workspace_id = @WorkspaceId
                    """,
                    new { now, job.WorkspaceId },
                    transaction
                );
                return (job, null);
            },
            cancellationToken
        );
    }

    // Returns when the first workspace with a due job is no longer throttled; null when another replica is leasing that
    // job.
    private static async Task<DateTimeOffset?> FindNextAsync(
        long now,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var (first, all) = await connection.QuerySingleAsync<(long? First, long All)>(
            $"""
            SELECT
                min(CASE WHEN w.held_until > w.third_last_at + @Window THEN w.held_until
                    ELSE w.third_last_at + @Window END),
                (SELECT held_until FROM workspace_limits WHERE workspace_id = @AllWorkspaces)
            FROM workspace_limits w
            WHERE EXISTS (SELECT 1 FROM due_pushes d WHERE d.workspace_id = w.workspace_id AND {IsDue} AND {IsConnected})
            """,
            new
            {
                now,
                Window,
                AllWorkspaces,
            },
            transaction
        );
        return first is { } next && Math.Max(next, all) is var at && at > now
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
    }

    /// <returns>Null when the operations cannot be decrypted.</returns>
    public byte[]? OperationsOf(LeasedPushJob job) =>
        protector.Read(job.ProtectedOperations) is { } operations ? Encoding.UTF8.GetBytes(operations.Reveal()) : null;

    /// <summary>A state stored since the lease began is queued at once.</summary>
    public Task CompleteAsync(LeasedPushJob job, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var row = new
                {
                    job.GrantId,
                    job.UriHash,
                    job.ClaimedUntil,
                    job.Content,
                    now,
                };
                // Lock order: the display, then the job. It prevents deadlocks.
                await connection.QuerySingleOrDefaultAsync<int?>(
                    $"SELECT 1 FROM tracked_previews WHERE {HasKey} {database.ForUpdate}",
                    row,
                    transaction
                );
                var isDone = await connection.ExecuteAsync(
                    $"DELETE FROM due_pushes WHERE {HoldsLease} AND is_parked = 0 AND content = @Content",
                    row,
                    transaction
                );
                var isLast =
                    isDone > 0
                    || await connection.ExecuteAsync(
                        $"""
                        UPDATE due_pushes SET claimed_until = NULL, due_at = @now, requested_at = @now, attempts = 0,
                            problem = NULL
                        WHERE {HoldsLease} AND is_parked = 0
                        """,
                        row,
                        transaction
                    ) > 0;
                await connection.ExecuteAsync(
                    $"""
                    UPDATE tracked_previews SET pushed_at = @now, content = {(
                        isLast ? "@Content" : ContentIfUnchanged
                    )} WHERE {HasKey}
                    """,
                    row,
                    transaction
                );
                if (!isLast)
                    await RequeueRefreshAsync(job, connection, transaction);
                return isLast;
            },
            cancellationToken
        );

    /// <summary>
    /// The same transaction stores the throttle, so no call to the workspace starts before it applies.
    /// </summary>
    public Task FailAsync(LeasedPushJob job, PushFailure failure, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow();
                var row = new
                {
                    job.GrantId,
                    job.UriHash,
                    job.ClaimedUntil,
                    job.Content,
                    failure.Problem,
                    counted = failure.CountsAsAttempt ? 1 : 0,
                    isFinal = failure.IsFinal ? 1 : 0,
                    now = now.ToUnixTimeMilliseconds(),
                    due = (now + failure.RetryAfter).ToUnixTimeMilliseconds(),
                };
                // Lock order: the display, then the job. It prevents deadlocks.
                if (failure.MayHaveArrived)
                    await connection.ExecuteAsync(
                        $"UPDATE tracked_previews SET content = {ContentIfUnchanged} WHERE {HasKey}",
                        row,
                        transaction
                    );
                if (failure.ThrottledFor > TimeSpan.Zero)
                    await connection.ExecuteAsync(
                        """
                        UPDATE workspace_limits
                        SET held_until = @until, last_at = CASE WHEN last_at < @now THEN @now ELSE last_at END
                        WHERE workspace_id = @workspaceId AND held_until < @until
                        """,
                        new
                        {
                            workspaceId = failure.ThrottlesAllWorkspaces ? AllWorkspaces : job.WorkspaceId,
                            until = (now + failure.ThrottledFor).ToUnixTimeMilliseconds(),
                            row.now,
                        },
                        transaction
                    );
                var isLast =
                    await connection.ExecuteAsync(
                        $"""
                        UPDATE due_pushes SET claimed_until = NULL, due_at = @due, problem = @Problem,
                            attempts = attempts + @counted,
                            is_parked = CASE WHEN content = @Content THEN @isFinal ELSE 0 END,
                            requested_at = CASE WHEN content = @Content OR @isFinal = 0 THEN requested_at ELSE @now END
                        WHERE {HoldsLease} AND is_parked = 0
                        """,
                        row,
                        transaction
                    ) > 0;
                if (!isLast)
                    await RequeueRefreshAsync(job, connection, transaction);
                return isLast;
            },
            cancellationToken
        );

    // The page was opened during the call, or another process took the job over. Notion may have applied either of two
    // states, so the link is refreshed.
    private async Task RequeueRefreshAsync(LeasedPushJob job, DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync($"DELETE FROM due_pushes WHERE {HoldsLease}", job, transaction);
        var preview = await connection.QuerySingleOrDefaultAsync<DisplayRow>(
            $"SELECT provider, link FROM tracked_previews WHERE {HasKey}",
            job,
            transaction
        );
        if (preview is not null)
            await refreshes.AddAsync(
                preview.Provider,
                [QueuedRefreshJob.RefreshLink(preview.Link)],
                connection,
                transaction
            );
    }

    private sealed class DisplayRow
    {
        public required string Provider { get; init; }
        public required string Link { get; init; }
    }
}
