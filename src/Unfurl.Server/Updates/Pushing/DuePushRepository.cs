using System.Data.Common;
using System.Diagnostics;
using System.Text;
using Dapper;
using Unfurl.Server.Caching;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Refreshing;

namespace Unfurl.Server.Updates.Pushing;

/// <summary>
/// What Notion has to be told, in storage: the latest state of each preview, encrypted, one call at a time for each, and no
/// more for each workspace than Notion takes.
/// </summary>
internal sealed class DuePushRepository(Database database, SecretProtector protector, TimeProvider time)
{
    /// <summary>Notion takes three calls a second for a workspace; a tenth more, because calls take their time to arrive.</summary>
    public static readonly TimeSpan WorkspaceWindow = TimeSpan.FromSeconds(1.1);

    /// <summary>Longer than a call to Notion may take, and short enough that another ends what a dead process began within half a minute.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>The limits' row that stands for all workspaces.</summary>
    private const string AllWorkspaces = "";

    private const string IsIt = "grant_id = @GrantId AND uri_hash = @UriHash";
    private const string IsOurs = $"{IsIt} AND claimed_until = @ClaimedUntil";

    /// <summary>Has Notion told what a preview shows, unless it knows, or a later refresh was faster.</summary>
    /// <returns>
    /// False when Notion was told something else since the refresh began: which of the two is newer is known to the provider
    /// alone, who has to be asked again.
    /// </returns>
    public Task<bool> RequestAsync(
        TrackedLink preview,
        ClaimedRefresh refresh,
        CacheResult answer,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var row = new
                {
                    preview.GrantId,
                    preview.UriHash,
                    preview.WorkspaceId,
                    refresh.Turn,
                    answer.Content,
                    operations = protector.Protect(new Secret(Encoding.UTF8.GetString(answer.Operations.Span))),
                    trace = Activity.Current?.Id,
                    now,
                };
                // Locked, so that pushes of the same preview are stored one after the other.
                var shown = await connection.QuerySingleOrDefaultAsync<Shown>(
                    $"SELECT content FROM tracked_previews WHERE {IsIt} {database.ForUpdate}",
                    row,
                    transaction
                );
                if (shown is null)
                    return true;
                if (shown.Content != preview.Content && shown.Content != answer.Content)
                    return false;
                await connection.ExecuteAsync(
                    $"UPDATE tracked_previews SET refreshed_at = @now WHERE {IsIt}",
                    row,
                    transaction
                );
                // What a refusal shows is nothing, but once the thing is back somebody has to say so.
                if (answer.Outcome == Outcome.Shown)
                    await TrackedPreviewRepository.SetResourcesAsync(
                        preview.GrantId,
                        preview.UriHash,
                        refresh.Provider,
                        answer.Resources,
                        connection,
                        transaction
                    );
                var isUnderWay = await connection.QuerySingleOrDefaultAsync<long?>(
                    $"SELECT claimed_until FROM due_pushes WHERE {IsIt} AND claimed_until > @now",
                    row,
                    transaction
                );
                if (shown.Content == answer.Content && isUnderWay is null)
                {
                    await connection.ExecuteAsync(
                        $"DELETE FROM due_pushes WHERE {IsIt} AND turn < @Turn",
                        row,
                        transaction
                    );
                    return true;
                }
                await connection.ExecuteAsync(
                    """
                    INSERT INTO workspace_limits VALUES (@WorkspaceId, 0, 0, 0, 0) ON CONFLICT (workspace_id) DO NOTHING
                    """,
                    row,
                    transaction
                );
                await connection.ExecuteAsync(
                    """
                    INSERT INTO due_pushes (grant_id, uri_hash, workspace_id, turn, content, protected_operations, trace,
                        requested_at, due_at, attempts, is_parked)
                    VALUES (@GrantId, @UriHash, @WorkspaceId, @Turn, @Content, @operations, @trace, @now, @now, 0, 0)
                    ON CONFLICT (grant_id, uri_hash) DO UPDATE SET
                        turn = excluded.turn,
                        content = excluded.content,
                        protected_operations = excluded.protected_operations,
                        trace = excluded.trace,
                        due_at = CASE WHEN due_pushes.is_parked = 1 THEN excluded.due_at ELSE due_pushes.due_at END,
                        requested_at =
                            CASE WHEN due_pushes.is_parked = 1 THEN excluded.requested_at ELSE due_pushes.requested_at END,
                        attempts = CASE WHEN due_pushes.is_parked = 1 THEN 0 ELSE due_pushes.attempts END,
                        is_parked = 0
                    WHERE due_pushes.turn < excluded.turn
                    """,
                    row,
                    transaction
                );
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Access to something may be lost: what waits to be told of it is from before, and has to be made anew.
    /// </summary>
    public async Task DropAsync(
        string provider,
        IEnumerable<DueRefresh> purged,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        const string OfResource = """
            EXISTS (
                SELECT 1 FROM tracked_resources r
                WHERE r.provider = @provider AND r.resource = @Name
                    AND r.grant_id = due_pushes.grant_id AND r.uri_hash = due_pushes.uri_hash)
            """;
        const string OfAccount = """
            EXISTS (
                SELECT 1 FROM grants g JOIN tracked_previews p ON p.grant_id = g.id
                WHERE g.account_id = @Name AND p.provider = @provider
                    AND p.grant_id = due_pushes.grant_id AND p.uri_hash = due_pushes.uri_hash)
            """;
        foreach (var refresh in purged)
            await DropAsync(
                refresh.Scope == RefreshScope.Account ? OfAccount : OfResource,
                new { provider, refresh.Name },
                connection,
                transaction
            );
    }

    /// <summary>Notion was just given what a preview shows: what waits is older than that.</summary>
    public Task DropAsync(string grantId, string uriHash, DbConnection connection, DbTransaction transaction) =>
        DropAsync(IsIt, new { GrantId = grantId, UriHash = uriHash }, connection, transaction);

    private async Task DropAsync(
        string condition,
        object parameters,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        // In one order everywhere: transactions that lock the same rows in different ones would wait for each other.
        var found = await connection.QueryAsync<int>(
            $"SELECT 1 FROM due_pushes WHERE {condition} ORDER BY grant_id, uri_hash {database.ForUpdate}",
            parameters,
            transaction
        );
        if (!found.Any())
            return;
        await connection.ExecuteAsync(
            $"DELETE FROM due_pushes WHERE claimed_until IS NULL AND {condition}",
            parameters,
            transaction
        );
        // The call is under way, and stays the only one for its preview until it ends; it is not made a second time.
        await connection.ExecuteAsync(
            $"UPDATE due_pushes SET is_parked = 1 WHERE {condition}",
            parameters,
            transaction
        );
    }

    /// <summary>Claims the push that is due the longest, of those whose workspace may be called now.</summary>
    public async Task<ClaimedPush?> ClaimAsync(CancellationToken cancellationToken)
    {
        const string Due =
            "d.due_at <= @now AND d.is_parked = 0 AND (d.claimed_until IS NULL OR d.claimed_until <= @now)";
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // Mostly nothing is: then no transaction that could write has to be waited for.
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var isAny = await connection.QuerySingleOrDefaultAsync<int?>(
                $"SELECT 1 FROM due_pushes d WHERE {Due} LIMIT 1",
                new { now },
                cancellationToken
            );
            if (isAny is null)
                return null;
        }
        return await database.InTransactionAsync(
            async (connection, transaction) =>
            {
                // The transaction may have been waited for, and the limit counts from when the call is made.
                now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var claim = await connection.QuerySingleOrDefaultAsync<ClaimedPush>(
                    $"""
                    SELECT d.grant_id, d.uri_hash, d.workspace_id, d.content, d.protected_operations, d.trace,
                        d.requested_at, d.attempts, d.problem,
                        (SELECT p.uri FROM tracked_previews p
                            WHERE p.grant_id = d.grant_id AND p.uri_hash = d.uri_hash) AS uri
                    FROM due_pushes d JOIN workspace_limits w ON w.workspace_id = d.workspace_id
                    WHERE {Due}
                        AND w.held_until <= @now AND w.third_last_at <= @windowStart
                        AND (SELECT held_until FROM workspace_limits WHERE workspace_id = @AllWorkspaces) <= @now
                        AND (SELECT needs_reconnect FROM grants g WHERE g.id = d.grant_id) = 0
                    ORDER BY d.due_at LIMIT 1 {database.ForUpdateSkipLocked}
                    """,
                    new
                    {
                        now,
                        AllWorkspaces,
                        windowStart = now - (long)WorkspaceWindow.TotalMilliseconds,
                    },
                    transaction
                );
                if (claim is null)
                    return claim;
                claim.ClaimedUntil = now + (long)Lease.TotalMilliseconds;
                await connection.ExecuteAsync(
                    $"UPDATE due_pushes SET claimed_until = @ClaimedUntil WHERE {IsIt}",
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
                return claim;
            },
            cancellationToken
        );
    }

    /// <summary>
    /// When the push was due that is due the longest; null when none is. What waits for somebody to connect again is not counted.
    /// </summary>
    public async Task<long?> OldestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            """
            SELECT min(d.due_at) FROM due_pushes d JOIN grants g ON g.id = d.grant_id
            WHERE d.due_at <= @now AND d.is_parked = 0 AND g.needs_reconnect = 0
            """,
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }

