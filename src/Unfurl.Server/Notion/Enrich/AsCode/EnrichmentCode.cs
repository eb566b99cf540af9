using Unfurl.Notion.Api;
using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>Enrichments from files: shows what would be written, and stores them.</summary>
internal sealed class EnrichmentCode(
    EnrichmentRepository enrichments,
    EnrichmentPlans plans,
    NotionConnections connections,
    NotionCalls calls,
    Workspace workspace,
    RowRepository rows,
    RowWriter writer,
    RowCards cards,
    PreviewService previews,
    TimeProvider time
)
{
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    public Task<IReadOnlyList<PlannedEnrichment>> PlanAsync(
        IEnumerable<WrittenEnrichment> written,
        CancellationToken cancellationToken
    ) => plans.MakeAsync(written, cancellationToken);

    /// <summary>What would be written into rows that hold a link, the last edited last. Nothing is written.</summary>
    /// <param name="timeLimit">After which no further row is compared; none for as long as it takes.</param>
    /// <returns>The rows, or why they cannot be read.</returns>
    public async Task<(IReadOnlyList<RowDifference> Rows, string? Problem)> CompareAsync(
        PlannedEnrichment plan,
        int maxRows,
        TimeSpan? timeLimit,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var connection = (await connections.FindAsync(plan.Written.Connection, cancellationToken))!;
        var enrichment = new Enrichment
        {
            Id = plan.Stored?.Id ?? "",
            Name = plan.Written.Name,
            Connection = plan.Written.Connection,
            AccountId = plan.Account ?? EnrichmentRepository.Nobody,
            Definition = plan.Definition!,
            Version = 0,
            State = new(),
        };
        var people = await workspace.GetPeopleAsync(connection, cancellationToken);
        if (people.Failure is { } unread)
            return ([], ConnectionHelp.For(unread, connection.Name));
        var batch = new RowBatch(enrichment, connection, plan.Schema!, people.Value!);
        var differences = new List<RowDifference>();
        string? cursor = null;
        do
        {
            var page = await calls.CallAsync(
                connection,
                (client, token) =>
                    client.QueryAsync(
                        token,
                        enrichment.Mapping.DataSourceId,
                        RowQuery.Since(RowQuery.CreatedTime, DateTimeOffset.UnixEpoch),
                        batch.Columns,
                        cursor,
                        cancellationToken
                    ),
                cancellationToken
            );
            if (page.Failure is { } failure)
                return (differences, ConnectionHelp.For(failure, connection.Name));
            var known = await rows.FindAsync(
                enrichment.Id,
                page.Value!.Items.Select(RowContent.PageIdOf),
                cancellationToken
            );
            foreach (var row in page.Value.Items)
            {
                if (differences.Count == maxRows)
                    return (differences, null);
                if (time.GetElapsedTime(start) > timeLimit)
                    return (differences, "It takes too long to compare more rows now.");
                if (await CompareAsync(batch, row, known, cancellationToken) is { } difference)
                    differences.Add(difference);
            }
            cursor = page.Value.NextCursor;
        } while (cursor is not null);
        return (differences, null);
    }

    /// <summary>Makes the columns that are missing.</summary>
    /// <returns>What to do if Notion refused; null when they are there.</returns>
    public async Task<string?> CreateColumnsAsync(PlannedEnrichment plan, CancellationToken cancellationToken)
    {
        var connection = (await connections.FindAsync(plan.Written.Connection, cancellationToken))!;
        var created = await calls.CallAsync(
            connection,
            (client, token) =>
                client.UpdateDataSourceAsync(
                    token,
                    plan.Schema!.Id,
                    MissingColumns.Patch(plan.Missing),
                    cancellationToken
                ),
            cancellationToken
        );
        workspace.ForgetSchema(connection, plan.Schema!.Id);
        return created.Failure is { } failure ? ConnectionHelp.For(failure, connection.Name) : null;
    }

    /// <returns>False if it was stored like this already, or if another one got the name since the plan was made.</returns>
    public Task<bool> ApplyAsync(PlannedEnrichment plan, CancellationToken cancellationToken) =>
        enrichments.SaveAsync(
            plan.Written.Name,
            plan.Written.Connection,
            plan.Account,
            plan.Definition!,
            cancellationToken,
            replaces: plan.Stored is not null
        );

    public Task<IReadOnlyList<Enrichment>> ListAsync(CancellationToken cancellationToken) =>
        enrichments.ListAsync(cancellationToken);

    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) =>
        await enrichments.RemoveAsync(name, cancellationToken) is not null;

    // Null for a row without any link.
    private async Task<RowDifference?> CompareAsync(
        RowBatch batch,
        Row row,
        IReadOnlyDictionary<string, KnownRow> known,
        CancellationToken cancellationToken
    )
    {
        var mapping = batch.Enrichment.Mapping;
        if (row.InTrash || !row.Cells.TryGetValue(mapping.LinkColumnId, out var cell) || cell.IsEmpty)
            return null;
        var link = RowContent.FindLink(row, mapping, previews);
        var card = await cards.FindAsync(batch.Enrichment, link, cancellationToken);
        var note = card.Card switch
        {
            RowCard.Shown => null,
            RowCard.Refused(var text) => text,
            RowCard.NotCovered(var text) => text,
            RowCard.NoLink => "No link of a configured provider",
            _ => card.Problem == RowProblems.SignIn
                ? "The account has to sign in at the provider"
                : $"The provider could not say what it is: {card.Delay}",
        };
        if (card.Card is null)
            return new(link?.Match.Link.Original, note, []);
        var change = writer.Plan(
            batch,
            known.GetValueOrDefault(RowContent.PageIdOf(row))?.Written ?? Nothing,
            row,
            card.Card,
            link
        );
        return new(link?.Match.Link.Original, note, RowDifferences.Of(change, row, batch.Schema));
    }
}
