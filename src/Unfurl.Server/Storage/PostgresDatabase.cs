using System.Data.Common;
using Dapper;
using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>A server that several replicas share.</summary>
internal sealed class PostgresDatabase : Database, IAsyncDisposable
{
    // Connections of one process for work, and the same number for locks, unless the connection string sets a size.
    // Npgsql allows 100, and a PostgreSQL server admits 100 in all by default.
    private const int MaxConnections = 20;

    // In seconds. Nobody waits longer for a preview than this, so nobody waits longer for a connection.
    private const int ConnectTimeout = Statements.Timeout;

    private readonly NpgsqlDataSource _source;

    // A lock's holder needs another connection for its work, and must not queue for it behind callers that wait for the lock.
    private readonly NpgsqlDataSource _locks;

    public PostgresDatabase(string connectionString)
    {
        var bounded = Bounded(connectionString);
        _source = NpgsqlDataSource.Create(bounded);
        _locks = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(bounded.ConnectionString) { MinPoolSize = 0 }
        );
        ReserveThreads(2 * bounded.MaxPoolSize);
    }

    public override string ForUpdate => "FOR UPDATE";

    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    // No connection, or one of PostgreSQL's classes connection exception, insufficient resources, operator intervention and
    // system error (https://www.postgresql.org/docs/current/errcodes-appendix.html), or read-only after a failover.
    public override bool IsOutage(DbException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state[..2] is "08" or "53" or "57" or "58"
        || state == PostgresErrorCodes.ReadOnlySqlTransaction;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public override DbConnection Open() => _source.OpenConnection();

    // PostgreSQL releases an advisory lock with its connection, so a stopped replica holds none.
    public override async Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        var connection = await _locks.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "SELECT pg_advisory_lock(hashtextextended(@name, 0))",
                    new { name },
                    commandTimeout: Database.NoLimit,
                    cancellationToken: cancellationToken
                )
            );
            return new Releaser(connection, name);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _locks.DisposeAsync();
        await _source.DisposeAsync();
    }

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

    private sealed class Releaser(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var _ = connection;
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(hashtextextended(@name, 0))", new { name });
        }
    }
}
