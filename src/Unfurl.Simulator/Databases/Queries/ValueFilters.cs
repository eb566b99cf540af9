using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Queries;

/// <summary>What a filter compares a cell with.</summary>
internal static class ValueFilters
{
    // Whether Notion folds case is not documented: here it does not.
    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Text(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        if (operand is not JsonValue value || !value.TryGetValue<string>(out var wanted))
            return (null, $"{name} should be a string.");
        Func<string, bool>? compare = name switch
        {
            "equals" => text => text == wanted,
            "does_not_equal" => text => text != wanted,
            "contains" => text => text.Contains(wanted, StringComparison.Ordinal),
            "does_not_contain" => text => !text.Contains(wanted, StringComparison.Ordinal),
            "starts_with" => text => text.StartsWith(wanted, StringComparison.Ordinal),
            "ends_with" => text => text.EndsWith(wanted, StringComparison.Ordinal),
            _ => null,
        };
        return compare is null ? Unknown(name) : (row => compare(PlainValues.Text(row, column) ?? ""), null);
    }

    // Several values are allowed since 2026-04-17 (changelog). An option that does not exist is refused, as in the application.
    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Options(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        var wanted = (operand as JsonArray ?? [operand?.DeepClone()]).Select(it => it?.ToString()).ToList();
        if (wanted.Find(it => !column.Entries.Exists(option => option.Name == it)) is { } missing)
            return (null, $"{column.Type} option \"{missing}\" not found for property \"{column.Name}\".");
        if (wanted.Contains(null) || wanted.Count == 0)
            return (null, $"{name} should be the name of an option, or several.");
        bool Holds(SimulatedRow row) => PlainValues.List(row, column).Intersect(wanted).Any();
        return (column.Type, name) switch
        {
            ("multi_select", "contains") or ("select" or "status", "equals") => (Holds, null),
            ("multi_select", "does_not_contain") or ("select" or "status", "does_not_equal") => (
                row => !Holds(row),
                null
            ),
            _ => Unknown(name),
        };
    }

    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Checkbox(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        if (operand is not JsonValue value || !value.TryGetValue<bool>(out var wanted))
            return (null, $"{name} should be a boolean.");
        bool Holds(SimulatedRow row) => ((bool?)row.Value(column) ?? false) == wanted;
        return name switch
        {
            "equals" => (Holds, null),
            "does_not_equal" => (row => !Holds(row), null),
            _ => Unknown(name),
        };
    }

    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Number(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        if (operand is not JsonValue value || !value.TryGetValue<double>(out var wanted))
            return (null, $"{name} should be a number.");
        Func<double?, bool>? compare = name switch
        {
            "equals" => number => number == wanted,
            "does_not_equal" => number => number != wanted,
            "greater_than" => number => number > wanted,
            "less_than" => number => number < wanted,
            "greater_than_or_equal_to" => number => number >= wanted,
            "less_than_or_equal_to" => number => number <= wanted,
            _ => null,
        };
        return compare is null ? Unknown(name) : (row => compare((double?)row.Value(column)), null);
    }

    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Ids(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        if (!Guid.TryParse(operand?.ToString(), out var id))
            return (null, $"{name} should be a uuid.");
        var wanted = id.ToString();
        bool Holds(SimulatedRow row) => (row.Value(column) as JsonArray ?? []).Any(it => (string?)it == wanted);
        return name switch
        {
            "contains" => (Holds, null),
            "does_not_contain" => (row => !Holds(row), null),
            _ => Unknown(name),
        };
    }

    private static (Func<SimulatedRow, bool>? Matches, string? Problem) Unknown(string name) =>
        (null, $"{name} is no operator here, or one that the simulator does not play.");
}
