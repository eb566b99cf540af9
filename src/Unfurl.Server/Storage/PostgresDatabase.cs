using System.Data.Common;
using Dapper;
using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>A server that several replicas share.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database, IAsyncDisposable
{
    // Connections of one process for work, and the same number for locks, unless the connection string sets a size.
    // Npgsql allows 100, and a PostgreSQL server admits 100 in all by default.
    private const int MaxConnections = 20;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Bounded(connectionString));

    // A lock's holder needs another connection for its work, and must not queue for it behind callers that wait for the lock.
    private readonly NpgsqlDataSource _locks = NpgsqlDataSource.Create(
        Bounded(new NpgsqlConnectionStringBuilder(connectionString) { MinPoolSize = 0 }.ToString())
    );

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
