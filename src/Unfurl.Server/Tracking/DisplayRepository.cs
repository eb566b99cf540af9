using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>Stores which links are displayed through which grant, in the spelling that Notion sent.</summary>
internal sealed class DisplayRepository(Database database, ISurface surface, UnfurlOptions settings, StorageClock time)
    : IExpiring
{
    // Maximum number of displays removed in one transaction.
    private const int RemovalBatchSize = 1000;

    // Maximum number of rows in one statement. Each number of rows is a separate statement to prepare and cache.
    private const int InsertBatchSize = 20;

    /// <summary>Records that a preview is displayed now. A queued push for it is older and is dropped.</summary>
    public Task AddAsync(
        string grantId,
        MatchedLink link,
        ResourceNames resources,
        long content,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var row = new
                {
                    grantId,
                    provider = link.Instance.Name,
                    link = link.Key.Link,
                    uri = link.Match.Link.Original,
                    hash = SecretProtector.Hash(link.Match.Link.Original),
                    content,
                    now = time.GetUtcNow(),
                    lookAt = time.GetUtcNow() + PollIntervals.Shortest,
                };
                // Selecting from grants adds no row if the grant was revoked concurrently.
                var added = await session.ExecuteAsync(
                    $"""
                    INSERT INTO tracked_previews (grant_id, provider, link, uri, uri_hash, shown_at, content, look_at)
                    SELECT id, @provider, @link, @uri, @hash, @now, @content, @lookAt
                    FROM grants WHERE id = @grantId {session.ForUpdate}
                    ON CONFLICT (grant_id, uri_hash) DO NOTHING
                    """,
                    row
                );
                if (added > 0)
                {
                    // A new row has no resources to compare and no queued push. Skipping both saves time while the user
                    // waits.
                    await AddResourcesAsync(grantId, row.hash, row.provider, NamesOf(resources), session);
                    return true;
                }
                var updated = await session.ExecuteAsync(
                    """
                    UPDATE tracked_previews SET shown_at = @now, content = @content, look_at = @lookAt
                    WHERE grant_id = @grantId AND uri_hash = @hash
                    """,
                    row
                );
                if (updated == 0)
                    return false;
                await SetResourcesAsync(grantId, row.hash, row.provider, resources, session);
                await surface.DropAsync(grantId, row.hash, session);
                return true;
            },
            cancellationToken
        );

    /// <summary>Records that an unchanged preview was opened again.</summary>
    /// <returns>Whether the link is still tracked.</returns>
    public async Task<bool> OpenedAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        var opened = await database.ExecuteAsync(
            "UPDATE tracked_previews SET shown_at = @now, look_at = @lookAt WHERE grant_id = @grantId AND uri_hash = @hash",
            new
            {
                grantId,
                hash = SecretProtector.Hash(uri),
                now = time.GetUtcNow(),
                lookAt = time.GetUtcNow() + PollIntervals.Shortest,
            },
            cancellationToken
        );
        return opened > 0;
    }

    /// <summary>Replaces a display's resources. The caller must have locked or just written the display.</summary>
    public static async Task SetResourcesAsync(
        string grantId,
        string uriHash,
        string provider,
        ResourceNames resources,
        Session session
    )
    {
        var names = NamesOf(resources);
        var current = await session.QueryAsync<string>(
            "SELECT resource FROM tracked_resources WHERE grant_id = @grantId AND uri_hash = @uriHash",
            new { grantId, uriHash }
        );
        if (names.SetEquals(current))
            return;
        await session.ExecuteAsync(
            "DELETE FROM tracked_resources WHERE grant_id = @grantId AND uri_hash = @uriHash",
            new { grantId, uriHash }
        );
        await AddResourcesAsync(grantId, uriHash, provider, names, session);
    }

    private static HashSet<string> NamesOf(ResourceNames resources) =>
        resources.Unpack().Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);

    private static async Task AddResourcesAsync(
        string grantId,
        string uriHash,
        string provider,
        IReadOnlyCollection<string> names,
        Session session
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
            await session.ExecuteAsync(
                $"INSERT INTO tracked_resources (grant_id, uri_hash, provider, resource) VALUES {string.Join(", ", rows)}",
                parameters
            );
        }
    }

    /// <summary>Records that Notion shows an error in place of the preview. Untracked links are ignored.</summary>
    public Task MarkRemovedAsync(string grantId, string uri, long content, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var hash = SecretProtector.Hash(uri);
                var updated = await session.ExecuteAsync(
                    "UPDATE tracked_previews SET content = @content WHERE grant_id = @grantId AND uri_hash = @hash",
                    new
                    {
                        grantId,
                        hash,
                        content,
                    }
                );
                if (updated > 0)
                    await surface.DropAsync(grantId, hash, session);
                return updated;
            },
            cancellationToken
        );

    /// <returns>A hash of what Notion shows; null when unknown or not tracked.</returns>
    public Task<long?> FindContentAsync(string grantId, string uri, CancellationToken cancellationToken) =>
        database.QuerySingleOrDefaultAsync<long?>(
            "SELECT content FROM tracked_previews WHERE grant_id = @grantId AND uri_hash = @hash",
            new { grantId, hash = SecretProtector.Hash(uri) },
            cancellationToken
        );

    public async Task<IReadOnlyList<Display>> FindAsync(
        string provider,
        string scope,
        string name,
        CancellationToken cancellationToken
    )
    {
        var (source, condition) = scope switch
        {
            DisplayScope.Provider => ("tracked_previews p", "p.provider = @provider"),
            DisplayScope.Account => ("tracked_previews p", "p.provider = @provider AND g.account_id = @name"),
            DisplayScope.Link => ("tracked_previews p", "p.provider = @provider AND p.link = @name"),
            _ => (
                "tracked_resources r JOIN tracked_previews p ON p.grant_id = r.grant_id AND p.uri_hash = r.uri_hash",
                "r.provider = @provider AND r.resource = @name"
            ),
        };
        var found = await database.QueryAsync<Display>(
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

    public Task RemoveAsync(string grantId, string uri, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "DELETE FROM tracked_previews WHERE grant_id = @grantId AND uri_hash = @hash",
            new { grantId, hash = SecretProtector.Hash(uri) },
            cancellationToken
        );

    /// <summary>Removes displays that were not opened for the configured time. Opening one tracks it again.</summary>
    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            DELETE FROM tracked_previews WHERE (grant_id, uri_hash) IN (
                SELECT grant_id, uri_hash FROM tracked_previews WHERE shown_at <= @before LIMIT @max)
            """,
            new { before = time.GetUtcNow() - settings.Updates.TrackFor, max = RemovalBatchSize },
            cancellationToken
        );
}
