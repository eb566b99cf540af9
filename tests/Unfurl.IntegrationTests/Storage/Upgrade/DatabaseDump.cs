using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>Dumps a database as SQL that creates it again, and compares two databases.</summary>
internal static class DatabaseDump
{
    public static string KindOf(TestDatabase database) => IsPostgres(database) ? "postgres" : "sqlite";

    public static Task<string> OfAsync(TestDatabase database) =>
        IsPostgres(database) ? OfPostgresAsync(database.Setting.Value!) : OfSqliteAsync(database);

    public static async Task<SortedDictionary<string, long>> RowsAsync(TestDatabase database)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var tables = await database.TextsAsync(
            IsPostgres(database)
                ? "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                : "SELECT name FROM sqlite_master WHERE type = 'table'"
        );
        foreach (var table in tables)
            rows[table] = await database.CountAsync(new Rows(table));
        return rows;
    }

    private static bool IsPostgres(TestDatabase database) => database.Setting.Key == "ConnectionStrings:Postgres";

    private static async Task<string> OfSqliteAsync(TestDatabase database)
    {
        var dump = new StringBuilder("PRAGMA foreign_keys = OFF;\nBEGIN;\n");
        // In the order of their creation.
        foreach (
            var table in await database.TextsAsync("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        )
        {
            var definition = await database.TextsAsync($"SELECT sql FROM sqlite_master WHERE name = '{table}'");
            dump.Append(definition[0]).Append(";\n");
            var columns = await database.TextsAsync($"SELECT name FROM pragma_table_info('{table}')");
            var values = string.Join(" || ', ' || ", columns.Select(column => $"quote({column})"));
            foreach (var row in await database.TextsAsync($"SELECT {values} FROM {table} ORDER BY 1"))
                dump.Append($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({row});\n");
        }
        foreach (
            var index in await database.TextsAsync(
                "SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid"
            )
        )
            dump.Append(index).Append(";\n");
        return dump.Append("COMMIT;\n").ToString();
    }

    private static async Task<string> OfPostgresAsync(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", "pg_dump"))
                .First(File.Exists),
            [
                "--host",
                server.Host!,
                "--port",
                $"{server.Port}",
                "--username",
                server.Username!,
                "--no-owner",
                "--no-privileges",
                "--column-inserts",
                server.Database!,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        var dump = new StringBuilder();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && !IsOfPsql(line)))
            dump.Append(line).Append('\n');
        return dump.ToString();
    }

    // Comments, psql commands, and settings that would persist in the connection.
    private static bool IsOfPsql(string line) =>
        line.StartsWith("--", StringComparison.Ordinal)
        || line.StartsWith('\\')
        || line.StartsWith("SET ", StringComparison.Ordinal)
        || line.StartsWith("SELECT pg_catalog.set_config", StringComparison.Ordinal);
}
