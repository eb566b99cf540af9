using System.Data.Common;
using System.Text;
using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Notion.Push;

/// <summary>
/// Pushes that somebody works on, in storage: one call at a time for each preview, and no more for each workspace than Notion
/// takes, over all replicas.
/// </summary>
internal sealed class LeasedPushJobRepository(
    Database database,
    QueuedRefreshJobRepository refreshes,
    SecretProtector protector,
    TimeProvider time
)
{
    /// <summary>Notion takes three calls a second for a workspace; a tenth more, because calls take their time to arrive.</summary>
    public static readonly TimeSpan WorkspaceWindow = TimeSpan.FromSeconds(1.1);
    private static readonly long Window = (long)WorkspaceWindow.TotalMilliseconds;

    /// <summary>Longer than a call to Notion may take, and short enough that another ends what a dead process began within half a minute.</summary>
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(20);

    /// <summary>The limits' row that stands for all workspaces.</summary>
    private const string AllWorkspaces = "";

    /// <summary>What a dead process worked on is due also when it was dropped meanwhile.</summary>
    private const string IsDue =
        "d.due_at <= @now AND (d.claimed_until <= @now OR (d.claimed_until IS NULL AND d.is_parked = 0))";
    private const string IsConnected = "(SELECT needs_reconnect FROM grants g WHERE g.id = d.grant_id) = 0";

    private const string HasKey = "grant_id = @GrantId AND uri_hash = @UriHash";
    private const string HoldsLease = $"{HasKey} AND claimed_until = @ClaimedUntil";

    /// <summary>What Notion shows when it may have taken this state before what was noted last, or after.</summary>
    private const string ContentIfUnchanged = "CASE WHEN content = @Content THEN content END";

    /// <summary>Claims the push that is due the longest, of those whose workspace may be called now.</summary>
    /// <returns>The push; or, where all that are due have to wait for Notion, when the first of them may be claimed.</returns>
    public async Task<(LeasedPushJob? Claim, DateTimeOffset? Next)> LeaseAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // Mostly nothing is: then no transaction that could write has to be waited for.
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
                // The transaction may have been waited for, and the limit counts from when the call is made.
                now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var claim = await connection.QuerySingleOrDefaultAsync<LeasedPushJob>(
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
                if (claim is null)
                    return (claim, await FindNextAsync(now, connection, transaction));
                claim.ClaimedUntil = now + (long)LeaseDuration.TotalMilliseconds;
                await connection.ExecuteAsync(
                    $"UPDATE due_pushes SET claimed_until = @ClaimedUntil WHERE {HasKey}",
                    claim,
                    transaction
                );
                await connection.ExecuteAsync(
                    """
                    UPDATE workspace_limits
                    SET third_last_at = second_last_at, second_last_at = last_at, last_at = @now
                    WHERE workspace_id = @WorkspaceId
                    """,
                    new { now, claim.WorkspaceId },
                    transaction
                );
                return (claim, null);
            },
            cancellationToken
        );
    }

    /// <summary>When the first workspace may be called for which something is due; null when another claims it now.</summary>
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

    /// <summary>The operations of a push; null when the keys they were encrypted with are gone.</summary>
    public byte[]? OperationsOf(LeasedPushJob claim) =>
        protector.Read(claim.ProtectedOperations) is { } operations
            ? Encoding.UTF8.GetBytes(operations.Reveal())
            : null;

    /// <summary>Notion knows. A later state that came meanwhile is due now.</summary>
    public Task CompleteAsync(LeasedPushJob claim, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var row = new
                {
                    claim.GrantId,
                    claim.UriHash,
                    claim.ClaimedUntil,
                    claim.Content,
                    now,
                };
                // Locked first, as by all who change it, before what waits for it.
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
                    await RequeueRefreshAsync(claim, connection, transaction);
                return isLast;
            },
            cancellationToken
        );

    /// <summary>It did not work. What follows is one transaction: nobody is to call in between whom Notion asked to wait.</summary>
    public Task FailAsync(LeasedPushJob claim, PushFailure failure, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow();
                var row = new
                {
                    claim.GrantId,
                    claim.UriHash,
                    claim.ClaimedUntil,
                    claim.Content,
                    failure.Problem,
                    counted = failure.CountsAsAttempt ? 1 : 0,
                    isFinal = failure.IsFinal ? 1 : 0,
                    now = now.ToUnixTimeMilliseconds(),
                    due = (now + failure.RetryAfter).ToUnixTimeMilliseconds(),
                };
                // First, as by all who change it: who locks the same rows in another order would wait for us, and we for them.
                if (failure.MayHaveArrived)
                    await connection.ExecuteAsync(
                        $"UPDATE tracked_previews SET content = {ContentIfUnchanged} WHERE {HasKey}",
                        row,
                        transaction
                    );
                if (failure.ThrottledFor > TimeSpan.Zero)
                    await connection.ExecuteAsync(
                        """
                        UPDATE workspace_limits SET held_until = @until
                        WHERE workspace_id = @workspaceId AND held_until < @until
                        """,
                        new
                        {
                            workspaceId = failure.ThrottlesAllWorkspaces ? AllWorkspaces : claim.WorkspaceId,
                            until = (now + failure.ThrottledFor).ToUnixTimeMilliseconds(),
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
                    await RequeueRefreshAsync(claim, connection, transaction);
                return isLast;
            },
            cancellationToken
        );

    /// <summary>
    /// The page was opened during the call, or another process took it over: what Notion shows now may be the older of two
    /// states, and the provider is asked for the latest.
    /// </summary>
    private async Task RequeueRefreshAsync(LeasedPushJob claim, DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync($"DELETE FROM due_pushes WHERE {HoldsLease}", claim, transaction);
        var preview = await connection.QuerySingleOrDefaultAsync<DisplayRow>(
            $"SELECT provider, link FROM tracked_previews WHERE {HasKey}",
            claim,
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
