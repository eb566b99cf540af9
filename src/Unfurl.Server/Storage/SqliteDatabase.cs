using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Unfurl.Server.Storage;

/// <summary>A file on a single node. Several readers and one writer at a time (write-ahead log).</summary>
internal class SqliteDatabase : Database, IDisposable
{
    // SQLite retries a lock from 1 ms on for this long; afterwards the client library retries every 150 ms.
    private const int BusyMilliseconds = 1000;

    // 64 MB of log pages, after which a writer writes them into the file if SqliteCheckpointWorker has not.
    private const int MaxLogPages = 16_384;

    // The writer's page cache: displays are spread over the whole file.
    private const int WriterCacheKilobytes = 16_384;

    // A holder waits for another service for seconds. Longer means that it hangs.
    private static readonly TimeSpan MaxLockWait = TimeSpan.FromSeconds(30);

    private readonly string _file;
    private readonly LockQueues _locks = new();
    private readonly SemaphoreSlim _writer = new(1, 1);

    // Entries live as long as their connection.
    private readonly ConditionalWeakTable<sqlite3, SqliteDatabase> _prepared = [];
    private volatile string _connectionString;
    private DbConnection? _writerConnection;
    private bool _hasLog;

    public SqliteDatabase(string connectionString)
    {
        // Prepare sets the other options once per connection, because the client library would set them at each open.
        var settings = new SqliteConnectionStringBuilder(connectionString)
        {
            ForeignKeys = null,
            // Also for BEGIN and COMMIT, which the client library sends.
            DefaultTimeout = StatementTimeout,
        };
        (_file, _connectionString) = (settings.DataSource, settings.ToString());
    }

    public override string ForUpdate => "";

    public override string ForUpdateSkipLocked => "";

    // Another process holds the lock too long, the disk fails, or the file is not ours any more
    // (https://www.sqlite.org/rescode.html). The schema was complete at the start, so a missing table is another file.
    public override bool IsOutage(Exception exception) =>
        exception
            is SqliteException
            {
                SqliteErrorCode: raw.SQLITE_PERM
                    or raw.SQLITE_BUSY
                    or raw.SQLITE_LOCKED
                    or raw.SQLITE_NOMEM
                    or raw.SQLITE_READONLY
                    or raw.SQLITE_IOERR
                    or raw.SQLITE_CORRUPT
                    or raw.SQLITE_FULL
                    or raw.SQLITE_CANTOPEN
                    or raw.SQLITE_PROTOCOL
                    or raw.SQLITE_NOLFS
                    or raw.SQLITE_NOTADB
            }
        || exception is DatabaseTimeoutException
        || IsMissingTable(exception);

    public override IReadOnlyList<string> FindProblems()
    {
        Forget();
        return SqliteFileProblems.Find(_file);
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            Prepare(connection);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            ForgetAfter(exception);
            throw;
        }
    }

    public override DbConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch (Exception exception)
        {
            connection.Dispose();
            ForgetAfter(exception);
            throw;
        }
    }

    /// <summary>
    /// Also fails when the path no longer leads to the file that is open: then what is stored would be lost at the next
    /// start.
    /// </summary>
    public override async Task<string> ProbeAsync(CancellationToken cancellationToken)
    {
        var id = await base.ProbeAsync(cancellationToken);
        // New connections then read the file instead of the log beside it.
        Checkpoint();
        // A file that was there is not created again, empty.
        var existing = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadWrite };
        var another = new SqliteConnectionStringBuilder(existing.ToString()) { Pooling = false };
        try
        {
            await using var connection = new SqliteConnection(another.ToString());
            await connection.OpenAsync(cancellationToken);
            if (
                await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM probes WHERE id = @id", new { id }) == 0
            )
                throw new SqliteException("The file was replaced.", raw.SQLITE_READONLY);
            if (_connectionString != existing.ToString())
            {
                Forget();
                _connectionString = existing.ToString();
            }
            return id;
        }
        catch (SqliteException)
        {
            await _writer.WaitAsync(cancellationToken);
            try
            {
                await CloseWriterAsync();
            }
            finally
            {
                _writer.Release();
            }
            Forget();
            throw;
        }
    }

    // One process owns the file, so a lock within the process is enough.
    public override async Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxLockWait, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return new Lock(await _locks.EnterAsync(name, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SqliteException("Nobody released the lock in time.", raw.SQLITE_BUSY);
        }
    }

    public override Task<IAsyncDisposable> LockStartAsync(CancellationToken cancellationToken) =>
        LockAsync("start", cancellationToken);

    // Writers queue in order for one connection, whose page cache stays valid. SQLite's own retries block a thread each and
    // do not keep the order.
    public override async Task<T> InTransactionAsync<T>(
        Func<Session, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        if (!await _writer.WaitAsync(TimeSpan.FromSeconds(StatementTimeout), cancellationToken))
            throw new SqliteException("Others write for too long.", raw.SQLITE_BUSY);
        try
        {
            _writerConnection ??= await OpenWriterAsync(cancellationToken);
            return await InTransactionAsync(_writerConnection, work, () => { }, cancellationToken);
        }
        catch (Exception exception)
        {
            // Its state is unknown, so the next writer opens a new connection.
            await CloseWriterAsync();
            ForgetAfter(exception);
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
        Forget();
        GC.SuppressFinalize(this);
    }

    private async Task<DbConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync($"PRAGMA cache_size = -{WriterCacheKilobytes}");
        return connection;
    }

    private async Task CloseWriterAsync()
    {
        if (_writerConnection is not { } broken)
            return;
        _writerConnection = null;
        await broken.DisposeAsync();
    }

    // SQLite ends a transaction by itself when the disk fails (https://www.sqlite.org/lang_transaction.html). The client
    // library does not notice, and neither the transaction nor its connection can be closed without something to roll back.
    protected override async Task RollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (SqliteException) when (transaction.Connection is SqliteConnection { Handle: { } handle })
        {
            raw.sqlite3_exec(handle, "BEGIN");
            await base.RollBackAsync(transaction);
        }
    }

    // Connections that are open may lead to a file that is gone, or may have been opened while it was read-only.
    private void ForgetAfter(Exception exception)
    {
        if (IsOutage(exception))
            Forget();
    }

    protected override void Forget()
    {
        using var any = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(any);
    }

    private void Prepare(SqliteConnection connection)
    {
        if (_prepared.TryGetValue(connection.Handle!, out _))
            return;
        // SQLite opens a file that it may not write as read-only, without an error.
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
            throw new SqliteException("The file cannot be written.", raw.SQLITE_READONLY);
        // The file keeps its journal mode. synchronous=NORMAL is safe with it.
        if (!Volatile.Read(ref _hasLog))
            connection.Execute("PRAGMA journal_mode = WAL");
        Volatile.Write(ref _hasLog, true);
        connection.Execute(
            $"""
            PRAGMA foreign_keys = ON;
            PRAGMA synchronous = NORMAL;
            PRAGMA busy_timeout = {BusyMilliseconds};
            PRAGMA wal_autocheckpoint = {MaxLogPages};
            """
        );
        _prepared.TryAdd(connection.Handle!, this);
    }

    private static bool IsMissingTable(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_ERROR }
        && exception.Message.Contains("no such table", StringComparison.Ordinal);

    private sealed class Lock(IDisposable place) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            place.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
