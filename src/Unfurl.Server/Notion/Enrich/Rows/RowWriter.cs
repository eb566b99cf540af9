using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Makes one row right: what its link shows now is compared with what it holds, and the difference is written.</summary>
internal sealed class RowWriter(
    NotionCalls calls,
    RowReader reader,
    RowRepository rows,
    RowCards cards,
    PreviewService previews,
    UnfurlOptions settings
)
{
    /// <param name="row">As it was just read.</param>
    public async Task<RowOutcome> WriteAsync(
        RowBatch batch,
        RowJob job,
        KnownRow known,
        Row row,
        CancellationToken cancellationToken
    )
    {
        var (connection, enrichment) = (batch.Connection, batch.Enrichment);
        if (row.InTrash || !RowContent.IsOf(row, enrichment.Mapping))
            return new RowOutcome.Gone();
        var link = RowContent.FindLink(row, enrichment.Mapping, previews);
        if (link is null && known.IsHint)
            return new RowOutcome.NoRow();
        var card = await cards.FindAsync(enrichment, link, cancellationToken);
        if (card.Delay is { } reason)
            return new RowOutcome.Later(reason);
        if (card.Card is null)
            return new RowOutcome.Settled(
                new()
                {
                    PageId = known.PageId,
                    Link = link?.Match.Link.Original,
                    Seen = RowContent.HashOf(row, enrichment),
                    Written = known.Written,
                    Problem = card.Problem,
                    Shown = card.Shown,
                }
            );

        var change = Plan(batch, known.Written, row, card.Card, link);
        if (change.NeedsFull.Count > 0)
        {
            var full = await reader.ReadInFullAsync(connection, row, change.NeedsFull, cancellationToken);
            if (full.Failure is { } failure)
                return new RowOutcome.Failed(failure);
            change = Plan(batch, known.Written, full.Value!, card.Card, link);
        }
        var settled = new SettledRow
        {
            PageId = known.PageId,
            Link = link?.Match.Link.Original,
            Seen = RowContent.HashOf(row, enrichment),
            Written = change.Written,
            Problem = card.Problem ?? (change.Problems.Count > 0 ? RowProblems.Partly : null),
            ProblemDetail = change.Problems.Count > 0 ? change.Problems[0].Text : null,
            Shown = card.Shown,
        };
        if (change.Body is null)
            return new RowOutcome.Settled(settled);
        // Also a write whose answer is lost is known by what it left. The row or its definition may not be what was leased.
        if (!await rows.BeginAsync(enrichment, job, change.Begun, cancellationToken))
            return new RowOutcome.Later("changed");
        var result = await calls.CallForRowsAsync(
            connection,
            (client, token) => client.UpdateRowAsync(token, row.Id, change.Body, batch.Columns, cancellationToken),
            cancellationToken
        );
        return result switch
        {
            { Value: { } written } => new RowOutcome.Settled(
                settled with
                {
                    // Whoever edited the row in between finds it looked at again.
                    Seen = change.Explains(row, written) ? RowContent.HashOf(written, enrichment) : null,
                    Written = change.WrittenAs(written),
                    IsWritten = true,
                }
            ),
            // The schema may have changed since it was read. A row that fits no schema waits for its next change.
            { Failure: { Kind: ApiFailureKind.Invalid } invalid } => new RowOutcome.Rejected(
                settled with
                {
                    Written = known.Written,
                    Problem = RowProblems.Rejected,
                    ProblemDetail = ConnectionHelp.For(invalid, connection.Name),
                },
                invalid
            ),
            _ => new RowOutcome.Failed(result.Failure!),
        };
    }

    /// <param name="written">See <see cref="KnownRow.Written"/>.</param>
    public RowChange Plan(
        RowBatch batch,
        IReadOnlyDictionary<string, long> written,
        Row row,
        RowCard card,
        MatchedLink? link
    ) =>
        RowPlan.Make(
            new()
            {
                Mapping = batch.Enrichment.Mapping,
                Schema = batch.Schema,
                Row = row,
                Card = card,
                Written = written,
                Link = link?.Key.Link,
                FindPerson = batch.People.Find,
                IconUrl = name =>
                    link is null
                        ? null
                        : settings.UrlOf($"/icons/{link.Instance.Name}/{Uri.EscapeDataString(name)}.png"),
            }
        );
}

/// <summary>What became of a row: a closed set.</summary>
internal abstract record RowOutcome
{
    private RowOutcome() { }

    /// <summary>It is right.</summary>
    public sealed record Settled(SettledRow Row) : RowOutcome;

    /// <summary>It was deleted, or is no longer shared.</summary>
    public sealed record Gone : RowOutcome;

    /// <summary>An event named a page that is none, or has no link.</summary>
    public sealed record NoRow : RowOutcome;

    /// <summary>Notion did not accept the values.</summary>
    public sealed record Rejected(SettledRow Row, ApiFailure Failure) : RowOutcome;

    /// <summary>Nothing is known to be written.</summary>
    public sealed record Failed(ApiFailure Failure) : RowOutcome;

    /// <summary>The provider could not say what there is to show.</summary>
    public sealed record Later(string Reason) : RowOutcome;
}
