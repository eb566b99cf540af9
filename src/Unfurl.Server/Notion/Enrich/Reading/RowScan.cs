using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Enrich.Reading;

/// <summary>Reads the rows of a data source in the order of a time, and queues those that are not as they were.</summary>
internal sealed class RowScan(NotionCalls calls, RowRepository rows, PreviewService previews, EnrichMetrics metrics)
{
    /// <summary>Pages of a hundred rows: all there are, as far as one scan goes.</summary>
    public const int All = 200;

    /// <summary>Few enough that writes get their share of the connection's calls.</summary>
    public const int Some = 30;

    // What Notion lists of one minute before it cuts off.
    private const int MinutePages = 100;

    private static readonly ApiFailure Endless = new(
        ApiFailureKind.Unavailable,
        "Notion's list of rows does not go on"
    );

    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue - OneMinute;

    /// <param name="timestamp">A constant of <see cref="RowQuery"/>.</param>
    /// <param name="maxPages">After so many the scan stops; it goes on from <see cref="ScanResult.Until"/>.</param>
    public async Task<ScanResult> ReadAsync(
        NotionConnection connection,
        Enrichment enrichment,
        DataSource schema,
        string timestamp,
        DateTimeOffset from,
        long walk,
        int maxPages,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset? until = null;
        string? cursor = null;
        var query = RowQuery.Since(timestamp, from);
        var columns = enrichment.ColumnsIn(schema);
        // The next scan begins at a minute: one that is longer than a scan is read to its end.
        for (var page = 0; page < maxPages || (until <= from && page < maxPages + MinutePages); page++)
        {
            var result = await calls.CallAsync(
                connection,
                (client, token) =>
                    client.QueryAsync(
                        token,
                        enrichment.Mapping.DataSourceId,
                        query,
                        columns,
                        cursor,
                        cancellationToken
                    ),
                cancellationToken
            );
            if (result.Failure is { } failure)
                return new(until, IsWhole: false, failure);
            var (read, next, isCutOff) = (result.Value!.Items, result.Value.NextCursor, result.Value.IsCutOff);
            await MeetAsync(enrichment, read, walk, cancellationToken);
            metrics.Read(timestamp == RowQuery.CreatedTime ? "walk" : "changes", read.Count);
            var last = read.Select(row => timestamp == RowQuery.CreatedTime ? row.Created : row.LastEdited)
                .DefaultIfEmpty(until ?? from)
                .Max();
            until = last;
            // Notion ends a query after 10,000 rows: the next one begins where it ended, with the rows of that minute once more.
            if (isCutOff)
            {
                if (read.Count == 0)
                    return new(until, IsWhole: false, Endless);
                from = last > from || last > Latest ? last : last + OneMinute;
                (cursor, query) = (null, RowQuery.Since(timestamp, from));
                continue;
            }
            if (next is null)
                return new(until, IsWhole: true, null);
            if (next == cursor)
                return new(until, IsWhole: false, Endless);
            cursor = next;
        }
        return new(until, IsWhole: false, null);
    }

    private async Task MeetAsync(
        Enrichment enrichment,
        IReadOnlyList<Row> read,
        long walk,
        CancellationToken cancellationToken
    )
    {
        var byId = read.DistinctBy(RowContent.PageIdOf).ToDictionary(RowContent.PageIdOf);
        var known = await rows.FindAsync(enrichment.Id, byId.Keys, cancellationToken);
        var met = new List<(string PageId, string? Link, bool IsRight)>();
        foreach (var (id, row) in byId)
        {
            var link = RowContent.FindLink(row, enrichment.Mapping, previews)?.Match.Link.Original;
            if (known.TryGetValue(id, out var before))
                met.Add((id, link, before.Seen == RowContent.HashOf(row, enrichment)));
            else if (link is not null)
                met.Add((id, link, false));
        }
        if (met.Count > 0)
            await rows.MeetAsync(enrichment, met, walk, cancellationToken);
    }
}

/// <param name="Until">The time of the last row that was read; null if none was.</param>
/// <param name="IsWhole">Whether there are no further rows.</param>
/// <param name="Failure">Why it ended before; null if it did not.</param>
internal sealed record ScanResult(DateTimeOffset? Until, bool IsWhole, ApiFailure? Failure);
