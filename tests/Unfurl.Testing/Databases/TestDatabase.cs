using System.Data.Common;
using Dapper;
using Unfurl.Testing.Postgres;
using Xunit;
using Xunit.v3;

namespace Unfurl.Testing.Databases;

/// <summary>A database for one test, with access that bypasses the service.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract KeyValuePair<string, string?> Setting { get; }

    // On the database that the class of the running test has an attribute for.
    public static async Task<TestDatabase> CreateAsync() =>
        IsForPostgres
            ? await CreateAsync(await SharedPostgresServer.GetAsync())
            : new SqliteFile(await MigratedDatabase.SqliteAsync());

    public static async Task<TestDatabase> CreateAsync(PostgresServer server) =>
        new PostgresTestDatabase(await server.CreateMigratedDatabaseAsync());

    public static async Task<TestDatabase> CreateEmptyAsync() =>
        IsForPostgres
            ? new PostgresTestDatabase(await (await SharedPostgresServer.GetAsync()).CreateDatabaseAsync())
            : new SqliteFile([]);

    public static bool IsForPostgres =>
        TestContext.Current.TestCollection is IXunitTestCollection { CollectionDefinition: { } definition }
        && definition == typeof(PostgreSql);

    public async Task<long> CountAsync(Rows rows)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {rows.From}");
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
