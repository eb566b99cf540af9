using System.Data.Common;
using Dapper;
using Unfurl.Testing.Postgres;

namespace Unfurl.Testing.Databases;

/// <summary>A database of a test's own, and a look into it past the service.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What tells the service to use it.</summary>
    public abstract KeyValuePair<string, string?> Setting { get; }

    /// <summary>A new one: on the server when there is one, else a file.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer? server) =>
        server is null ? new SqliteFile() : new PostgresTestDatabase(await server.CreateDatabaseAsync());

    /// <summary>How many rows a table has.</summary>
    /// <param name="table">The table, with a WHERE clause if need be.</param>
    public async Task<long> CountAsync(string table)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }

    /// <summary>How many rows each table has: what a request that was refused leaves as it was.</summary>
    public async Task<string> RowCountsAsync()
    {
        await using var connection = await OpenAsync();
        var counts = new List<string>();
        foreach (var table in await connection.QueryAsync<string>(TableNames))
        {
            var rows = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
            // The first page with a form makes the key that protects it.
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

    /// <summary>All that somebody finds who got hold of the storage.</summary>
    public abstract Task<string> DumpAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Asks for the names of all tables.</summary>
    protected abstract string TableNames { get; }

    protected abstract Task<DbConnection> OpenAsync();
}
