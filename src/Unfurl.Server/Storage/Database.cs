using System.Data.Common;

namespace Unfurl.Server.Storage;

/// <summary>The one place where SQLite and PostgreSQL differ; everything else is the same SQL for both.</summary>
internal abstract class Database
{
    // The command timeout of a call that may wait as long as its caller.
    protected internal const int NoLimit = 0;

    // Ends a SELECT that locks its rows until the end of the transaction. Empty where only one transaction can write.
    public abstract string ForUpdate { get; }

    // The same, but it skips rows that another transaction has locked.
    public abstract string ForUpdateSkipLocked { get; }

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default);

    // For the key ring's reader, which cannot wait asynchronously.
    public abstract DbConnection Open();

    // True for a temporary outage of the database, false for a wrong statement.
    public abstract bool IsOutage(DbException exception);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        await command.ExecuteScalarAsync(cancellationToken);
    }

    // Held across all replicas until disposed. It is independent of transactions, so that a caller can hold it while it
    // waits for another service.
    public abstract Task<IAsyncDisposable> LockAsync(string name, CancellationToken cancellationToken);

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
