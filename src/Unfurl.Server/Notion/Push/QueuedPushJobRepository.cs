using System.Data.Common;
using System.Diagnostics;
using System.Text;
using Dapper;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Push;

/// <summary>Stores the latest state of each display that Notion has not received, encrypted.</summary>
internal sealed class QueuedPushJobRepository(
    Database database,
    SecretProtector protector,
    PushSignal signal,
    StorageClock time
) : ISurface
{
    // Maximum number of names in one statement, far below the databases' parameter limits.
    private const int BatchSize = 500;

    private const string HasKey = "grant_id = @GrantId AND uri_hash = @UriHash";

    /// <inheritdoc/>
    public Task<bool> TellAsync(
        Display display,
        string provider,
        long turn,
        CacheResult result,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var row = new
                {
                    display.GrantId,
                    display.UriHash,
                    display.WorkspaceId,
                    turn,
                    result.Content,
                    operations = protector.Protect(new Secret(Encoding.UTF8.GetString(result.Operations.Span))),
                    trace = Activity.Current?.Id,
                    now,
                };
                // The lock serializes concurrent refreshes of one display.
                var shown = await connection.QuerySingleOrDefaultAsync<DisplayRow>(
                    $"SELECT content FROM tracked_previews WHERE {HasKey} {database.ForUpdate}",
                    row,
                    transaction
                );
                if (shown is null)
                    return true;
                if (shown.Content != display.Content && shown.Content != result.Content)
                    return false;
                await connection.ExecuteAsync(
                    $"UPDATE tracked_previews SET refreshed_at = @now WHERE {HasKey}",
                    row,
                    transaction
                );
                // A rejection has no resources of its own. The previous ones stay, because a change of them may restore
                // the preview.
                if (result.Outcome == Outcome.Shown)
                    await DisplayRepository.SetResourcesAsync(
                        display.GrantId,
                        display.UriHash,
                        provider,
                        result.Resources,
                        connection,
                        transaction
                    );
                var call = await connection.QuerySingleOrDefaultAsync<LeaseRow>(
                    $"SELECT claimed_until, is_parked FROM due_pushes WHERE {HasKey} AND claimed_until IS NOT NULL",
                    row,
                    transaction
                );
                // The push was dropped. When its call ends, the link is refreshed.
                if (call is { IsParked: 1 } && call.ClaimedUntil > row.now)
                    return true;
                // Without a call whose outcome is unknown, Notion shows the stored content.
                if (shown.Content == result.Content && call is null)
                {
                    await connection.ExecuteAsync(
                        $"DELETE FROM due_pushes WHERE {HasKey} AND turn < @turn",
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
                    VALUES (@GrantId, @UriHash, @WorkspaceId, @turn, @Content, @operations, @trace, @now, @now, 0, 0)
                    ON CONFLICT (grant_id, uri_hash) DO UPDATE SET
                        turn = excluded.turn,
                        content = excluded.content,
                        protected_operations = excluded.protected_operations,
                        trace = excluded.trace,
                        due_at = CASE WHEN due_pushes.is_parked = 1 THEN excluded.due_at ELSE due_pushes.due_at END,
                        requested_at =
                            CASE WHEN due_pushes.is_parked = 1 THEN excluded.requested_at ELSE due_pushes.requested_at END,
                        attempts = CASE WHEN due_pushes.is_parked = 1 THEN 0 ELSE due_pushes.attempts END,
                        problem = CASE WHEN due_pushes.is_parked = 1 THEN NULL ELSE due_pushes.problem END,
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

    /// <inheritdoc/>
    public void Wake() => signal.Raise();

    /// <inheritdoc/>
    public async Task DropAsync(
        string provider,
        string scope,
        IEnumerable<string> names,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        foreach (var chunk in names.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var parameters = new DynamicParameters(new { provider });
            for (var i = 0; i < chunk.Length; i++)
                parameters.Add($"name{i}", chunk[i]);
            var list = string.Join(", ", chunk.Select((_, i) => $"@name{i}"));
            var condition = scope switch
            {
                DisplayScope.Provider => OfProvider,
                DisplayScope.Account => OfAccounts(list),
                _ => OfResources(list),
            };
            await DropAsync(condition, parameters, connection, transaction);
        }
    }

    private const string OfProvider = """
        EXISTS (
            SELECT 1 FROM tracked_previews p
            WHERE p.provider = @provider
                AND p.grant_id = due_pushes.grant_id AND p.uri_hash = due_pushes.uri_hash)
        """;

    private static string OfResources(string names) =>
        $"""
            EXISTS (
                SELECT 1 FROM tracked_resources r
                WHERE r.provider = @provider AND r.resource IN ({names})
                    AND r.grant_id = due_pushes.grant_id AND r.uri_hash = due_pushes.uri_hash)
            """;

    private static string OfAccounts(string ids) =>
        $"""
            EXISTS (
                SELECT 1 FROM grants g JOIN tracked_previews p ON p.grant_id = g.id
                WHERE g.account_id IN ({ids}) AND p.provider = @provider
                    AND p.grant_id = due_pushes.grant_id AND p.uri_hash = due_pushes.uri_hash)
            """;

    /// <inheritdoc/>
    public Task DropAsync(string grantId, string uriHash, DbConnection connection, DbTransaction transaction) =>
        DropAsync(HasKey, new { GrantId = grantId, UriHash = uriHash }, connection, transaction);

    private async Task DropAsync(
        string condition,
        object parameters,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        // All transactions lock these rows in one order, which prevents deadlocks.
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
        // A call is in progress. The row stays to prevent a second one until it ends, and the call is not repeated.
        await connection.ExecuteAsync(
            $"UPDATE due_pushes SET is_parked = 1 WHERE {condition}",
            parameters,
            transaction
        );
    }

    /// <inheritdoc/>
    /// <remarks>Jobs whose user must connect again are not counted.</remarks>
    public async Task<long?> FindOldestAsync(CancellationToken cancellationToken)
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

    private sealed class DisplayRow
    {
        public long? Content { get; init; }
    }

    private sealed class LeaseRow
    {
        public required long ClaimedUntil { get; init; }
        public required long IsParked { get; init; }
    }
}
