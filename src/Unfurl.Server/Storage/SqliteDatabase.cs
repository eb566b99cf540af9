using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Unfurl.Server.Storage;

/// <summary>A file on a single node. Several readers and one writer at a time (write-ahead log).</summary>
internal sealed class SqliteDatabase(string connectionString) : Database, IDisposable
{
    // SQLite retries a lock from 1 ms on for this long; afterwards the client library retries every 150 ms.
    private const int BusyMilliseconds = 1000;

    // 64 MB of log pages, after which a writer writes them into the file if SqliteCheckpointWorker has not.
    private const int MaxLogPages = 16_384;

    // The writer's page cache: displays are spread over the whole file.
    private const int WriterCacheKilobytes = 16_384;

    // Prepare sets the other options once per connection, because the client library would set them at each open.
    private readonly string _connectionString = new SqliteConnectionStringBuilder(connectionString)
    {
        ForeignKeys = null,
    }.ToString();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writer = new(1, 1);

    // Entries live as long as their connection.
    private readonly ConditionalWeakTable<sqlite3, SqliteDatabase> _prepared = [];
    private DbConnection? _writerConnection;
    private int _hasLog;

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    // Another process holds the lock too long, or the disk fails (https://www.sqlite.org/rescode.html).
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

    // One process owns the file, so a lock within the process is enough.
    public override async Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        var semaphore = _locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await semaphore.WaitAsync(cancellationToken);
        return new Releaser(semaphore);
    }

    // Writers queue in order for one connection, whose page cache stays valid. SQLite's own retries block a thread each and
    // do not keep the order.
    public override async Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        if (!await _writer.WaitAsync(TimeSpan.FromSeconds(Statements.Timeout), cancellationToken))
            throw new SqliteException("Others write for too long.", raw.SQLITE_BUSY);
        try
        {
            _writerConnection ??= await OpenWriterAsync(cancellationToken);
            return await InTransactionAsync(_writerConnection, work, cancellationToken);
        }
        catch
        {
            // Its state is unknown, so the next writer opens a new connection.
            if (_writerConnection is { } broken)
            {
                _writerConnection = null;
                await broken.DisposeAsync();
            }
            throw;
        }
        finally
        {
            _writer.Release();
        }
    }

    // Writes the log into the file; readers and the writer continue.
    public void Checkpoint()
    {
        using var connection = Open();
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    public void Dispose()
    {
        _writerConnection?.Dispose();
        _writer.Dispose();
    }

    private async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync($"PRAGMA cache_size = -{WriterCacheKilobytes}");
        return connection;
    }

    private SqliteConnection Prepare(SqliteConnection connection)
    {
        // The file keeps its journal mode. synchronous=NORMAL is safe with it.
        if (Interlocked.Exchange(ref _hasLog, 1) == 0)
            connection.Execute("PRAGMA journal_mode = WAL");
        if (_prepared.TryAdd(connection.Handle!, this))
            connection.Execute(
                $"""
                PRAGMA foreign_keys = ON;
                PRAGMA synchronous = NORMAL;
                PRAGMA busy_timeout = {BusyMilliseconds};
                PRAGMA wal_autocheckpoint = {MaxLogPages};
                """
            );
        return connection;
    }

    private sealed class Releaser(SemaphoreSlim semaphore) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            semaphore.Release();
            return ValueTask.CompletedTask;
        }
    }
}
