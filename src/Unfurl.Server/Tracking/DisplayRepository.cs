using System.Data.Common;
using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>A link that is shown through a grant.</summary>
/// <param name="Uri">As Notion gave it.</param>
/// <param name="Provider">The instance that owns it.</param>
/// <param name="Workspace">The Notion workspace's name.</param>
/// <param name="ShownAt">When it was last opened, to the day.</param>
/// <param name="RefreshedAt">When the provider was last asked about it because something changed.</param>
/// <param name="PushedAt">When Notion was last told of a change.</param>
/// <param name="RefreshAttempts">How often the provider could not say what changed; null when nothing is known to have changed.</param>
/// <param name="PendingPush">What became of telling Notion of the latest change; null when there is nothing to tell.</param>
internal sealed record DisplayStatus(
    string Uri,
    string Provider,
    string? Workspace,
    DateTimeOffset ShownAt,
    DateTimeOffset? RefreshedAt,
    DateTimeOffset? PushedAt,
    int? RefreshAttempts,
    PendingPush? PendingPush
);

/// <summary>A change that Notion was not told of yet.</summary>
/// <param name="IsDeadLettered">Whether it is not tried again.</param>
/// <param name="Problem">Why the last try failed, in a word; null before the first.</param>
internal sealed record PendingPush(bool IsDeadLettered, string? Problem)
{
    public bool IsInProgress => Problem is null or PushProblems.Renewed;
}

/// <summary>A preview that has to follow what it shows.</summary>
internal sealed class Display
{
    public required string GrantId { get; init; }
    public required string AccountId { get; init; }
    public required string WorkspaceId { get; init; }

    /// <summary>As Notion gave it.</summary>
    public required string Uri { get; init; }
    public required string UriHash { get; init; }

    /// <summary>A hash of what Notion shows; null when nobody knows.</summary>
    public long? Content { get; init; }
}

