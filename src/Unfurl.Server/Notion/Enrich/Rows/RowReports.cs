using Unfurl.Server.Storage;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Tells people of the rows of databases.</summary>
internal sealed class RowReports(Database database)
{
    /// <summary>
    /// How many rows there are, by <see cref="RowProblems"/>; the empty word for those that are right, and
    /// <see cref="RowProblems.Waiting"/> for those that were not looked at yet.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(
        string enrichmentId,
        CancellationToken cancellationToken
    )
    {
        var counts = await database.QueryAsync<(string Problem, long Count)>(
            """
            SELECT state, count(*) FROM (
                SELECT coalesce(problem, CASE WHEN seen IS NULL THEN @Waiting ELSE '' END) AS state
                FROM enriched_rows WHERE enrichment_id = @enrichmentId) AS states
            GROUP BY state ORDER BY state
            """,
            new { enrichmentId, RowProblems.Waiting },
            cancellationToken
        );
        return counts.ToDictionary(one => one.Problem, one => one.Count, StringComparer.Ordinal);
    }

    /// <summary>Rows with their states: those with a problem first, then those that wait, and the last written first.</summary>
    public async Task<IReadOnlyList<ReportedRow>> ListAsync(
        string enrichmentId,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync<ReportedRow>(
            """
            SELECT page_id, link, coalesce(problem, CASE WHEN seen IS NULL THEN @Waiting ELSE '' END) AS state,
                problem_detail AS detail, written_at
            FROM enriched_rows WHERE enrichment_id = @enrichmentId
            ORDER BY CASE WHEN problem IS NOT NULL THEN 0 WHEN seen IS NULL THEN 1 ELSE 2 END,
                coalesce(written_at, 0) DESC, page_id DESC
            LIMIT @limit
            """,
            new
            {
                enrichmentId,
                limit,
                RowProblems.Waiting,
            },
            cancellationToken
        );
}
