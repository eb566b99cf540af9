using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>A row as the API shows it (reference page "Page").</summary>
internal static class RowJson
{
    // Null shows all columns.
    public static JsonObject Of(
        SimulatedRow row,
        SimulatedConnection reader,
        IReadOnlyCollection<SimulatedColumn>? only = null
    )
    {
        var source = row.DataSource;
        var properties = new JsonObject();
        foreach (var column in source.ColumnList)
        {
            if (SchemaJson.IsVisible(column, reader) && (only is null || only.Contains(column)))
                properties[column.Name] = CellJson.Property(row, column, reader);
        }
        return new()
        {
            ["object"] = "page",
            ["id"] = row.Id,
            ["created_time"] = DateValue.ToMinute(row.CreatedTime),
            ["last_edited_time"] = DateValue.ToMinute(row.LastEditedTime),
            ["created_by"] = UserJson.Partial(row.CreatedBy),
            ["last_edited_by"] = UserJson.Partial(row.LastEditedBy),
            ["cover"] = row.CoverNode?.DeepClone(),
            ["icon"] = row.IconNode?.DeepClone(),
            ["parent"] = new JsonObject
            {
                ["type"] = "data_source_id",
                ["data_source_id"] = source.Id,
                ["database_id"] = source.Database.Id,
            },
            ["in_trash"] = row.IsInTrash,
            ["is_archived"] = row.IsArchived,
            ["is_locked"] = row.IsLocked,
            ["properties"] = properties,
            ["url"] = UrlOf(row.Id),
            ["public_url"] = null,
        };
    }

    // Since 2026-07-15 (changelog).
    public static string UrlOf(string id) =>
        $"https://app.notion.com/p/{id.Replace("-", "", StringComparison.Ordinal)}";
}
