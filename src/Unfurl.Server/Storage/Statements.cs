using System.Data.Common;
using Dapper;

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
    ) => connection.ExecuteAsync(Of(sql, parameters, cancellationToken));

    public static Task<IEnumerable<T>> QueryAsync<T>(
        this DbConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => connection.QueryAsync<T>(Of(sql, parameters, cancellationToken));

    public static Task<T?> QuerySingleOrDefaultAsync<T>(
        this DbConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => connection.QuerySingleOrDefaultAsync<T>(Of(sql, parameters, cancellationToken));

    private static CommandDefinition Of(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
