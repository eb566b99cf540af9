using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Server.Notion.Enrich.AsCode;

/// <summary>What a change writes, for people.</summary>
internal static class RowDifferences
{
    public static IReadOnlyList<(string Column, string Before, string After)> Of(
        RowChange change,
        Row row,
        DataSource schema
    )
    {
        if (change.Body?["properties"] is not JsonObject properties)
            return [];
        var differences = new List<(string, string, string)>();
        foreach (var column in schema.Columns)
        {
            if (properties[column.DeliveredId] is not JsonObject value)
                continue;
            var before = row.Cells.GetValueOrDefault(column.Id);
            differences.Add((column.Name, TextOf(before, column), TextOf(value, column)));
        }
        return differences;
    }

    private static string TextOf(JsonObject property, Column column)
    {
        var value = property[column.Type] is { } json
            ? JsonSerializer.Deserialize(json.ToJsonString(), DifferenceJson.Default.JsonElement)
            : default;
        return TextOf(new Cell(column.Id, column.Type, value), column);
    }

    private static string TextOf(Cell? cell, Column column)
    {
        if (cell is null)
            return "";
        // A status is written by the id of its option.
        if (
            cell is { Type: "status", Value.ValueKind: JsonValueKind.Object }
            && cell.Value.TryGetProperty("id", out var id)
            && column.FindOption(id.GetString() ?? "") is { } option
        )
            return option.Name;
        return cell.Canonical.Replace('\n', ' ');
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class DifferenceJson : System.Text.Json.Serialization.JsonSerializerContext;