/// <summary>Which links are shown through which grant, under the spelling Notion knows them by.</summary>
internal sealed class DisplayRepository(Database database, ISurface surface, UnfurlSettings settings, TimeProvider time)
    : IExpiring
{
    /// <summary>How many are removed in a round.</summary>
    private const int RemovalBatchSize = 1000;

    /// <summary>How many rows are added by a statement: each number of rows is another statement to prepare and remember.</summary>
    private const int InsertBatchSize = 20;

    /// <summary>A preview is shown: notes what of, and that it was opened now. What waits to be pushed is older than that.</summary>
    public Task AddAsync(string grantId, MatchedLink owned, CacheResult answer, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var row = new
                {
                    grantId,
                    provider = owned.Instance.Name,
                    link = owned.Key.Link,
                    uri = owned.Match.Link.Original,
                    hash = SecretProtector.Hash(owned.Match.Link.Original),
                    content = answer.Content,
                    now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                    lookAt = (time.GetUtcNow() + PollIntervals.Shortest).ToUnixTimeMilliseconds(),
                };
                // A grant that ended meanwhile tracks nothing: the row's parent is gone.
                var added = await connection.ExecuteAsync(
                    $"""
                    INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, look_at)
                    SELECT id, @provider, @link, @uri, @hash, @now, @content, @lookAt
                    FROM grants WHERE id = @grantId {database.ForUpdate}
                    ON CONFLICT (grant_id, uri_hash) DO NOTHING
                    """,
                    row,
                    transaction
                );
                if (added > 0)
                {
                    // A person waits for this one, and there is nothing of it yet that could differ, or wait to be pushed.
                    await AddResourcesAsync(
                        grantId,
                        row.hash,
                        row.provider,
                        NamesOf(answer.Resources),
                        connection,
                        transaction
                    );
                    return true;
                }
                var updated = await connection.ExecuteAsync(
                    """
                    UPDATE tracked_previews SET shown_at = @now, content = @content, look_at = @lookAt
                    WHERE grant_id = @grantId AND uri_hash = @hash
                    """,
                    row,
                    transaction
                );
                if (updated == 0)
                    return false;
                await SetResourcesAsync(grantId, row.hash, row.provider, answer.Resources, connection, transaction);
                await surface.DropAsync(grantId, row.hash, connection, transaction);
                return true;
            },
            cancellationToken
        );

    /// <summary>It was opened once more, and shows what it did.</summary>
    /// <returns>Whether it is still tracked.</returns>
    public async Task<bool> OpenedAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var opened = await connection.ExecuteAsync(
            "UPDATE tracked_previews SET shown_at = @now, look_at = @lookAt WHERE grant_id = @grantId AND uri_hash = @hash",
            new
            {
                grantId,
                hash = SecretProtector.Hash(uri),
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                lookAt = (time.GetUtcNow() + PollIntervals.Shortest).ToUnixTimeMilliseconds(),
            },
            cancellationToken
        );
        return opened > 0;
    }

    /// <summary>What a preview shows from now on. The tracked preview has to be locked, or just written.</summary>
    public static async Task SetResourcesAsync(
        string grantId,
        string uriHash,
        string provider,
        ResourceNames resources,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var names = NamesOf(resources);
        var known = await connection.QueryAsync<string>(
            "SELECT resource FROM tracked_resources WHERE grant_id = @grantId AND uri_hash = @uriHash",
            new { grantId, uriHash },
            transaction
        );
        if (names.SetEquals(known))
            return;
        await connection.ExecuteAsync(
            "DELETE FROM tracked_resources WHERE grant_id = @grantId AND uri_hash = @uriHash",
            new { grantId, uriHash },
            transaction
        );
        await AddResourcesAsync(grantId, uriHash, provider, names, connection, transaction);
    }

    private static HashSet<string> NamesOf(ResourceNames resources) =>
        resources.Unpack().Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);

    private static async Task AddResourcesAsync(
        string grantId,
        string uriHash,
        string provider,
        IReadOnlyCollection<string> names,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        foreach (var some in names.Chunk(InsertBatchSize))
        {
            var parameters = new DynamicParameters(
                new
                {
                    grantId,
                    uriHash,
                    provider,
                }
            );
            for (var i = 0; i < some.Length; i++)
                parameters.Add($"name{i}", some[i]);
            var rows = Enumerable.Range(0, some.Length).Select(i => $"(@grantId, @uriHash, @provider, @name{i})");
            await connection.ExecuteAsync(
                $"INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES {string.Join(", ", rows)}",
                parameters,
                transaction
            );
        }
    }

    /// <summary>Notion was told that there is no preview; of a link that is not tracked nothing is noted.</summary>
    public Task MarkRemovedAsync(string grantId, string uri, long content, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var hash = SecretProtector.Hash(uri);
                var ended = await connection.ExecuteAsync(
                    "UPDATE tracked_previews SET content = @content WHERE grant_id = @grantId AND uri_hash = @hash",
                    new
                    {
                        grantId,
                        hash,
                        content,
                    },
                    transaction
                );
                if (ended > 0)
                    await surface.DropAsync(grantId, hash, connection, transaction);
                return ended;
            },
            cancellationToken
        );

    /// <summary>What Notion was last known to show of a link; null when it is not tracked.</summary>
    public async Task<long?> FindContentAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT content FROM tracked_previews WHERE grant_id = @grantId AND uri_hash = @hash",
            new { grantId, hash = SecretProtector.Hash(uri) },
            cancellationToken
        );
    }

    /// <summary>The previews that a refresh concerns.</summary>
    public async Task<IReadOnlyList<Display>> FindAsync(
        string provider,
        string scope,
        string name,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var (source, condition) = scope switch
        {
            DisplayScope.Account => ("tracked_previews p", "p.provider = @provider AND g.account_id = @name"),
            DisplayScope.Link => ("tracked_previews p", "p.provider = @provider AND p.link = @name"),
            _ => (
                "tracked_resources r JOIN tracked_previews p ON p.grant_id = r.grant_id AND p.uri_hash = r.uri_hash",
                "r.provider = @provider AND r.resource = @name"
            ),
        };
        var found = await connection.QueryAsync<Display>(
            $"""
            SELECT p.grant_id, g.account_id, g.workspace_id, p.uri, p.uri_hash, p.content
            FROM {source} JOIN grants g ON g.id = p.grant_id
            WHERE {condition}
            """,
            new { provider, name },
            cancellationToken
        );
        return [.. found];
    }

    /// <summary>Stops tracking a link for a grant; unknown ones are no error.</summary>
    public async Task RemoveAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(
            "DELETE FROM tracked_previews WHERE grant_id = @grantId AND uri_hash = @hash",
            new { grantId, hash = SecretProtector.Hash(uri) },
            cancellationToken
        );
    }

    /// <summary>What is shown through an account's grants, latest first.</summary>
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, "", limit, cancellationToken);

    /// <summary>A link as it is shown through an account's grants.</summary>
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uri,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, SecretProtector.Hash(uri), int.MaxValue, cancellationToken);

    private async Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uriHash,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            """
            SELECT p.uri, p.provider, g.workspace_name, p.shown_at, p.refreshed_at, p.pushed_at, d.problem, d.is_parked,
                (SELECT max(f.attempts) FROM tracked_resources r
                    JOIN due_refreshes f ON f.provider = r.provider AND f.name = r.resource AND f.scope = 'resource'
                    WHERE r.grant_id = p.grant_id AND r.uri_hash = p.uri_hash) AS asked
            FROM tracked_previews p JOIN grants g ON g.id = p.grant_id
            LEFT JOIN due_pushes d ON d.grant_id = p.grant_id AND d.uri_hash = p.uri_hash
                AND (d.is_parked = 0 OR d.claimed_until IS NULL)
            WHERE g.account_id = @accountId AND (@uriHash = '' OR p.uri_hash = @uriHash)
            ORDER BY p.shown_at DESC, p.uri
            LIMIT @limit
            """,
            new
            {
                accountId,
                uriHash,
                limit,
            },
            cancellationToken
        );
        return
        [
            .. rows.Select(row => new DisplayStatus(
                row.Uri,
                row.Provider,
                row.WorkspaceName,
                DateTimeOffset.FromUnixTimeMilliseconds(row.ShownAt),
                Time(row.RefreshedAt),
                Time(row.PushedAt),
                (int?)row.Asked,
                row.IsParked is { } isParked ? new(isParked != 0, row.Problem) : null
            )),
        ];
    }

    /// <summary>What nobody opened for long is no longer kept up to date; once it is opened it is tracked again.</summary>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            """
            DELETE FROM tracked_previews WHERE (grant_id, uri_hash) IN (
                SELECT grant_id, uri_hash FROM tracked_previews WHERE shown_at <= @before LIMIT @max)
            """,
            new
            {
                before = (time.GetUtcNow() - settings.Updates.TrackFor).ToUnixTimeMilliseconds(),
                max = RemovalBatchSize,
            },
            cancellationToken
        );
    }

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    private sealed class Row
    {
        public required string Uri { get; init; }
        public required string Provider { get; init; }
        public string? WorkspaceName { get; init; }
        public required long ShownAt { get; init; }
        public long? RefreshedAt { get; init; }
        public long? PushedAt { get; init; }
        public long? Asked { get; init; }
        public string? Problem { get; init; }
        public long? IsParked { get; init; }
    }
}
