using System.Globalization;
using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Queries;

/// <summary>The sorts of a query (reference page "Sort data source entries").</summary>
internal static class RowOrder
{
    public static (Func<IEnumerable<SimulatedRow>, IOrderedEnumerable<SimulatedRow>>? Order, string? Problem) Read(
        JsonNode? sorts,
        SimulatedDataSource source
    )
    {
        if (sorts is not (null or JsonArray))
            return (null, "body.sorts should be an array.");
        var keys = new List<(Func<SimulatedRow, Key> Of, bool IsDescending)>();
        foreach (var sort in sorts as JsonArray ?? [])
        {
            var direction = sort.Member("direction").AsText();
            if (direction is not ("ascending" or "descending"))
                return (null, "body.sorts[].direction should be \"ascending\" or \"descending\".");
            if (KeyOf(sort!, source) is not { } key)
                return (null, $"body.sorts[] names no timestamp or property: {sort!.ToJsonString()}");
            keys.Add((key, direction == "descending"));
        }
        return (rows => Sort(rows, keys), null);
    }

    private static IOrderedEnumerable<SimulatedRow> Sort(
        IEnumerable<SimulatedRow> rows,
        List<(Func<SimulatedRow, Key> Of, bool IsDescending)> keys
    )
    {
        var sorted = rows.OrderBy(_ => 0);
        foreach (var (key, isDescending) in keys)
            sorted = isDescending ? sorted.ThenByDescending(key) : sorted.ThenBy(key);
        return sorted;
    }

    private static Func<SimulatedRow, Key>? KeyOf(JsonNode sort, SimulatedDataSource source) =>
        sort.Member("timestamp").AsText() switch
        {
            "created_time" => row => Minute(row.CreatedTime),
            "last_edited_time" => row => Minute(row.LastEditedTime),
            null when sort.Member("property").AsText() is { } name && source.FindColumn(name) is { } column => row =>
                KeyOf(row, column),
            _ => null,
        };

    private static Key KeyOf(SimulatedRow row, SimulatedColumn column) =>
        column.Type switch
        {
            "created_time" => Minute(row.CreatedTime),
            "last_edited_time" => Minute(row.LastEditedTime),
            "unique_id" => new(row.Number, ""),
            "number" => new((double?)row.Value(column) ?? double.NegativeInfinity, ""),
            "select" or "status" => new(column.Entries.FindIndex(it => it.Name == PlainValues.Text(row, column)), ""),
            "date" => new(
                DateTimeOffset.TryParse(
                    (string?)row.Value(column)?["start"],
                    CultureInfo.InvariantCulture,
                    out var time
                )
                    ? time.UtcTicks
                    : double.NegativeInfinity,
                ""
            ),
            _ => new(0, PlainValues.Text(row, column) ?? ""),
        };

    // Rows of the same minute have no order.
    private static Key Minute(DateTimeOffset time) => new(DateValue.CutToMinute(time).UtcTicks, "");

    private readonly record struct Key(double Number, string Text) : IComparable<Key>
    {
        public int CompareTo(Key other) =>
            Number.CompareTo(other.Number) is not 0 and var result
                ? result
                : string.Compare(Text, other.Text, StringComparison.OrdinalIgnoreCase);
    }
}
