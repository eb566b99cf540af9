using System.Data.Common;
using Dapper;
using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>A server that several replicas share.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database, IAsyncDisposable
{
    /// <summary>
    /// Connections of one process for work, and as many again for locks, unless the connection string names a number.
    /// Npgsql's own limit is 100, and a PostgreSQL server admits 100 in all by default.
    /// </summary>
    private const int MaxConnections = 20;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Bounded(connectionString));

    /// <summary>
    /// Locks have connections of their own: who holds one needs another connection for its work, and must not wait for it
    /// behind those who wait for the lock.
    /// </summary>
    private readonly NpgsqlDataSource _locks = NpgsqlDataSource.Create(
        Bounded(new NpgsqlConnectionStringBuilder(connectionString) { MinPoolSize = 0 }.ToString())
    );

    public override string ForUpdate => "FOR UPDATE";

    public override string ForUpdateSkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <summary>
    /// No connection, or the server's own words for it: connection exception, insufficient resources, operator intervention,
    /// system error (https://www.postgresql.org/docs/current/errcodes-appendix.html), read-only after a failover.
    /// </summary>
    public override bool IsOutage(DbException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state[..2] is "08" or "53" or "57" or "58"
        || state == PostgresErrorCodes.ReadOnlySqlTransaction;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public override DbConnection Open() => _source.OpenConnection();

    /// <summary>An advisory lock of the connection: it ends with the connection, so a dead replica holds none.</summary>
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
        // A builder knows every key's default; the plain one knows the keys that were written.
        var written = new DbConnectionStringBuilder { ConnectionString = builder.ToString() };
        if (!written.ContainsKey("Maximum Pool Size"))
            builder.MaxPoolSize = Math.Max(MaxConnections, builder.MinPoolSize);
        return builder;
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
