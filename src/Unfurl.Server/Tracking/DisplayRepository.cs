using Dapper;
using Unfurl.Server.Configuration;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>Stores which links are displayed where.</summary>
internal sealed class DisplayRepository(Database database, Surfaces surfaces, UnfurlOptions settings, StorageClock time)
    : IExpiring
{
    private const string HasId = "surface = @Surface AND id = @Id";

    // Maximum number of displays removed in one transaction.
    private const int RemovalBatchSize = 1000;

    // Maximum number of rows in one statement. Each number of rows is a separate statement to prepare and cache.
    private const int InsertBatchSize = 20;

    /// <summary>Records that a link preview is displayed now. A queued push for it is older and is dropped.</summary>
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
                var display = DisplayId.OfPreview(grantId, link.Match.Link.Original);
                var row = new
                {
                    display.Surface,
                    display.Id,
                    grantId,
                    provider = link.Instance.Name,
                    link = link.Key.Link,
                    uri = link.Match.Link.Original,
                    content,
                    now = time.GetUtcNow(),
                    lookAt = time.GetUtcNow() + PollIntervals.Shortest,
                };
                // Selecting from grants adds no row if the grant was revoked concurrently.
                var added = await session.ExecuteAsync(
                    $"""
                    INSERT INTO displays (surface, id, account_id, grant_id, provider, link, uri, shown_at, content, look_at)
                    SELECT @Surface, @Id, account_id, id, @provider, @link, @uri, @now, @content, @lookAt
                    FROM grants WHERE id = @grantId {session.ForUpdate}
                    ON CONFLICT (surface, id) DO NOTHING
                    """,
                    row
                );
                if (added > 0)
                {
                    // A new row has no resources to compare and no queued push. Skipping both saves time while the user
                    // waits.
                    await AddResourcesAsync(display, row.provider, NamesOf(resources), session);
                    return true;
                }
                var updated = await session.ExecuteAsync(
                    $"UPDATE displays SET shown_at = @now, content = @content, look_at = @lookAt WHERE {HasId}",
                    row
                );
                if (updated == 0)
                    return false;
                await SetResourcesAsync(display, row.provider, resources, session);
                await surfaces.DropAsync(display, session);
                return true;
            },
            cancellationToken
        );

    /// <summary>Records that an unchanged preview was opened again.</summary>
    /// <returns>Whether the link is still tracked.</returns>
    public async Task<bool> OpenedAsync(string grantId, string uri, CancellationToken cancellationToken)
    {
        var display = DisplayId.OfPreview(grantId, uri);
        var opened = await database.ExecuteAsync(
            $"UPDATE displays SET shown_at = @now, look_at = @lookAt WHERE {HasId}",
            new
            {
                display.Surface,
                display.Id,
                now = time.GetUtcNow(),
                lookAt = time.GetUtcNow() + PollIntervals.Shortest,
            },
            cancellationToken
        );
        return opened > 0;
    }

    /// <summary>Replaces a display's resources. The caller must have locked or just written the display.</summary>
    public static async Task SetResourcesAsync(
        DisplayId display,
        string provider,
        ResourceNames resources,
        Session session
    )
    {
        var names = NamesOf(resources);
        var current = await session.QueryAsync<string>(
            "SELECT resource FROM display_resources WHERE surface = @Surface AND display = @Id",
            display
        );
        if (names.SetEquals(current))
            return;
        await session.ExecuteAsync("DELETE FROM display_resources WHERE surface = @Surface AND display = @Id", display);
        await AddResourcesAsync(display, provider, names, session);
    }

    private static HashSet<string> NamesOf(ResourceNames resources) =>
        resources.Unpack().Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);

    private static async Task AddResourcesAsync(
        DisplayId display,
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
                    display.Surface,
                    display.Id,
                    provider,
                }
            );
            for (var i = 0; i < some.Length; i++)
                parameters.Add($"name{i}", some[i]);
            var rows = Enumerable.Range(0, some.Length).Select(i => $"(@Surface, @Id, @provider, @name{i})");
            await session.ExecuteAsync(
                $"INSERT INTO display_resources (surface, display, provider, resource) VALUES {string.Join(", ", rows)}",
                parameters
            );
        }
    }

    /// <summary>Records that Notion shows an error in place of a link preview. Untracked links are ignored.</summary>
    public Task MarkRemovedAsync(string grantId, string uri, long content, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var display = DisplayId.OfPreview(grantId, uri);
                var updated = await session.ExecuteAsync(
                    $"UPDATE displays SET content = @content WHERE {HasId}",
                    new
                    {
                        display.Surface,
                        display.Id,
                        content,
                    }
                );
                if (updated > 0)
                    await surfaces.DropAsync(display, session);
                return updated;
            },
            cancellationToken
        );

    /// <returns>A hash of what Notion shows; null when unknown or not tracked.</returns>
    public Task<long?> FindContentAsync(string grantId, string uri, CancellationToken cancellationToken) =>
        database.QuerySingleOrDefaultAsync<long?>(
            $"SELECT content FROM displays WHERE {HasId}",
            DisplayId.OfPreview(grantId, uri),
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
            DisplayScope.Provider => ("displays d", "d.provider = @provider"),
            DisplayScope.Account => ("displays d", "d.provider = @provider AND d.account_id = @name"),
            DisplayScope.Link => ("displays d", "d.provider = @provider AND d.link = @name"),
            _ => (
                "display_resources r JOIN displays d ON d.surface = r.surface AND d.id = r.display",
                "r.provider = @provider AND r.resource = @name"
            ),
        };
        var found = await database.QueryAsync<Display>(
            $"""
            SELECT d.surface, d.id, d.account_id, coalesce(g.workspace_id, '') AS lane, d.uri, d.content
            FROM {source} LEFT JOIN grants g ON g.id = d.grant_id
            WHERE {condition}
            """,
            new { provider, name },
            cancellationToken
        );
        return [.. found];
    }

    public Task RemoveAsync(string grantId, string uri, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"DELETE FROM displays WHERE {HasId}",
            DisplayId.OfPreview(grantId, uri),
            cancellationToken
        );

    /// <summary>
    /// Removes link previews that were not opened for the configured time. Opening one tracks it again. Rows of databases end
    /// with their enrichment.
    /// </summary>
    public Task<int> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            DELETE FROM displays WHERE (surface, id) IN (
                SELECT surface, id FROM displays WHERE shown_at <= @before AND grant_id IS NOT NULL LIMIT @max)
            """,
            new { before = time.GetUtcNow() - settings.Updates.TrackFor, max = RemovalBatchSize },
            cancellationToken
        );
}
