using System.Globalization;
using System.Text.Json.Nodes;

namespace Unfurl.Notion.Api;

/// <summary>
/// Which rows, and in which order: by a time, from one moment on, or those with one of some links. Notion knows its times to the
/// minute, and promises no order without a sort.
/// </summary>
public sealed record RowQuery
{
    public const string CreatedTime = "created_time";
    public const string LastEditedTime = "last_edited_time";

    // Notion's limit for a compound filter.
    public const int MaxLinks = 100;

    private readonly JsonObject _filter;
    private readonly string _timestamp;

    private RowQuery(JsonObject filter, string timestamp) => (_filter, _timestamp) = (filter, timestamp);

    /// <param name="timestamp"><see cref="CreatedTime"/> or <see cref="LastEditedTime"/>.</param>
    public static RowQuery Since(string timestamp, DateTimeOffset from) =>
        new(
            new JsonObject
            {
                ["timestamp"] = timestamp,
                [timestamp] = new JsonObject
                {
                    ["on_or_after"] = from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                },
            },
            timestamp
        );

    /// <param name="columnId">A column of the type url.</param>
    /// <param name="links">As they stand in it; at most <see cref="MaxLinks"/>.</param>
    public static RowQuery WithLinks(string columnId, IEnumerable<string> links) =>
        new(
            new JsonObject
            {
                ["or"] = new JsonArray([
                    .. links.Select(link => new JsonObject
                    {
                        ["property"] = columnId,
                        ["url"] = new JsonObject { ["equals"] = link },
                    }),
                ]),
            },
            CreatedTime
        );

    internal JsonObject ToJson(string? cursor)
    {
        var body = new JsonObject
        {
            ["filter"] = _filter.DeepClone(),
            ["sorts"] = new JsonArray(new JsonObject { ["timestamp"] = _timestamp, ["direction"] = "ascending" }),
            ["page_size"] = NotionRestClient.PageSize,
            ["result_type"] = "page",
        };
        if (cursor is not null)
            body["start_cursor"] = cursor;
        return body;
    }
}
