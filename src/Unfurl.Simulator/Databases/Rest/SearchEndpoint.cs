using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// Search by title (reference page "Search"). It is not exhaustive: what is shared by inheritance may be left out.
/// </summary>
internal static class SearchEndpoint
{
    public static readonly IReadOnlyList<RestEndpoint> All =
    [
        new("POST", "/v1/search", ConnectionCapabilities.ReadContent, Search)
        {
            Members = ["filter", "query", "sort", "page_size", "start_cursor"],
        },
    ];

    private sealed record Found(string Id, string Title, DateTimeOffset Edited, bool IsInTrash, Func<JsonNode> Json);

    private static RestResponse Search(RestCall call)
    {
        if (Problem(call.Body) is { } problem)
            return RestResponse.Invalid($"body failed validation: {problem}");
        var filter = call.Body["filter"];
        var kind = (string?)filter?["value"];
        var inTrash = (bool?)filter?["in_trash"] ?? false;
        var query = (string?)call.Body["query"] ?? "";
        var isAscending = (string?)call.Body["sort"]?["direction"] == "ascending";

        var sources = call
            .Workspace.SourcesSharedWith(call.Connection)
            .Where(source => source.Database.IsFoundBy(call.Connection))
            .ToList();
        IEnumerable<Found> all =
        [
            .. kind == "page" ? [] : sources.Select(source => Of(source, call)),
            .. kind == "data_source" ? [] : sources.SelectMany(source => source.RowList).Select(row => Of(row, call)),
        ];
        var found = all.Where(it => it.IsInTrash == inTrash)
            .Where(it => it.Title.Contains(query, StringComparison.OrdinalIgnoreCase))
            .OrderBy(it => isAscending ? it.Edited.UtcTicks : -it.Edited.UtcTicks)
            .ThenBy(it => it.Id, Disorder.Instance)
            .ToList();
        var envelope = new JsonObject { ["type"] = "page_or_data_source", ["page_or_data_source"] = new JsonObject() };
        var list = $"{kind} {inTrash} {isAscending} {query}";
        return Paging.Page(call, list, found, it => it.Id, it => it.Json(), envelope);
    }

    private static string? Problem(JsonObject body)
    {
        if (body["query"] is { } query && query.AsText() is null)
            return "body.query should be a string.";
        if (body["filter"] is { } filter)
        {
            if (filter is not JsonObject { Count: > 0 } members)
                return "body.filter should be an object.";
            var value = members["value"];
            if (members.ContainsKey("property") != members.ContainsKey("value"))
                return "body.filter should have property and value.";
            if (
                value is not null
                && (value.ToString() is not ("page" or "data_source") || !IsText(members["property"], "object"))
            )
                return "body.filter.value should be \"page\" or \"data_source\".";
            if (members["in_trash"] is { } inTrash && inTrash.AsFlag() is null)
                return "body.filter.in_trash should be a boolean.";
        }
        if (body["sort"] is { } sort)
        {
            if (sort is not JsonObject order)
                return "body.sort should be an object.";
            if (IsText(order["property"], "relevance") && order.Count == 1)
                return null;
            if (!IsText(order["timestamp"], "last_edited_time"))
                return "body.sort.timestamp should be \"last_edited_time\".";
            if (!IsText(order["direction"], "ascending") && !IsText(order["direction"], "descending"))
                return "body.sort.direction should be \"ascending\" or \"descending\".";
        }
        return null;
    }

    private static bool IsText(JsonNode? node, string text) => node.AsText() == text;

    private static Found Of(SimulatedDataSource source, RestCall call) =>
        new(source.Id, source.Name, source.LastEditedTime, false, () => SchemaJson.DataSource(source, call.Connection));

    private static Found Of(SimulatedRow row, RestCall call) =>
        new(
            row.Id,
            RichText.PlainText(row.Value(row.DataSource.TitleColumn)),
            row.LastEditedTime,
            row.IsInTrash,
            () => RowJson.Of(row, call.Connection)
        );
}
