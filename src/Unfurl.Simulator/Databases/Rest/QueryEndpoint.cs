using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Queries;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>The rows of a data source (reference page "Query a data source").</summary>
internal static class QueryEndpoint
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("POST", "/v1/data_sources/{data_source_id}/query", ConnectionCapabilities.ReadContent, Query)
        {
            Parameters = ["filter_properties", "filter_properties[]"],
            Members = ["filter", "sorts", "page_size", "start_cursor", "result_type"],
        },
    ];

    private static RestResponse Query(RestCall call)
    {
        var (source, refusal) = DatabaseEndpoints.Find(call);
        if (source is null)
            return refusal!;
        var (columns, wrongColumns) = call.FilterProperties(source);
        if (wrongColumns is not null)
            return wrongColumns;
        var (filter, wrongFilter) = RowFilter.Read(call.Body["filter"], source);
        if (wrongFilter is not null)
            return RestResponse.Invalid($"body failed validation: {wrongFilter}");
        var (order, wrongSorts) = RowOrder.Read(call.Body["sorts"], source);
        if (wrongSorts is not null)
            return RestResponse.Invalid($"body failed validation: {wrongSorts}");
        var type = call.Body["result_type"]?.ToString();
        if (type is not (null or "page" or "data_source"))
            return RestResponse.Invalid("body.result_type should be \"page\" or \"data_source\".");

        // Rows in the trash are never there; there are no wikis, whose rows may be data sources.
        var rows = source.RowList.Where(row => !row.IsInTrash && type != "data_source" && filter!(row));
        var sorted = order!(rows).ThenBy(row => row.Id, Disorder.Instance).ToList();
        var envelope = new JsonObject { ["type"] = "page_or_data_source", ["page_or_data_source"] = new JsonObject() };
        var list = $"{source.Id} {call.Body["filter"]?.ToJsonString()} {call.Body["sorts"]?.ToJsonString()} {type}";
        return Paging.Page(
            call,
            list,
            sorted,
            row => row.Id,
            row => RowJson.Of(row, call.Connection, columns),
            envelope,
            call.All.QueryLimit
        );
    }
}
