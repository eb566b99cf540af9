using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>A server that several replicas share.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    /// <summary>The server's clock, in milliseconds since 1970, when the expression is evaluated.</summary>
    public const string Now = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

    // Connections of one process, unless the connection string sets a size. Npgsql allows 100, and a PostgreSQL server admits
    // 100 in all by default.
    private const int MaxConnections = 20;

    // In seconds. Nobody waits longer for a preview than this, so nobody waits longer for a connection.
    private const int ConnectTimeout = StatementTimeout;

    // A migration of a large database takes minutes.
    private static readonly TimeSpan MaxStartWait = TimeSpan.FromMinutes(10);

    // Npgsql has no name for it.
    private const string IdleInTransactionSessionTimeout = "25P03";

    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _source;
    private readonly PostgresLocks _locks;

    public PostgresDatabase(string connectionString)
    {
        var bounded = Bounded(connectionString);
        _source = NpgsqlDataSource.Create(bounded);
        _locks = new PostgresLocks(this);
        ReserveThreads(bounded.MaxPoolSize);
    }

    public override string ForUpdate => "FOR UPDATE";

    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    public override bool IsOutage(Exception exception) => IsUnusable(exception);

    // No connection, or one of PostgreSQL's classes connection exception, invalid authorization, insufficient resources,
    // object not in prerequisite state, operator intervention, system error, configuration file error and internal error
    // (https://www.postgresql.org/docs/current/errcodes-appendix.html); or a single code for a server that cannot do now what
    // it did at the start.
    internal static bool IsUnusable(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: var state } => state[..2]
                is "08"
                    or "28"
                    or "53"
                    or "55"
                    or "57"
                    or "58"
                    or "F0"
                    or "XX"
                || state
                    is PostgresErrorCodes.ReadOnlySqlTransaction
                        or IdleInTransactionSessionTimeout
                        or PostgresErrorCodes.InvalidCatalogName
                        or PostgresErrorCodes.SerializationFailure
                        or PostgresErrorCodes.DeadlockDetected
                        or PostgresErrorCodes.InsufficientPrivilege
                        or PostgresErrorCodes.UndefinedTable,
            // The host's name has no address, for example.
            _ => exception is NpgsqlException or SocketException or TimeoutException or DatabaseTimeoutException,
        };

    protected override bool IsEndedConnection(DbException exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or IdleInTransactionSessionTimeout
                    or PostgresErrorCodes.IdleSessionTimeout
            };

    protected override bool IsLostConnection(DbException exception) =>
        IsEndedConnection(exception) || exception is NpgsqlException { InnerException: IOException or SocketException };

    protected override bool IsConflict(DbException exception) =>
        exception
            is PostgresException
            {
                SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            };

    protected override void Forget() => _source.Clear();

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public override DbConnection Open() => _source.OpenConnection();

    public override Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken) =>
        QuerySingleOrDefaultAsync<DateTimeOffset?>($"SELECT {Now}", null, cancellationToken);

    public override Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken) =>
        _locks.TakeAsync(name, cancellationToken);

    // An advisory lock of a transaction needs no table, holds behind a pooler, and ends with the process. Who waits for it
    // asks again, and holds no transaction meanwhile.
    public override async Task<IAsyncDisposable> LockStartAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < MaxStartWait)
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken);
            try
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken);
                // The transaction idles while the holder migrates.
                await connection.ExecuteAsync(
                    "SET LOCAL idle_in_transaction_session_timeout = 0",
                    transaction: transaction
                );
                var isOurs = await connection.ExecuteScalarAsync<bool>(
                    "SELECT pg_try_advisory_xact_lock(hashtextextended('unfurl start', 0))",
                    transaction: transaction
                );
                if (isOurs)
                    return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
            await connection.DisposeAsync();
            await Task.Delay(StartPause, TimeProvider.System, cancellationToken);
        }
        throw new TimeoutException(
            $"another replica has been preparing the database for {MaxStartWait.TotalMinutes} minutes"
        );
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal static NpgsqlConnectionStringBuilder Bounded(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // Npgsql's builder contains the default of every key; the base class contains only the keys of the string.
        var written = new DbConnectionStringBuilder { ConnectionString = builder.ToString() };
        if (!written.ContainsKey("Maximum Pool Size"))
            builder.MaxPoolSize = Math.Max(MaxConnections, builder.MinPoolSize);
        if (!written.ContainsKey("Timeout"))
            builder.Timeout = ConnectTimeout;
        // Npgsql tries Kerberos encryption first: an error line at the start where there is no library for it, and one in
        // the server's log for each connection where there is no ticket. A late statement is cancelled over a connection
        // of its own, which then takes twice as long to give up.
        if (!written.ContainsKey("GSS Encryption Mode"))
            builder.GssEncryptionMode = GssEncryptionMode.Disable;
        if (!written.ContainsKey("Cancellation Timeout"))
            builder.CancellationTimeout = -1;
        // Nothing is left on a connection: settings are those of transactions, and Npgsql ends these itself.
        if (!written.ContainsKey("No Reset On Close"))
            builder.NoResetOnClose = true;
        return builder;
    }

    /// <summary>
    /// Npgsql blocks a thread for each late statement that it cancels. With a thread for each connection, none of them is
    /// one that others wait for.
    /// </summary>
    private static void ReserveThreads(int connections)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, connections + Environment.ProcessorCount), ports);
    }
}
