using System.Text.Json;
using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich.Reading;

/// <summary>Reads the rows that are about to be written: many with one query by their links, or one by one.</summary>
internal sealed class RowReader(NotionCalls calls, TimeProvider time)
{
    // One query costs as much as one row.
    private const int WorthAQuery = 3;

    // More pages than these are other rows with the same links.
    private const int MaxPages = 20;

    // 10,000 references in one cell.
    private const int MaxItemPages = 100;

    /// <summary>Reads rows together as far as they are found by their links.</summary>
    /// <param name="pages">The ids of the rows, and the links that they had.</param>
    /// <returns>The rows that were found, by id; the others have to be read one by one.</returns>
    public async Task<ApiResult<Dictionary<string, ReadRow>>> ReadAsync(
        RowBatch batch,
        IReadOnlyList<(string PageId, string? Link)> pages,
        CancellationToken cancellationToken
    )
    {
        var mapping = batch.Enrichment.Mapping;
        var found = new Dictionary<string, ReadRow>(StringComparer.Ordinal);
        string[] links = [.. pages.Select(page => page.Link).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (pages.Count < WorthAQuery || links.Length == 0 || mapping.LinkColumnType != "url")
            return found;
        var wanted = pages.Select(page => page.PageId).ToHashSet(StringComparer.Ordinal);
        foreach (var chunk in links.Chunk(RowQuery.MaxLinks))
        {
            string? cursor = null;
            for (var page = 0; page < MaxPages; page++)
            {
                var at = time.GetTimestamp();
                var result = await calls.CallForRowsAsync(
                    batch.Connection,
                    (client, token) =>
                        client.QueryAsync(
                            token,
                            mapping.DataSourceId,
                            RowQuery.WithLinks(mapping.LinkColumnId, chunk),
                            batch.Columns,
                            cursor,
                            cancellationToken
                        ),
                    cancellationToken
                );
                if (result.Failure is { } failure)
                    return failure;
                foreach (var row in result.Value!.Items)
                {
                    if (RowContent.PageIdOf(row) is var id && wanted.Contains(id))
                        found[id] = new(row, at);
                }
                cursor = result.Value.NextCursor;
                if (cursor is null || found.Count == wanted.Count)
                    break;
            }
        }
        return found;
    }

    public Task<ApiResult<Row>> ReadAsync(RowBatch batch, string pageId, CancellationToken cancellationToken) =>
        calls.CallForRowsAsync(
            batch.Connection,
            (client, token) => client.GetRowAsync(token, pageId, batch.Columns, cancellationToken),
            cancellationToken
        );

    /// <summary>Reads values in full of which the row shows only the beginning.</summary>
    public async Task<ApiResult<Row>> ReadInFullAsync(
        NotionConnection connection,
        Row row,
        IEnumerable<string> columns,
        CancellationToken cancellationToken
    )
    {
        foreach (var column in columns)
        {
            var items = new List<JsonElement>();
            string? cursor = null;
            for (var page = 0; page == 0 || cursor is not null; page++)
            {
                var result = await calls.CallForRowsAsync(
                    connection,
                    (client, token) => client.ListPropertyItemsAsync(token, row.Id, column, cursor, cancellationToken),
                    cancellationToken
                );
                if (result.Failure is { } failure)
                    return failure;
                items.AddRange(result.Value!.Items.Select(item => item.Json));
                if (result.Value.NextCursor is { } next && (next == cursor || page == MaxItemPages))
                    return new ApiFailure(ApiFailureKind.Unavailable, "Notion's list of a value does not end");
                cursor = result.Value.NextCursor;
            }
            row = row.With(Cell.Full(column, row.Cells[column].Type, items));
        }
        return row;
    }
}

/// <param name="At">When Notion was asked, as a timestamp.</param>
internal sealed record ReadRow(Row Row, long At);

/// <summary>Rows of one enrichment, with what they are written against.</summary>
internal sealed record RowBatch(Enrichment Enrichment, NotionConnection Connection, DataSource Schema, People People)
{
    public IReadOnlyCollection<string> Columns { get; } = Enrichment.ColumnsIn(Schema);
}
