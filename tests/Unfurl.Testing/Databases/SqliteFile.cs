using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Unfurl.Testing.Databases;

internal sealed class SqliteFile : TestDatabase
{
    private readonly string _folder = TempFolder.Create("unfurl-test-");

    public SqliteFile(byte[] content) => File.WriteAllBytes(Path.Combine(_folder, "unfurl.db"), content);

    public override KeyValuePair<string, string?> Setting => new("ConnectionStrings:Sqlite", ConnectionString);

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "unfurl.db")}";

    // Includes the write-ahead log.
    public override async Task<string> DumpAsync()
    {
        var dump = new StringBuilder();
        foreach (
            var file in Directory.GetFiles(_folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))
        )
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            dump.Append(await reader.ReadToEndAsync());
        }
        return dump.ToString();
    }

    public override ValueTask DisposeAsync()
    {
        // The pool keeps the connection open.
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override string TableNames => "SELECT name FROM sqlite_master WHERE type = 'table'";

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
