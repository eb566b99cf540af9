using Dapper;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>Rows that were not as they should be, and are looked at again because something else has changed.</summary>
internal sealed class RowRetries(Database database, RowQueue queue)
{
    private const string WaitingForSignIn = $"""
        FROM enriched_rows r JOIN displays d
            ON d.surface = '{DisplayId.Database}' AND d.id = r.enrichment_id || ':' || r.page_id
        WHERE r.enrichment_id = @enrichmentId AND r.problem = @SignIn
        """;

    /// <summary>The provider instances at which rows wait for the account to sign in.</summary>
    public async Task<IReadOnlyList<string>> FindSignInsAsync(
        string enrichmentId,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync<string>(
            $"SELECT DISTINCT d.provider {WaitingForSignIn}",
            new { enrichmentId, RowProblems.SignIn },
            cancellationToken
        );

    public Task RetrySignInsAsync(Enrichment enrichment, string provider, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var pages = await session.QueryAsync<string>(
                    $"SELECT r.page_id {WaitingForSignIn} AND d.provider = @provider",
                    new
                    {
                        enrichmentId = enrichment.Id,
                        RowProblems.SignIn,
                        provider,
                    }
                );
                await queue.AddAsync(enrichment, pages, TimeSpan.Zero, session);
                return pages.Count;
            },
            cancellationToken
        );

    /// <summary>The next walk queues rows that did not fit the columns.</summary>
    public Task<int> ForgetMisfitsAsync(string enrichmentId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            UPDATE enriched_rows SET seen = NULL
            WHERE enrichment_id = @enrichmentId AND problem IN (@Partly, @Rejected)
            """,
            new
            {
                enrichmentId,
                RowProblems.Partly,
                RowProblems.Rejected,
            },
            cancellationToken
        );

    /// <summary>The next walk queues the rows.</summary>
    public async Task ForgetAsync(string enrichmentId, IEnumerable<string> pageIds, CancellationToken cancellationToken)
    {
        foreach (var chunk in pageIds.Chunk(ListParameters.MaxLength))
        {
            var parameters = new DynamicParameters(new { enrichmentId });
            var list = parameters.AddList("id", chunk);
            await database.ExecuteAsync(
                $"UPDATE enriched_rows SET seen = NULL WHERE enrichment_id = @enrichmentId AND page_id IN ({list})",
                parameters,
                cancellationToken
            );
        }
    }
}
