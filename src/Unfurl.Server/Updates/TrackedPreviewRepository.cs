using Dapper;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates;

/// <summary>A link that is shown through a grant.</summary>
/// <param name="Uri">As Notion gave it.</param>
/// <param name="Provider">The instance that owns it.</param>
/// <param name="Workspace">The Notion workspace's name.</param>
/// <param name="ShownAt">When it was last shown.</param>
internal sealed record TrackedPreview(string Uri, string Provider, string? Workspace, DateTimeOffset ShownAt);

/// <summary>Which links are shown through which grant, under the spelling Notion knows them by.</summary>
internal sealed class TrackedPreviewRepository(Database database, TimeProvider time)
{
    public async Task AddAsync(string grantId, OwnedLink owned, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        // A grant that ended meanwhile tracks nothing: the row's parent is gone.
        await connection.ExecuteAsync(
            $"""
            INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at)
            SELECT id, @provider, @link, @uri, @hash, @now FROM grants WHERE id = @grantId {database.ForUpdate}
            ON CONFLICT (grant_id, uri_hash) DO UPDATE SET shown_at = excluded.shown_at
            """,
            new
            {
                grantId,
                provider = owned.Instance.Name,
                link = owned.Key.Link,
                uri = owned.Match.Link.Original,
                hash = SecretProtector.Hash(owned.Match.Link.Original),
                now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken
        );
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
    public async Task<IReadOnlyList<TrackedPreview>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            """
            SELECT p.uri, p.provider, g.workspace_name, p.shown_at
            FROM tracked_previews p JOIN grants g ON g.id = p.grant_id
            WHERE g.account_id = @accountId
            ORDER BY p.shown_at DESC, p.uri
            LIMIT @limit
            """,
            new { accountId, limit },
            cancellationToken
        );
        return
        [
            .. rows.Select(row => new TrackedPreview(
                row.Uri,
                row.Provider,
                row.WorkspaceName,
                DateTimeOffset.FromUnixTimeMilliseconds(row.ShownAt)
            )),
        ];
    }

    private sealed class Row
    {
        public required string Uri { get; init; }
        public required string Provider { get; init; }
        public string? WorkspaceName { get; init; }
        public required long ShownAt { get; init; }
    }
}
