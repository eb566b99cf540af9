using Unfurl.Notion.Events;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates.Webhooks;

namespace Unfurl.Server.Notion.Enrich.Events;

/// <summary>Finds what an event concerns, and stores its effect together with its id.</summary>
internal sealed class EventRepository(
    Database database,
    WebhookDeliveryRepository deliveries,
    RowRepository rows,
    CallBudget budget,
    StorageClock time
)
{
    private const string ColumnsUpdated = "data_source.schema_updated";

    // Whoever edits thousands of pages does not make the database be read all the time.
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(10);

    /// <returns>The enrichments of its data source, and those that know the page as a row.</returns>
    public async Task<IReadOnlyList<EnrichedPage>> FindOfPageAsync(
        NotionConnection connection,
        string? dataSourceId,
        string pageId,
        CancellationToken cancellationToken
    )
    {
        var page = RowContent.Plain(pageId);
        var found = await database.QueryAsync<EnrichmentRow>(
            $"""
            SELECT * FROM (
                SELECT {EnrichmentRow.Columns}, lower(replace(data_source_id, '-', '')) = @dataSource AS is_of_source,
                    EXISTS (SELECT 1 FROM enriched_rows r WHERE r.enrichment_id = e.id AND r.page_id = @page) AS is_row
                FROM enrichments e WHERE connection = @Name) AS found
            WHERE is_of_source OR is_row
            """,
            new
            {
                connection.Name,
                dataSource = dataSourceId is null ? null : RowContent.Plain(dataSourceId),
                page,
            },
            cancellationToken
        );
        return [.. found.Select(row => new EnrichedPage(row.ToEnrichment(), row.IsRow))];
    }

    /// <summary>
    /// Queues a page of these enrichments. Of pages that are no rows yet only so many are read one by one; the others are found with
    /// the edited rows, within a minute.
    /// </summary>
    /// <returns>False when the event was stored before; null when it is not needed.</returns>
    public async Task<bool?> QueueAsync(
        NotionConnection connection,
        NotionEvent read,
        string page,
        IReadOnlyList<EnrichedPage> enrichments,
        CancellationToken cancellationToken
    )
    {
        if (!enrichments.Any(one => one.IsRow) && !await budget.MayHintAsync(connection, cancellationToken))
            return null;
        return await database.InTransactionAsync<bool?>(
            async session =>
            {
                if (!await AddAsync(connection, read, session))
                    return false;
                foreach (var one in enrichments)
                    await rows.MeetAsync(one.Enrichment, page, RowQueue.Debounce, session);
                return true;
            },
            cancellationToken
        );
    }

    /// <summary>Lets the rows and columns of a data source be read soon; of a database, those of the connection.</summary>
    /// <returns>As <see cref="QueueAsync"/>.</returns>
    public Task<bool?> ReadSoonAsync(
        NotionConnection connection,
        NotionEvent read,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync<bool?>(
            async session =>
            {
                var now = time.GetUtcNow();
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE enrichments SET
                        columns_changed_at = CASE WHEN @isOfColumns = 1 THEN @now ELSE columns_changed_at END,
                        read_at = CASE
                            WHEN last_read_at > @before THEN CASE WHEN read_at < @later THEN read_at ELSE @later END
                            WHEN read_at < @now THEN read_at
                            ELSE @now END
                    WHERE connection = @Name
                        AND (@dataSource IS NULL OR lower(replace(data_source_id, '-', '')) = @dataSource)
                    """,
                    new
                    {
                        connection.Name,
                        now,
                        before = now - ReadInterval,
                        later = now + ReadInterval,
                        isOfColumns = read.Type == ColumnsUpdated,
                        dataSource = read.DataSourceId is { } id ? RowContent.Plain(id) : null,
                    }
                );
                return changed == 0 ? null : await AddAsync(connection, read, session);
            },
            cancellationToken
        );

    private Task<bool> AddAsync(NotionConnection connection, NotionEvent read, Session session) =>
        deliveries.AddAsync($"notion/{connection.Name}", read.Id, session);
}

/// <param name="IsRow">Whether the page is known as a row.</param>
internal sealed record EnrichedPage(Enrichment Enrichment, bool IsRow);
