using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>Databases, data sources and columns as the API shows them.</summary>
internal static class SchemaJson
{
    // A relation to a database that is not shared with the connection is left out (reference page "Data source").
    public static bool IsVisible(SimulatedColumn column, SimulatedConnection reader) =>
        column.RelatesTo is not { } related || related.Database.IsSharedWith(reader);

    // Without properties: those are the data sources'.
    public static JsonObject Database(SimulatedDatabase database)
    {
        var sources = database.Sources.Select(it => (JsonNode)new JsonObject { ["id"] = it.Id, ["name"] = it.Name });
        return new()
        {
            ["object"] = "database",
            ["id"] = database.Id,
            ["title"] = RichText.Of(database.Title),
            ["description"] = new JsonArray(),
            ["parent"] = WorkspaceParent(),
            ["is_inline"] = false,
            ["in_trash"] = false,
            ["is_locked"] = false,
            ["created_time"] = DateValue.ToMinute(database.CreatedTime),
            ["last_edited_time"] = DateValue.ToMinute(database.LastEditedTime),
            ["data_sources"] = new JsonArray([.. sources]),
            ["icon"] = null,
            ["cover"] = null,
            ["url"] = RowJson.UrlOf(database.Id),
            ["public_url"] = null,
        };
    }

    public static JsonObject DataSource(SimulatedDataSource source, SimulatedConnection reader)
    {
        var properties = new JsonObject();
        foreach (var column in source.ColumnList.Where(it => IsVisible(it, reader)))
            properties[column.Name] = Column(column);
        return new()
        {
            ["object"] = "data_source",
            ["id"] = source.Id,
            ["title"] = RichText.Of(source.Name),
            ["description"] = new JsonArray(),
            ["parent"] = new JsonObject { ["type"] = "database_id", ["database_id"] = source.Database.Id },
            ["database_parent"] = WorkspaceParent(),
            ["is_inline"] = false,
            ["in_trash"] = false,
            ["created_time"] = DateValue.ToMinute(source.CreatedTime),
            ["last_edited_time"] = DateValue.ToMinute(source.LastEditedTime),
            ["created_by"] = UserJson.Partial(MakerOf(source)),
            ["last_edited_by"] = UserJson.Partial(MakerOf(source)),
            ["properties"] = properties,
            ["icon"] = null,
            ["cover"] = null,
            ["url"] = RowJson.UrlOf(source.Database.Id),
            ["public_url"] = null,
        };
    }

    // A person who is gone.
    public static string MakerOf(SimulatedDataSource source) => Fingerprint.StableId($"maker of {source.Id}");

    private static JsonObject WorkspaceParent() => new() { ["type"] = "workspace", ["workspace"] = true };

    private static JsonObject Column(SimulatedColumn column) =>
        new()
        {
            ["id"] = column.EncodedId,
            ["name"] = column.Name,
            ["description"] = null,
            ["type"] = column.Type,
            [column.Type] = column.Configuration?.DeepClone() ?? Configuration(column),
        };

    private static JsonObject Configuration(SimulatedColumn column) =>
        column.Type switch
        {
            "select" or "multi_select" => new() { ["options"] = Options(column) },
            "status" => new() { ["options"] = Options(column), ["groups"] = Groups(column) },
            "number" => new() { ["format"] = "number" },
            "formula" => new() { ["expression"] = "" },
            "unique_id" => new() { ["prefix"] = null },
            "relation" => new()
            {
                ["database_id"] = column.RelatesTo!.Database.Id,
                ["data_source_id"] = column.RelatesTo.Id,
                ["type"] = "single_property",
                ["single_property"] = new JsonObject(),
            },
            "rollup" => new()
            {
                ["function"] = "show_original",
                ["relation_property_name"] = "",
                ["relation_property_id"] = "",
                ["rollup_property_name"] = "",
                ["rollup_property_id"] = "",
            },
            _ => [],
        };

    private static JsonArray Options(SimulatedColumn column) =>
        new([
            .. column.Entries.Select(option => new JsonObject
            {
                ["id"] = option.Id,
                ["name"] = option.Name,
                ["color"] = option.Color,
                ["description"] = null,
            }),
        ]);

    private static JsonArray Groups(SimulatedColumn column) =>
        new([
            .. StatusGroups.All.Select(group => new JsonObject
            {
                // The same in every run.
                ["id"] = Fingerprint.StableId($"{column.Id} {group.Name}"),
                ["name"] = group.Name,
                ["color"] = group.Color,
                ["option_ids"] = new JsonArray([
                    .. column
                        .Entries.Where(it => it.Group == group.Name)
                        .Select(it => (JsonNode)JsonValue.Create(it.Id)),
                ]),
            }),
        ]);
}
