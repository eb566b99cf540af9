using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>Lists in SQL as one parameter for each value, because SQLite has no arrays.</summary>
internal static class ListParameters
{
    /// <summary>Maximum number of values in one list, far below the databases' parameter limits.</summary>
    public const int MaxLength = 500;

    /// <param name="row">One row, with # in the place of its number: (@provider, @name#).</param>
    /// <param name="columns">The parameters of a row, without the number.</param>
    /// <returns>All rows, with commas between them.</returns>
    public static string AddRows<T>(
        this DynamicParameters parameters,
        string row,
        IReadOnlyList<T> values,
        params ReadOnlySpan<(string Name, Func<T, object?> Value)> columns
    )
    {
        for (var i = 0; i < values.Count; i++)
        {
            foreach (var (name, value) in columns)
                parameters.Add($"{name}{i}", value(values[i]));
        }
        return string.Join(", ", Enumerable.Range(0, values.Count).Select(i => row.Replace("#", $"{i}")));
    }

    public static string AddList(this DynamicParameters parameters, string name, IReadOnlyList<string> values) =>
        parameters.AddRows($"@{name}#", values, (name, value => value));
}
