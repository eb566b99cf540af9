using System.Data.Common;
using Dapper;
using Unfurl.Testing.Postgres;

namespace Unfurl.Testing.Databases;

/// <summary>A database for one test, with access that bypasses the service.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract KeyValuePair<string, string?> Setting { get; }

    // A file without a server.
    public static async Task<TestDatabase> CreateAsync(PostgresServer? server) =>
        server is null ? new SqliteFile() : new PostgresTestDatabase(await server.CreateDatabaseAsync());

    // The table may be followed by a WHERE clause.
    public async Task<long> CountAsync(string table)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }

    // A rejected request must not change the counts.
    public async Task<string> RowCountsAsync()
    {
        await using var connection = await OpenAsync();
        var counts = new List<string>();
        foreach (var table in await connection.QueryAsync<string>(TableNames))
        {
            var rows = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
            // The first page with a form creates its key.
            if (table != "key_ring")
                counts.Add($"{table} {rows}");
        }
        return string.Join(", ", counts.Order(StringComparer.Ordinal));
    }

    public async Task<IReadOnlyList<string>> TextsAsync(string query)
    {
        await using var connection = await OpenAsync();
        return [.. await connection.QueryAsync<string>(query)];
    }

    public async Task ExecuteAsync(string statement)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync(statement);
    }

    // Everything that an attacker with access to the storage can read.
    public abstract Task<string> DumpAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract string TableNames { get; }

    protected abstract Task<DbConnection> OpenAsync();
}
