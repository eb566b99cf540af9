using System.Data.Common;
using System.Security.Cryptography;
using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>The one place where SQLite and PostgreSQL differ; everything else is the same SQL for both.</summary>
internal abstract class Database
{
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

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken);
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
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "INSERT INTO probes (id, content) VALUES (@id, @content)",
                    row,
                    transaction
                );
                return await connection.ExecuteAsync("DELETE FROM probes WHERE id <> @id", row, transaction);
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
    public virtual async Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work,
        CancellationToken cancellationToken
    )
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

    protected virtual bool IsLostConnection(DbException exception) => false;

    // Closes the connections of the pool, which may all have died.
    protected abstract void Forget();

    protected async Task<T> InTransactionAsync<T>(
        DbConnection connection,
        Func<DbConnection, DbTransaction, Task<T>> work,
        Action committing,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work(connection, transaction);
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
