using System.Data.Common;
using Dapper;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Updates;

/// <summary>
/// What has to be asked about again, in storage: it survives a crash. One row for each thing, however often it changes before
/// somebody gets to it.
/// </summary>
internal sealed class DueRefreshRepository(Database database, TimeProvider time) : IExpiring
{
    /// <summary>What nobody asked about for so long is shown to nobody: copies have expired, and who opens a page asks anyway.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>
    /// Adds what is not there yet, due at once. Of what is there the generation is raised, so that whoever works on it now
    /// knows that it has to be done again; when that is due stays as it is.
    /// </summary>
    public async Task AddAsync(
        string provider,
        IEnumerable<DueRefresh> refreshes,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // In one order everywhere: transactions that lock the same rows in different ones would wait for each other.
        var rows = refreshes
            .OrderBy(refresh => refresh.Scope, StringComparer.Ordinal)
            .ThenBy(refresh => refresh.Name, StringComparer.Ordinal);
        foreach (var (scope, name, kind) in rows)
            await connection.ExecuteAsync(
                """
                INSERT INTO due_refreshes (provider, scope, name, kind, generation, requested_at, due_at, attempts)
                VALUES (@provider, @scope, @name, @kind, 1, @now, @now, 0)
                ON CONFLICT (provider, scope, name) DO UPDATE SET
                    kind = CASE WHEN excluded.kind = 'purge' THEN excluded.kind ELSE due_refreshes.kind END,
                    generation = due_refreshes.generation + 1,
                    requested_at = excluded.requested_at
                """,
                new
                {
                    provider,
                    scope,
                    name,
                    kind,
                    now,
                },
                transaction
            );
    }

    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(
            "DELETE FROM due_refreshes WHERE requested_at <= @before",
            new { before = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() },
            cancellationToken
        );
    }
}
