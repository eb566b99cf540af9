using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>The one place where SQLite and PostgreSQL differ; everything else is the same SQL for both.</summary>
internal abstract class Database
{
    /// <summary>The command timeout of what may wait for as long as its caller does.</summary>
    protected internal const int NoLimit = 0;

    /// <summary>
    /// Ends a SELECT that locks its rows until the transaction's end. Nothing where a transaction that may write is the
    /// only one there is.
    /// </summary>
    public abstract string ForUpdate { get; }

    /// <summary>The same, and rows that another transaction has locked are left out rather than waited for.</summary>
    public abstract string ForUpdateSkipLocked { get; }

    /// <summary>Opens a connection; dispose it to give it back to the pool.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a connection from code that cannot wait asynchronously (the key ring's reader).</summary>
    public abstract DbConnection Open();

    /// <summary>Whether a failure says that the database is out of order for now, rather than that a statement is wrong.</summary>
    public abstract bool IsOutage(DbException exception);

    /// <summary>Asks the database for an answer, any.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>
    /// Holds a lock by name, over all replicas that share the database, until disposed. Not tied to a transaction, so
    /// that it may be held while waiting for another service.
    /// </summary>
    public abstract Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Runs work in one transaction: all of it is stored, or nothing.</summary>
    public virtual async Task<T> InTransactionAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await InTransactionAsync(connection, work, cancellationToken);
    }

    protected static async Task<T> InTransactionAsync<T>(
        DbConnection connection,
        Func<DbConnection, DbTransaction, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
