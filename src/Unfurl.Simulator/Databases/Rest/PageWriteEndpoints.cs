using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// Rows are changed and made (reference pages "Update page", "Create a page"). A request is applied as a whole or not at all.
/// </summary>
internal static class PageWriteEndpoints
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("PATCH", "/v1/pages/{page_id}", ConnectionCapabilities.UpdateContent, Update)
        {
            Parameters = ["filter_properties", "filter_properties[]"],
            Members = ["properties", "icon", "cover", "in_trash", "is_locked", "is_archived"],
        },
        new("POST", "/v1/pages", ConnectionCapabilities.InsertContent, Create)
        {
            Parameters = ["filter_properties", "filter_properties[]"],
            Members = ["parent", "properties", "icon", "cover"],
        },
    ];

    private static RestResponse Update(RestCall call)
    {
        var (row, refusal) = PageEndpoints.Find(call);
        if (row is null)
            return refusal!;
        foreach (var flag in (ReadOnlySpan<string>)["in_trash", "is_locked", "is_archived"])
        {
            if (call.Body.ContainsKey(flag) && call.Body[flag].AsFlag() is null)
                return RestResponse.Invalid($"body.{flag} should be a boolean.");
        }
        // Of a row in the trash nothing can be changed but that.
        if (row.IsInTrash && call.Body["in_trash"].AsFlag() is not false)
            return RestResponse.Invalid(
                "Can't edit block that is archived. You must unarchive the block before editing."
            );
        return Write(call, row, isNew: false);
    }

    private static RestResponse Create(RestCall call)
    {
        // Only rows are played, not pages below pages.
        if (
            call.Body["parent"] is not JsonObject parent
            || parent.UnknownMember("type", "data_source_id") is not null
            || RestCall.IdOf(parent["data_source_id"].AsText()) is not { } id
        )
            return RestResponse.Invalid("body.parent.data_source_id should be defined.");
        return call.SharedSource(id) is { } source
            ? Write(call, source.NewRow(call.Connection.Id), isNew: true)
            : RestResponse.NotFound("data_source", id, call.Connection);
    }

    private static RestResponse Write(RestCall call, SimulatedRow row, bool isNew)
    {
        var (columns, wrongColumns) = call.FilterProperties(row.DataSource);
        if (wrongColumns is not null)
            return wrongColumns;
        var (cells, problem) = Cells(call, row.DataSource);
        problem ??= IconRequest.IconProblem(call.Body["icon"]) ?? IconRequest.CoverProblem(call.Body["cover"]);
        if (problem is not null)
            return RestResponse.Invalid(problem);

        Store(call, row, cells!);
        if (isNew)
            row.DataSource.Keep(row);
        else if (call.Body.Count > 0)
            row.NoteEdit(call.Connection.Id);
        Publish(call, row, cells!, isNew);
        call.All.Record(
            new(
                call.All.Now,
                call.Connection.Name,
                row.Id,
                [.. cells!.Select(cell => new WrittenCell(cell.Column.Id, cell.Column.Name, cell.Json))],
                call.Body["icon"]?.ToJsonString(),
                isNew
            )
        );
        return RestResponse.Ok(RowJson.Of(row, call.Connection, columns));
    }

    private static void Store(RestCall call, SimulatedRow row, IReadOnlyList<CellWrite> cells)
    {
        foreach (var cell in cells)
        {
            cell.Column.Entries.AddRange(cell.NewOptions);
            row.Store(cell.Column, cell.Stored);
        }
        if (call.Body.ContainsKey("icon"))
            row.IconNode = call.Body["icon"]?.DeepClone();
        if (call.Body.ContainsKey("cover"))
            row.CoverNode = call.Body["cover"]?.DeepClone();
        row.IsArchived = call.Body["is_archived"].AsFlag() ?? row.IsArchived;
        if (call.Body["is_locked"].AsFlag() is { } isLocked)
            row.SetLock(isLocked, call.Connection.Id);
        if (call.Body["in_trash"].AsFlag() is { } inTrash)
            row.SetTrash(inTrash, call.Connection.Id);
    }

    // What the connection does itself is told too, also where it wrote what was there.
    private static void Publish(RestCall call, SimulatedRow row, IReadOnlyList<CellWrite> cells, bool isNew)
    {
        var author = call.Connection.Id;
        row.DataSource.PublishSchema(
            author,
            [
                .. cells
                    .Where(cell => cell.NewOptions.Count > 0)
                    .Select(cell => ColumnChange.Of(cell.Column, ColumnChange.Updated)),
            ]
        );
        if (isNew)
            row.Publish(EventTypes.PageCreated, author);
        else if (cells.Count > 0)
            row.Publish(EventTypes.PagePropertiesUpdated, author, cells.Select(cell => cell.Column));
        if (!isNew && (call.Body.ContainsKey("icon") || call.Body.ContainsKey("cover")))
            row.Publish(EventTypes.PageContentUpdated, author);
    }

    private static (IReadOnlyList<CellWrite>? Cells, string? Problem) Cells(RestCall call, SimulatedDataSource source)
    {
        if (!call.Body.ContainsKey("properties"))
            return ([], null);
        if (call.Body["properties"] is not JsonObject properties)
            return (null, "body.properties should be an object.");
        var cells = new List<CellWrite>();
        foreach (var (key, value) in properties)
        {
            // One document says that an unknown name is ignored; most say this.
            if (source.FindColumn(key) is not { } column || !SchemaJson.IsVisible(column, call.Connection))
                return (null, $"{key} is not a property that exists.");
            var (cell, problem) = CellRequest.Read(column, value, call);
            if (cell is null)
                return (null, problem);
            if (cells.Exists(other => other.Column == column))
                return (null, $"body.properties names {column.Name} twice.");
            cells.Add(cell);
        }
        return (cells, null);
    }
}
