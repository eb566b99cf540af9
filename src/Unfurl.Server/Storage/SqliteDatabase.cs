using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Unfurl.Server.Storage;

/// <summary>A file on a single node. Several readers and one writer at a time (write-ahead log).</summary>
internal sealed class SqliteDatabase(string connectionString) : Database
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder(connectionString)
    {
        ForeignKeys = true,
    }.ToString();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);
    private int _isPrepared;

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    static SqliteDatabase() => PreferSystemLibrary();

    /// <summary>Locked by another process for too long, or its disk fails (https://www.sqlite.org/rescode.html).</summary>
    public override bool IsOutage(DbException exception) =>
        exception
            is SqliteException
            {
                SqliteErrorCode: raw.SQLITE_BUSY
                    or raw.SQLITE_LOCKED
                    or raw.SQLITE_READONLY
                    or raw.SQLITE_IOERR
                    or raw.SQLITE_CORRUPT
                    or raw.SQLITE_FULL
                    or raw.SQLITE_CANTOPEN
                    or raw.SQLITE_NOTADB
            };

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return Prepare(connection);
    }

    public override DbConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return Prepare(connection);
    }

    /// <summary>One process owns the file, so a lock of the process is enough.</summary>
    public override async Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        var semaphore = _locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await semaphore.WaitAsync(cancellationToken);
        return new Releaser(semaphore);
    }

    private SqliteConnection Prepare(SqliteConnection connection)
    {
        // The journal mode stays with the file, so once is enough; synchronous=NORMAL is safe with it and belongs to a connection.
        if (Interlocked.Exchange(ref _isPrepared, 1) == 0)
            connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = NORMAL");
        return connection;
    }

    /// <summary>
    /// The bundled SQLite is older than what operating systems patch; theirs is taken where there is one
    /// (https://learn.microsoft.com/dotnet/standard/native-interop/native-library-loading).
    /// </summary>
    private static void PreferSystemLibrary() =>
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, assembly, _) =>
                name == "e_sqlite3"
                && OperatingSystem.IsLinux()
                && NativeLibrary.TryLoad("libsqlite3.so.0", out var system)
                    ? system
                    : 0
        );

    private sealed class Releaser(SemaphoreSlim semaphore) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            semaphore.Release();
            return ValueTask.CompletedTask;
        }
    }
}
