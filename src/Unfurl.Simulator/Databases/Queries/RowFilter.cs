using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Queries;

/// <summary>The filter of a query (reference page "Filter data source entries"), as far as the simulator plays it.</summary>
internal static class RowFilter
{
    private const int MaxDepth = 2;

    public static (Func<SimulatedRow, bool>? Matches, string? Problem) Read(
        JsonNode? filter,
        SimulatedDataSource source
    ) =>
        filter switch
        {
            null => (_ => true, null),
            JsonObject condition => Read(condition, source, 0),
            _ => (null, "body.filter should be an object."),
        };

    private static (Func<SimulatedRow, bool>? Matches, string? Problem) Read(
        JsonObject condition,
        SimulatedDataSource source,
        int depth
    )
    {
        foreach (var connective in (ReadOnlySpan<string>)["and", "or"])
        {
            if (!condition.ContainsKey(connective))
                continue;
            if (condition.Count > 1 || condition[connective] is not JsonArray parts)
                return (null, $"body.filter.{connective} should be an array, and stand alone.");
            if (depth == MaxDepth)
                return (null, $"body.filter nests more than {MaxDepth} levels.");
            var matches = new List<Func<SimulatedRow, bool>>();
            foreach (var part in parts)
            {
                var (matchesPart, problem) = part is JsonObject inner
                    ? Read(inner, source, depth + 1)
                    : (null, $"body.filter.{connective} should hold objects.");
                if (matchesPart is null)
                    return (null, problem);
                matches.Add(matchesPart);
            }
            return connective == "and"
                ? (row => matches.TrueForAll(it => it(row)), null)
                : (row => matches.Exists(it => it(row)), null);
        }
        return condition.ContainsKey("timestamp") ? ReadTimestamp(condition) : ReadProperty(condition, source);
    }

    private static (Func<SimulatedRow, bool>? Matches, string? Problem) ReadTimestamp(JsonObject condition)
    {
        var timestamp = condition["timestamp"].AsText();
        if (timestamp is not ("created_time" or "last_edited_time"))
            return (null, "body.filter.timestamp should be \"created_time\" or \"last_edited_time\".");
        if (condition.Count != 2 || Operator(condition[timestamp]) is not { } comparison)
            return (null, $"body.filter.{timestamp} should hold one operator.");
        var (matches, problem) = TimeFilter.Read(comparison.Name, comparison.Operand);
        return matches is null
            ? (null, problem)
            : (row => matches(timestamp == "created_time" ? row.CreatedTime : row.LastEditedTime), null);
    }

    private static (Func<SimulatedRow, bool>? Matches, string? Problem) ReadProperty(
        JsonObject condition,
        SimulatedDataSource source
    )
    {
        var name = condition["property"].AsText();
        if (name is null)
            return (null, "body.filter should name a property, a timestamp, and or or.");
        if (source.FindColumn(name) is not { } column)
            return (null, $"Could not find property with name or id: {name}");
        string[] types = [.. condition.Select(it => it.Key).Where(key => key is not ("property" or "type"))];
        if (types is not [var type] || Operator(condition[type]) is not { } comparison)
            return (null, $"body.filter for {name} should hold one type with one operator.");
        // The documentation has title and rich_text beside each other.
        if (type != column.Type)
            return (null, $"database property {column.Type} does not match filter {type}");
        var (matches, problem) = ReadCell(column, comparison.Name, comparison.Operand);
        return matches is null ? (null, $"body.filter for {name}: {problem}") : (matches, null);
    }

    private static (Func<SimulatedRow, bool>? Matches, string? Problem) ReadCell(
        SimulatedColumn column,
        string name,
        JsonNode? operand
    )
    {
        if (name is "is_empty" or "is_not_empty" && column.Type != "checkbox")
        {
            if (operand is not JsonValue flag || !flag.TryGetValue<bool>(out var isTrue) || !isTrue)
                return (null, $"{name} should be true.");
            return (row => PlainValues.List(row, column).Count == 0 == (name == "is_empty"), null);
        }
        switch (column.Type)
        {
            case "title" or "rich_text" or "url" or "email" or "phone_number":
                return ValueFilters.Text(column, name, operand);
            case "select" or "status" or "multi_select":
                return ValueFilters.Options(column, name, operand);
            case "checkbox":
                return ValueFilters.Checkbox(column, name, operand);
            case "number":
                return ValueFilters.Number(column, name, operand);
            case "people" or "relation":
                return ValueFilters.Ids(column, name, operand);
            case "date" or "created_time" or "last_edited_time":
                var (matches, problem) = TimeFilter.Read(name, operand);
                return matches is null
                    ? (null, problem)
                    : (row => TimeFilter.TimeOf(row, column) is { } time && matches(time), null);
            default:
                return (null, $"the simulator has no filter for {column.Type}.");
        }
    }

    private static (string Name, JsonNode? Operand)? Operator(JsonNode? node) =>
        node is JsonObject { Count: 1 } operators ? (operators.First().Key, operators.First().Value) : null;
}
