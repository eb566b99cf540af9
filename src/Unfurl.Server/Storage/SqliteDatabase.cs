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
    /// <summary>For so long SQLite itself waits for a lock, with naps from 1 ms on; then the client does, with naps of 150 ms.</summary>
    private const int BusyMilliseconds = 1000;

    /// <summary>
    /// Pages in the log after which whoever writes moves them into the file himself, should <see cref="SqliteCheckpointWorker"/>
    /// not get to it: 64 MB.
    /// </summary>
    private const int MaxLogPages = 16_384;

    /// <summary>What the connection that writes may remember of the file: previews are stored all over it.</summary>
    private const int WriterCacheKilobytes = 16_384;

    // Settings that would be made each time a connection is taken from the pool are made by Prepare, once.
    private readonly string _connectionString = new SqliteConnectionStringBuilder(connectionString)
    {
        ForeignKeys = null,
    }.ToString();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Connections of the pool whose settings were made; they last as long as the connection.</summary>
    private readonly ConditionalWeakTable<sqlite3, SqliteDatabase> _prepared = [];
    private DbConnection? _writerConnection;
    private int _hasLog;

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

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

    /// <summary>
    /// In the order in which they come, over one connection: what it read stays known to it, because nobody else writes. SQLite
    /// itself would let those who wait sleep and try again, each on a thread of its own, and who comes late may be first.
    /// </summary>
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
            // Whatever state it is in, the next one begins anew.
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

    /// <summary>Moves what was written from the log into the file, beside those who read and write.</summary>
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
        // The journal mode stays with the file, so once is enough; synchronous=NORMAL is safe with it.
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
