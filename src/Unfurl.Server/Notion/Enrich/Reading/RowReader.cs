using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;

namespace Unfurl.Server.Notion.Enrich.Reading;

/// <summary>Reads the rows that are about to be written: many with one query by their links, or one by one.</summary>
internal sealed class RowReader(NotionCalls calls)
{
    // One query costs as much as one row.
    private const int WorthAQuery = 3;

    // More pages than these are other rows with the same links.
    private const int MaxPages = 20;

    /// <summary>Reads rows together as far as they are found by their links.</summary>
    /// <param name="pages">The ids of the rows, and the links that they had.</param>
    /// <returns>The rows that were found, by id; the others have to be read one by one.</returns>
    public async Task<ApiResult<Dictionary<string, Row>>> ReadAsync(
        RowBatch batch,
        IReadOnlyList<(string PageId, string? Link)> pages,
        CancellationToken cancellationToken
    )
    {
        var mapping = batch.Enrichment.Mapping;
        var found = new Dictionary<string, Row>(StringComparer.Ordinal);
        string[] links = [.. pages.Select(page => page.Link).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (pages.Count < WorthAQuery || links.Length == 0 || mapping.LinkColumnType != "url")
            return found;
        var wanted = pages.Select(page => page.PageId).ToHashSet(StringComparer.Ordinal);
        foreach (var chunk in links.Chunk(RowQuery.MaxLinks))
        {
            string? cursor = null;
            for (var page = 0; page < MaxPages; page++)
            {
                var result = await calls.CallAsync(
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
                        found[id] = row;
                }
                cursor = result.Value.NextCursor;
                if (cursor is null || found.Count == wanted.Count)
                    break;
            }
        }
        return found;
    }

    public Task<ApiResult<Row>> ReadAsync(RowBatch batch, string pageId, CancellationToken cancellationToken) =>
        calls.CallAsync(
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
            var items = new List<System.Text.Json.JsonElement>();
            string? cursor = null;
            do
            {
                var result = await calls.CallAsync(
                    connection,
                    (client, token) => client.ListPropertyItemsAsync(token, row.Id, column, cursor, cancellationToken),
                    cancellationToken
                );
                if (result.Failure is { } failure)
                    return failure;
                items.AddRange(result.Value!.Items.Select(item => item.Json));
                cursor = result.Value.NextCursor;
            } while (cursor is not null);
            row = row.With(Cell.Full(column, row.Cells[column].Type, items));
        }
        return row;
    }
}

/// <summary>Rows of one enrichment, with what they are written against.</summary>
internal sealed record RowBatch(Enrichment Enrichment, NotionConnection Connection, DataSource Schema, People People)
{
    public IReadOnlyCollection<string> Columns { get; } = Enrichment.ColumnsIn(Schema);
}
