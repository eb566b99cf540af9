using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>Cells as the API shows them (reference page "Page properties").</summary>
internal static class CellJson
{
    // The references of a property that a page holds; the rest is behind the endpoint of the property. Of texts only mentions are
    // said to count; here every item does.
    public const int MaxReferences = 25;

    // Below the type, whole.
    public static JsonNode? Value(SimulatedRow row, SimulatedColumn column, SimulatedConnection reader)
    {
        var value = row.Value(column);
        return column.Type switch
        {
            "title" or "rich_text" or "files" => value?.DeepClone() ?? new JsonArray(),
            "select" => column.Entries.Find(it => it.Id == (string?)value) is { } option ? OptionOf(option) : null,
            "status" => (column.Entries.Find(it => it.Id == (string?)value) ?? column.DefaultOption) is { } option
                ? OptionOf(option)
                : null,
            "multi_select" => new JsonArray([
                .. (value as JsonArray ?? [])
                    .Select(id => column.Entries.Find(it => it.Id == (string?)id))
                    .OfType<Option>()
                    .Select(OptionOf),
            ]),
            "people" => new JsonArray([
                .. (value as JsonArray ?? []).Select(id => UserJson.Known((string)id!, reader)),
            ]),
            "relation" => new JsonArray([
                .. (value as JsonArray ?? []).Select(id => new JsonObject { ["id"] = (string)id! }),
            ]),
            "checkbox" => (bool?)value ?? false,
            "created_time" => DateValue.ToMinute(row.CreatedTime),
            "last_edited_time" => DateValue.ToMinute(row.LastEditedTime),
            "created_by" => UserJson.Known(row.CreatedBy, reader),
            "last_edited_by" => UserJson.Known(row.LastEditedBy, reader),
            "unique_id" => new JsonObject
            {
                ["prefix"] = column.Configuration?["prefix"]?.DeepClone(),
                ["number"] = row.Number,
            },
            "button" => new JsonObject(),
            "formula" => value?.DeepClone() ?? new JsonObject { ["type"] = "string", ["string"] = null },
            "rollup" => value?.DeepClone()
                ?? new JsonObject
                {
                    ["type"] = "array",
                    ["array"] = new JsonArray(),
                    ["function"] = "show_original",
                },
            _ => value?.DeepClone(),
        };
    }

    // The member of a page's properties.
    public static JsonObject Property(SimulatedRow row, SimulatedColumn column, SimulatedConnection reader)
    {
        var value = Value(row, column, reader);
        var property = new JsonObject { ["id"] = column.EncodedId, ["type"] = column.Type };
        if (ColumnTypes.IsCut(column.Type) && value is JsonArray array)
        {
            var hasMore = array.Count > MaxReferences;
            while (array.Count > MaxReferences)
                array.RemoveAt(array.Count - 1);
            if (column.Type == "relation")
                property["has_more"] = hasMore;
        }
        property[column.Type] = value;
        return property;
    }

    private static JsonObject OptionOf(Option option) =>
        new()
        {
            ["id"] = option.Id,
            ["name"] = option.Name,
            ["color"] = option.Color,
        };
}
