using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Rows one by one (reference pages "Retrieve a page", "Retrieve a page property item").</summary>
internal static class PageEndpoints
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("GET", "/v1/pages/{page_id}", ConnectionCapabilities.ReadContent, Retrieve)
        {
            Parameters = ["filter_properties", "filter_properties[]"],
        },
        new("GET", "/v1/pages/{page_id}/properties/{property_id}", ConnectionCapabilities.ReadContent, Property)
        {
            Parameters = ["start_cursor", "page_size"],
        },
    ];

    // The row that a path names, or the refusal. What is in the trash is there, what is purged is not.
    public static (SimulatedRow? Row, RestResponse? Refusal) Find(RestCall call)
    {
        if (RestCall.IdOf(call.Route("page_id")) is not { } id)
            return (null, RestResponse.Invalid("path failed validation: path.page_id should be a valid uuid."));
        return call.SharedRow(id) is { } row ? (row, null) : (null, RestResponse.NotFound("page", id, call.Connection));
    }

    private static RestResponse Retrieve(RestCall call)
    {
        var (row, refusal) = Find(call);
        if (row is null)
            return refusal!;
        var (columns, wrong) = call.FilterProperties(row.DataSource);
        return wrong ?? RestResponse.Ok(RowJson.Of(row, call.Connection, columns));
    }

    private static RestResponse Property(RestCall call)
    {
        var (row, refusal) = Find(call);
        if (row is null)
            return refusal!;
        var id = call.Route("property_id");
        var column = row.DataSource.FindColumn(id);
        // Ids only, encoded or not, say the documents of this endpoint.
        if (
            column is null
            || (column.Id != id && column.EncodedId != id)
            || !SchemaJson.IsVisible(column, call.Connection)
        )
            return RestResponse.NotFound("property", id, call.Connection);

        var value = CellJson.Value(row, column, call.Connection);
        if (!ColumnTypes.IsCut(column.Type) || value is not JsonArray values)
            return RestResponse.Ok(Item(column, value));
        var items = values.Select((item, index) => (Item: item, Id: $"{index}")).ToList();
        var property = new JsonObject
        {
            ["id"] = column.EncodedId,
            ["next_url"] = null,
            ["type"] = column.Type,
            [column.Type] = new JsonObject(),
        };
        var envelope = new JsonObject { ["type"] = "property_item", ["property_item"] = property };
        return Paging.Page(
            call,
            $"{row.Id} {column.Id}",
            items,
            it => it.Id,
            it => Item(column, it.Item),
            envelope,
            nextUrl: cursor => NextUrl(call.Request, cursor)
        );
    }

    private static JsonObject Item(SimulatedColumn column, JsonNode? value) =>
        new()
        {
            ["object"] = "property_item",
            ["id"] = column.EncodedId,
            ["type"] = column.Type,
            [column.Type] = value?.DeepClone(),
        };

    private static string NextUrl(HttpRequest request, string cursor) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}?start_cursor={cursor}";
}
