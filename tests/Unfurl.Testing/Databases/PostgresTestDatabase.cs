using System.Data.Common;
using Dapper;
using Npgsql;

namespace Unfurl.Testing.Databases;

internal sealed class PostgresTestDatabase(string connectionString) : TestDatabase
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override KeyValuePair<string, string?> Setting => new("ConnectionStrings:Postgres", connectionString);

    public override async Task<string> DumpAsync()
    {
        await using var connection = await OpenAsync();
        var tables = await connection.QueryAsync<string>(TableNames);
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange(await connection.QueryAsync<string>($"SELECT row_to_json(t)::text FROM {table} t"));
        return string.Join('\n', rows);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override string TableNames =>
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";

    protected override async Task<DbConnection> OpenAsync() => await _source.OpenConnectionAsync();
}
