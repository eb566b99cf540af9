using System.Data.Common;
using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>Dapper's calls, ended with whoever waits for them.</summary>
internal static class Statements
{
    /// <summary>Seconds after which a statement is given up: ours take milliseconds, so then the database is in trouble.</summary>
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
