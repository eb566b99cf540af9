using Unfurl.Notion.Databases;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Reading;
using Unfurl.Server.Notion.Enrich.Rows;

namespace Unfurl.Server.Notion.Enrich;

/// <summary>What becomes of the stored enrichments, for those who set them up.</summary>
internal sealed class EnrichmentReports(EnrichmentRepository enrichments, RowReports rows, Workspace workspace)
{
    /// <summary>By their names.</summary>
    public async Task<IReadOnlyList<EnrichmentReport>> ListAsync(CancellationToken cancellationToken)
    {
        var reports = new List<EnrichmentReport>();
        foreach (var enrichment in await enrichments.ListAsync(cancellationToken))
            reports.Add(await ReportAsync(enrichment, cancellationToken));
        return reports;
    }

    /// <param name="nameOrId">The name, else the id.</param>
    public async Task<EnrichmentReport?> FindAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var all = await enrichments.ListAsync(cancellationToken);
        return
            (all.FirstOrDefault(one => one.Name == nameOrId) ?? all.FirstOrDefault(one => one.Id == nameOrId))
                is { } enrichment
            ? await ReportAsync(enrichment, cancellationToken)
            : null;
    }

    /// <summary>Its rows, those with a problem first.</summary>
    public Task<IReadOnlyList<ReportedRow>> ListRowsAsync(
        Enrichment enrichment,
        int limit,
        CancellationToken cancellationToken
    ) => rows.ListAsync(enrichment.Id, limit, cancellationToken);

    /// <returns>Null while Notion does not say.</returns>
    public async Task<DataSource?> FindSchemaAsync(
        NotionConnection connection,
        Enrichment enrichment,
        CancellationToken cancellationToken
    ) => (await workspace.GetSchemaAsync(connection, enrichment, cancellationToken)).Value;

    private async Task<EnrichmentReport> ReportAsync(Enrichment enrichment, CancellationToken cancellationToken) =>
        new(enrichment, await rows.CountAsync(enrichment.Id, cancellationToken));
}

/// <param name="Counts">How many rows there are by their states, as <see cref="RowReports.CountAsync"/> counts them.</param>
internal sealed record EnrichmentReport(Enrichment Enrichment, IReadOnlyDictionary<string, long> Counts);
