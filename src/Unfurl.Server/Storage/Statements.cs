using System.Data.Common;
using Dapper;
using Npgsql;

namespace Unfurl.Server.Storage;

/// <summary>Dapper's calls with cancellation.</summary>
internal static class Statements
{
    // In seconds. Statements take milliseconds, so a longer one means that the database is in trouble.
    public const int Timeout = 5;

    public static Task<int> ExecuteAsync(
        this DbConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => RunAsync(connection, sql, parameters, connection.ExecuteAsync, cancellationToken);

    public static Task<IEnumerable<T>> QueryAsync<T>(
        this DbConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => RunAsync(connection, sql, parameters, connection.QueryAsync<T>, cancellationToken);

    public static Task<T?> QuerySingleOrDefaultAsync<T>(
        this DbConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => RunAsync(connection, sql, parameters, connection.QuerySingleOrDefaultAsync<T>, cancellationToken);

    // A connection may have died in the pool. The statement is not part of a transaction, so it runs again on another
    // connection, unless it may have been stored already.
    private static async Task<T> RunAsync<T>(
        DbConnection connection,
        string sql,
        object? parameters,
        Func<CommandDefinition, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        var command = new CommandDefinition(sql, parameters, cancellationToken: cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await run(command);
            }
            catch (DbException exception)
                when (attempt < Database.LostAttempts
                    && (
                        PostgresDatabase.EndedConnection(exception)
                        || (IsRead(sql) && PostgresDatabase.LostConnection(exception))
                    )
                )
            {
                // The others in the pool may have died with it.
                NpgsqlConnection.ClearPool((NpgsqlConnection)connection);
                await connection.CloseAsync();
                await connection.OpenAsync(cancellationToken);
            }
        }
    }

    private static bool IsRead(string sql) => sql.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.Ordinal);
}
