using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>The one place where SQLite and PostgreSQL differ; everything else is the same SQL for both.</summary>
internal abstract class Database
{
    // In seconds. Statements take milliseconds, so a longer one means that the database is in trouble.
    public const int StatementTimeout = 5;

    // The command timeout of a call that may wait as long as its caller.
    protected internal const int NoLimit = 0;

    // How often work runs at most that had no effect: the database ended its transaction in favour of another one, or its
    // connection had died in the pool. While one caller closes the pool, others may still get dead connections
    // from it.
    protected internal const int Attempts = 5;

    // Each attempt ends one connection that died, and all of the pool may have died.
    protected internal const int LostAttempts = 25;

    // More than a page of SQLite's or PostgreSQL's, so that the probe needs free space.
    private const int ProbeLength = 16_384;

    static Database() => TypeHandlers.Add();

    // Ends a SELECT that locks its rows until the end of the transaction. Empty where only one transaction can write.
    public abstract string ForUpdate { get; }

    // The same, but it skips rows that another transaction has locked.
    public abstract string ForUpdateSkipLocked { get; }

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default);

    // For the key ring's reader, which cannot wait asynchronously.
    public abstract DbConnection Open();

    // True while the database cannot be used, false for a wrong statement. Callers respond 503 and 500.
    public abstract bool IsOutage(Exception exception);

    // What is wrong with the place of the data, one line for each problem, after a failure. Empty when unknown.
    public virtual IReadOnlyList<string> FindProblems() => [];

    // The database's own clock; null if it is this process's.
    public virtual Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);

    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(sql, parameters, (connection, command) => connection.ExecuteAsync(command), cancellationToken);

    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        (
            await RunAsync(
                sql,
                parameters,
                (connection, command) => connection.QueryAsync<T>(command),
                cancellationToken
            )
        ).AsList();

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(
            sql,
            parameters,
            (connection, command) => connection.QuerySingleOrDefaultAsync<T>(command),
            cancellationToken
        );

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("SELECT 1", cancellationToken: cancellationToken));
    }

    /// <summary>Writes a row, because a full or read-only database still answers reads.</summary>
    /// <returns>The row's id.</returns>
    public virtual async Task<string> ProbeAsync(CancellationToken cancellationToken)
    {
        var row = new
        {
            id = RandomNumberGenerator.GetHexString(32),
            content = RandomNumberGenerator.GetHexString(ProbeLength),
        };
        await InTransactionAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO probes (id, content) VALUES (@id, @content)", row);
                return await session.ExecuteAsync("DELETE FROM probes WHERE id <> @id", row);
            },
            cancellationToken
        );
        return row.id;
    }

    // Held across all replicas until disposed. It is independent of transactions, so that a caller can hold it while it
    // waits for another service.
    public abstract Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken);

    // Held by the one replica that prepares the database, before there are any tables.
    public abstract Task<IAsyncDisposable> LockStartAsync(CancellationToken cancellationToken);

    /// <param name="work">May run again, after a conflict with another transaction or on a new connection.</param>
    /// <param name="cancellationToken">Cancels the wait for a connection.</param>
    public virtual async Task<T> InTransactionAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isCommitting = false;
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await InTransactionAsync(connection, work, () => isCommitting = true, cancellationToken);
            }
            catch (DbException exception) when (attempt < Attempts && IsConflict(exception)) { }
            // Without the commit, nothing was stored.
            catch (DbException exception) when (attempt < LostAttempts && !isCommitting && IsLostConnection(exception))
            {
                Forget();
            }
        }
    }

    // True if the database ended the transaction in favour of another one.
    protected virtual bool IsConflict(DbException exception) => false;

    // The connection broke, and a statement may have had its effect.
    protected virtual bool IsLostConnection(DbException exception) => false;

    // The database ended the connection before the statement had an effect.
    protected virtual bool IsEndedConnection(DbException exception) => false;

    // Closes the connections of the pool, which may all have died.
    protected abstract void Forget();

    // A connection may have died in the pool. The statement is not part of a transaction, so it runs again on another
    // connection, unless it may have been stored already.
    private async Task<T> RunAsync<T>(
        string sql,
        object? parameters,
        Func<DbConnection, CommandDefinition, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        var command = new CommandDefinition(sql, parameters, cancellationToken: cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await OpenAsync(cancellationToken);
            try
            {
                return await run(connection, command);
            }
            catch (DbException exception)
                when (attempt < LostAttempts
                    && (IsEndedConnection(exception) || (IsRead(sql) && IsLostConnection(exception)))
                )
            {
                // The others in the pool may have died with it.
                Forget();
            }
        }
    }

    private static bool IsRead(string sql) => sql.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.Ordinal);

    protected async Task<T> InTransactionAsync<T>(
        DbConnection connection,
        Func<Session, Task<T>> work,
        Action committing,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work(new Session(this, connection, transaction));
            committing();
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            await RollBackAsync(transaction);
        }
    }

    // A database that failed may have ended the transaction by itself. Then rolling back fails too, and must not hide the
    // first failure.
    protected virtual async Task RollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException) { }
    }
}
