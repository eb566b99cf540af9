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

    // Hundreds of databases take gigabytes. A test may have stopped the server.
    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var name = builder.Database;
        builder.Database = "postgres";
        try
        {
            await using var connection = new NpgsqlConnection(builder.ToString());
            await connection.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
        catch (NpgsqlException)
        {
            // The server's folder is deleted at its end.
        }
    }

    protected override string TableNames =>
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";

    protected override async Task<DbConnection> OpenAsync() => await _source.OpenConnectionAsync();
}
