using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Server.Storage;

namespace Unfurl.Testing.Databases;

/// <summary>A database with the schema of this build, which tests copy: applying the scripts for each would take longer.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Sqlite = new(CreateSqliteAsync);

    public static Task<byte[]> SqliteAsync() => Sqlite.Value;

    public static Task MigrateAsync(Database database) =>
        new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

    private static async Task<byte[]> CreateSqliteAsync()
    {
        var folder = TempFolder.Create("unfurl-template-");
        var file = Path.Combine(folder, "unfurl.db");
        // At the end, the log is written into the file.
        using (var database = new SqliteDatabase($"Data Source={file}"))
            await MigrateAsync(database);
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
