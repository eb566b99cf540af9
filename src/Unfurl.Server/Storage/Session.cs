using System.Data.Common;
using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>A transaction in progress, with Dapper's calls.</summary>
internal sealed class Session(Database database, DbConnection connection, DbTransaction transaction)
{
    /// <summary>
    /// Ends a SELECT that locks its rows until the end of the transaction. Empty where only one transaction can write.
    /// </summary>
    public string ForUpdate => database.ForUpdate;

    /// <summary>The same, but it skips rows that another transaction has locked.</summary>
    public string ForUpdateSkipLocked => database.ForUpdateSkipLocked;

    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(sql, parameters, transaction);

    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(sql, parameters, transaction)).AsList();

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleAsync<T>(sql, parameters, transaction);

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleOrDefaultAsync<T>(sql, parameters, transaction);

    /// <summary>For a script, which may take long.</summary>
    public Task<int> ExecuteUnlimitedAsync(string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                sql,
                transaction: transaction,
                commandTimeout: Database.NoLimit,
                cancellationToken: cancellationToken
            )
        );
}
