using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>Reads the sync status of an account's displays.</summary>
internal sealed class DisplayStatusRepository(Database database)
{
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, uri: null, limit, cancellationToken);

    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uri,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, uri, int.MaxValue, cancellationToken);

    /// <summary>Counts displays by provider instance.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<(string Provider, long Count)>(
            "SELECT provider, count(*) FROM displays GROUP BY provider",
            new { },
            cancellationToken
        );
        return rows.ToDictionary(row => row.Provider, row => row.Count, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string? uri,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.QueryAsync<Row>(
            """
            SELECT d.uri, d.provider, g.workspace_name, d.shown_at, d.refreshed_at, d.pushed_at, p.problem, p.is_stopped,
                (SELECT max(f.attempts) FROM display_resources r
                    JOIN jobs f ON f.surface = '' AND f.kind = 'refresh' AND f.key = r.provider || ':resource:' || r.resource
                    WHERE r.surface = d.surface AND r.display = d.id) AS asked
            FROM displays d LEFT JOIN grants g ON g.id = d.grant_id
            LEFT JOIN jobs p ON p.surface = d.surface AND p.display = d.id
                AND (p.is_stopped = 0 OR p.leased_until IS NULL)
            WHERE d.account_id = @accountId AND (CAST(@uri AS TEXT) IS NULL OR d.uri = @uri)
            ORDER BY d.shown_at DESC, d.uri
            LIMIT @limit
            """,
            new
            {
                accountId,
                uri,
                limit,
            },
            cancellationToken
        );
        return
        [
            .. rows.Select(row => new DisplayStatus(
                row.Uri,
                row.Provider,
                row.WorkspaceName,
                row.ShownAt,
                row.RefreshedAt,
                row.PushedAt,
                (int?)row.Asked,
                row.IsStopped is { } isStopped ? new(isStopped, row.Problem) : null
            )),
        ];
    }

    private sealed class Row
    {
        public required string Uri { get; init; }
        public required string Provider { get; init; }
        public string? WorkspaceName { get; init; }
        public required DateTimeOffset ShownAt { get; init; }
        public DateTimeOffset? RefreshedAt { get; init; }
        public DateTimeOffset? PushedAt { get; init; }
        public int? Asked { get; init; }
        public string? Problem { get; init; }
        public bool? IsStopped { get; init; }
    }
}
