using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>Reads the sync status of an account's displays.</summary>
internal sealed class DisplayStatusRepository(Database database)
{
    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, "", limit, cancellationToken);

    public Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uri,
        CancellationToken cancellationToken
    ) => ListAsync(accountId, SecretProtector.Hash(uri), int.MaxValue, cancellationToken);

    /// <summary>Counts tracked previews by provider instance.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<(string Provider, long Count)>(
            "SELECT provider, count(*) FROM tracked_previews GROUP BY provider",
            new { },
            cancellationToken
        );
        return rows.ToDictionary(row => row.Provider, row => row.Count, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<DisplayStatus>> ListAsync(
        string accountId,
        string uriHash,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.QueryAsync<Row>(
            """
            SELECT p.uri, p.provider, g.workspace_name, p.shown_at, p.refreshed_at, p.pushed_at, d.problem, d.is_stopped,
                (SELECT max(f.attempts) FROM tracked_resources r
                    JOIN jobs f ON f.surface = '' AND f.kind = 'refresh' AND f.key = r.provider || ':resource:' || r.resource
                    WHERE r.grant_id = p.grant_id AND r.uri_hash = p.uri_hash) AS asked
            FROM tracked_previews p JOIN grants g ON g.id = p.grant_id
            LEFT JOIN jobs d ON d.grant_id = p.grant_id AND d.uri_hash = p.uri_hash
                AND (d.is_stopped = 0 OR d.leased_until IS NULL)
            WHERE g.account_id = @accountId AND (@uriHash = '' OR p.uri_hash = @uriHash)
            ORDER BY p.shown_at DESC, p.uri
            LIMIT @limit
            """,
            new
            {
                accountId,
                uriHash,
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
