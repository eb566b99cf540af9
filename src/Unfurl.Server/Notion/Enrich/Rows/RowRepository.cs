using System.Text.Json;
using Dapper;
using Unfurl.Server.Previews;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Stores what is known of the rows of databases. A row whose link is covered is a display as well.</summary>
internal sealed class RowRepository(Database database, RowQueue queue, StorageClock time)
{
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    public async Task<IReadOnlyDictionary<string, KnownRow>> FindAsync(
        string enrichmentId,
        IEnumerable<string> pageIds,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, KnownRow>(StringComparer.Ordinal);
        foreach (var chunk in pageIds.Chunk(ListParameters.MaxLength))
        {
            var parameters = new DynamicParameters(new { enrichmentId });
            var list = parameters.AddList("id", chunk);
            var rows = await database.QueryAsync<Row>(
                $"""
                SELECT page_id, link, seen, written, problem FROM enriched_rows
                WHERE enrichment_id = @enrichmentId AND page_id IN ({list})
                """,
                parameters,
                cancellationToken
            );
            foreach (var row in rows)
                found[row.PageId] = row.ToKnownRow();
        }
        return found;
    }

    /// <summary>Records rows that were met, and queues those that have to be looked at.</summary>
    /// <param name="walk">The walk that met them.</param>
    public Task<bool> MeetAsync(
        Enrichment enrichment,
        IReadOnlyList<(string PageId, string? Link, bool IsRight)> rows,
        long walk,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                if (!await LockAsync(enrichment, session))
                    return false;
                // All transactions lock these rows in one order, which prevents deadlocks.
                foreach (var chunk in rows.OrderBy(row => row.PageId, StringComparer.Ordinal).Chunk(100))
                {
                    var parameters = new DynamicParameters(new { enrichment.Id, walk });
                    var values = parameters.AddRows(
                        "(@Id, @page#, @link#, NULL, '{}', @walk)",
                        chunk,
                        ("page", row => row.PageId),
                        ("link", row => row.Link)
                    );
                    await session.ExecuteAsync(
                        $"""
                        INSERT INTO enriched_rows (enrichment_id, page_id, link, seen, written, walk) VALUES {values}
                        ON CONFLICT (enrichment_id, page_id) DO UPDATE SET walk = excluded.walk
                        """,
                        parameters
                    );
                }
                await queue.AddAsync(
                    enrichment,
                    rows.Where(row => !row.IsRight).Select(row => row.PageId),
                    TimeSpan.Zero,
                    session
                );
                return true;
            },
            cancellationToken
        );

    /// <summary>Queues a page that may have become a row of an enrichment, or may have changed.</summary>
    public async Task MeetAsync(Enrichment enrichment, string pageId, TimeSpan wait, Session session)
    {
        if (!await LockAsync(enrichment, session))
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO enriched_rows (enrichment_id, page_id, link, seen, written, walk)
            VALUES (@Id, @pageId, NULL, NULL, '{}', @Walk) ON CONFLICT (enrichment_id, page_id) DO NOTHING
            """,
            new
            {
                enrichment.Id,
                pageId,
                enrichment.State.Walk,
            }
        );
        await queue.AddAsync(enrichment, [pageId], wait, session);
    }

    /// <summary>Records what is about to be written, which nobody may learn after a lost answer.</summary>
    /// <returns>
    /// False when another process has taken the row over, the definition has changed, or the enrichment has ended: nothing may
    /// be written.
    /// </returns>
    public async Task<bool> BeginAsync(
        Enrichment enrichment,
        RowJob job,
        IReadOnlyDictionary<string, long> written,
        CancellationToken cancellationToken
    ) =>
        await database.ExecuteAsync(
            """
            UPDATE enriched_rows SET written = @written WHERE enrichment_id = @Id AND page_id = @pageId
                AND EXISTS (SELECT 1 FROM enrichments WHERE id = @Id AND version = @Version)
                AND EXISTS (SELECT 1 FROM jobs
                    WHERE surface = @Surface AND kind = @Kind AND key = @Key AND leased_until = @LeasedUntil)
            """,
            new
            {
                enrichment.Id,
                enrichment.Version,
                pageId = job.PageId,
                job.Surface,
                job.Kind,
                job.Key,
                job.LeasedUntil,
                written = ToJson(written),
            },
            cancellationToken
        ) > 0;

    /// <summary>Ends what a whole walk did not meet: it was deleted, or has no link any more.</summary>
    public Task<int> RemoveUnmetAsync(string enrichmentId, long walk, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var gone = await session.QueryAsync<string>(
                    "DELETE FROM enriched_rows WHERE enrichment_id = @enrichmentId AND walk < @walk RETURNING page_id",
                    new { enrichmentId, walk }
                );
                foreach (var page in gone)
                    await RemoveDisplayAsync(enrichmentId, page, session);
                return gone.Count;
            },
            cancellationToken
        );

    public static async Task RemoveAsync(string enrichmentId, string pageId, Session session)
    {
        await RemoveDisplayAsync(enrichmentId, pageId, session);
        await session.ExecuteAsync(
            "DELETE FROM enriched_rows WHERE enrichment_id = @enrichmentId AND page_id = @pageId",
            new { enrichmentId, pageId }
        );
    }

    /// <summary>All transactions lock the display, then the row, then the job, which prevents deadlocks.</summary>
    public static async Task LockAsync(string enrichmentId, string pageId, Session session)
    {
        var display = DisplayId.OfRow(enrichmentId, pageId);
        await session.ExecuteAsync(
            $"SELECT 1 FROM displays WHERE surface = @Surface AND id = @Id {session.ForUpdate}",
            display
        );
        await session.ExecuteAsync(
            $"SELECT 1 FROM enriched_rows WHERE enrichment_id = @enrichmentId AND page_id = @pageId {session.ForUpdate}",
            new { enrichmentId, pageId }
        );
    }

    /// <summary>Stores what was found and written. The caller holds the row's job.</summary>
    public async Task StoreAsync(Enrichment enrichment, SettledRow row, Session session)
    {
        var now = time.GetUtcNow();
        await session.ExecuteAsync(
            """
            UPDATE enriched_rows SET link = @Link, seen = @Seen, written = @written, problem = @Problem,
                problem_detail = @ProblemDetail, written_at = CASE WHEN @IsWritten = 1 THEN @now ELSE written_at END
            WHERE enrichment_id = @Id AND page_id = @PageId
            """,
            new
            {
                enrichment.Id,
                row.PageId,
                row.Link,
                row.Seen,
                row.Problem,
                row.ProblemDetail,
                row.IsWritten,
                written = ToJson(row.Written ?? Nothing),
                now,
            }
        );
        if (row.Shown is not { } shown)
        {
            await RemoveDisplayAsync(enrichment.Id, row.PageId, session);
            return;
        }
        var display = DisplayId.OfRow(enrichment.Id, row.PageId);
        await session.ExecuteAsync(
            """
            INSERT INTO displays (surface, id, account_id, grant_id, provider, link, uri, shown_at, pushed_at, content, look_at)
            VALUES (@Surface, @Id, @AccountId, NULL, @provider, @link, @uri, @now, @now, @Content, @lookAt)
            ON CONFLICT (surface, id) DO UPDATE SET
                account_id = excluded.account_id,
                provider = excluded.provider,
                link = excluded.link,
                uri = excluded.uri,
                pushed_at = CASE WHEN @IsWritten = 1 THEN excluded.pushed_at ELSE displays.pushed_at END,
                shown_at = CASE WHEN displays.link = excluded.link THEN displays.shown_at ELSE excluded.shown_at END,
                content = excluded.content
            """,
            new
            {
                display.Surface,
                display.Id,
                enrichment.AccountId,
                provider = shown.Link.Instance.Name,
                link = shown.Link.Key.Link,
                uri = shown.Link.Match.Link.Original,
                shown.Content,
                row.IsWritten,
                now,
                lookAt = now + PollIntervals.Shortest,
            }
        );
        // A refusal has no resources of its own. The previous ones stay, because a change of them may restore the card.
        if (shown.Resources is { } resources)
            await DisplayRepository.SetResourcesAsync(display, shown.Link.Instance.Name, resources, session);
    }

    private static string ToJson(IReadOnlyDictionary<string, long> written) =>
        JsonSerializer.Serialize(new Dictionary<string, long>(written), EnrichmentJson.Default.DictionaryStringInt64);

    // Not stored while another definition takes its place, and no row of an ended enrichment comes back.
    private static async Task<bool> LockAsync(Enrichment enrichment, Session session) =>
        await session.QuerySingleOrDefaultAsync<string>(
            $"SELECT id FROM enrichments WHERE id = @Id AND version = @Version {session.ForUpdate}",
            new { enrichment.Id, enrichment.Version }
        )
            is not null;

    private static Task<int> RemoveDisplayAsync(string enrichmentId, string pageId, Session session) =>
        session.ExecuteAsync(
            "DELETE FROM displays WHERE surface = @Surface AND id = @Id",
            DisplayId.OfRow(enrichmentId, pageId)
        );

    private sealed class Row
    {
        public required string PageId { get; init; }
        public string? Link { get; init; }
        public long? Seen { get; init; }
        public required string Written { get; init; }
        public string? Problem { get; init; }

        public KnownRow ToKnownRow() =>
            new()
            {
                PageId = PageId,
                Link = Link,
                Seen = Seen,
                Written = JsonSerializer.Deserialize(Written, EnrichmentJson.Default.DictionaryStringInt64)!,
                Problem = Problem,
            };
    }
}