    /// <summary>The operations of a push; null when the keys they were encrypted with are gone.</summary>
    public byte[]? OperationsOf(ClaimedPush claim) =>
        protector.Read(claim.ProtectedOperations) is { } operations
            ? Encoding.UTF8.GetBytes(operations.Reveal())
            : null;

    /// <summary>Notion knows. A later state that came meanwhile is due now.</summary>
    public Task DoneAsync(ClaimedPush claim, CancellationToken cancellationToken) =>
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
                await connection.ExecuteAsync(
                    $"UPDATE tracked_previews SET content = @Content, pushed_at = @now WHERE {IsIt}",
                    row,
                    transaction
                );
                var isDone = await connection.ExecuteAsync(
                    $"DELETE FROM due_pushes WHERE {IsOurs} AND content = @Content",
                    row,
                    transaction
                );
                if (isDone > 0)
                    return true;
                await connection.ExecuteAsync(
                    $"""
                    UPDATE due_pushes SET claimed_until = NULL, due_at = @now, requested_at = @now, attempts = 0, problem = NULL
                    WHERE {IsOurs}
                    """,
                    row,
                    transaction
                );
                return false;
            },
            cancellationToken
        );

    /// <summary>It did not work. What follows is one transaction: nobody is to call in between whom Notion asked to wait.</summary>
    public Task FailedAsync(ClaimedPush claim, PushFailure failure, CancellationToken cancellationToken) =>
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
                if (failure.HeldFor > TimeSpan.Zero)
                    await connection.ExecuteAsync(
                        """
                        UPDATE workspace_limits SET held_until = @until
                        WHERE workspace_id = @workspaceId AND held_until < @until
                        """,
                        new
                        {
                            workspaceId = failure.HoldsAll ? AllWorkspaces : claim.WorkspaceId,
                            until = (now + failure.HeldFor).ToUnixTimeMilliseconds(),
                        },
                        transaction
                    );
                await connection.ExecuteAsync(
                    $"DELETE FROM due_pushes WHERE {IsOurs} AND is_parked = 1",
                    row,
                    transaction
                );
                return await connection.ExecuteAsync(
                    $"""
                    UPDATE due_pushes SET claimed_until = NULL, due_at = @due, problem = @Problem,
                        attempts = attempts + @counted,
                        is_parked = CASE WHEN content = @Content THEN @isFinal ELSE 0 END,
                        requested_at = CASE WHEN content = @Content OR @isFinal = 0 THEN requested_at ELSE @now END
                    WHERE {IsOurs}
                    """,
                    row,
                    transaction
                );
            },
            cancellationToken
        );

    private sealed class Shown
    {
        public long? Content { get; init; }
    }
}
