using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Lists in pages (reference page "Pagination").</summary>
internal static class Paging
{
    private const int MaxPageSize = 100;

    // The list's name says all that makes it this list, as a cursor is good for one list only. The limit is that of all pages.
    public static RestResponse Page<T>(
        RestCall call,
        string list,
        IReadOnlyList<T> items,
        Func<T, string> id,
        Func<T, JsonNode?> json,
        JsonObject envelope,
        int limit = int.MaxValue,
        int maxPageSize = MaxPageSize,
        Func<string, string>? nextUrl = null
    )
    {
        if (PageSize(call) is not { } size)
            return RestResponse.Invalid($"page_size should be a number from 1 to {MaxPageSize}.");
        list = $"{call.Connection.Id} {call.Endpoint} {list}";
        var start = new Position(list, "", 0);
        if (StartCursor(call) is { } cursor)
        {
            if (call.All.Cursors.Find(cursor, list) is not { } found)
                return RestResponse.Invalid("The start_cursor provided is invalid.");
            start = found;
        }

        var index = start.Given == 0 ? 0 : IndexOf(items, id, start);
        var count = Math.Min(Math.Min(size, maxPageSize), Math.Min(items.Count - index, limit - start.Given));
        var given = start.Given + count;
        var isCut = given >= limit && index + count < items.Count;
        var next =
            isCut || index + count >= items.Count
                ? null
                : call.All.Cursors.Add(new(list, id(items[index + count]), given));

        var page = new JsonObject
        {
            ["object"] = "list",
            ["results"] = new JsonArray([.. items.Skip(index).Take(count).Select(json)]),
            ["next_cursor"] = next,
            ["has_more"] = next is not null,
        };
        foreach (var (name, value) in envelope)
            page[name] = value?.DeepClone();
        if (nextUrl is not null && next is not null)
            page["property_item"]!["next_url"] = nextUrl(next);
        // Other responses may omit it.
        if (isCut)
        {
            page["request_status"] = new JsonObject
            {
                ["type"] = "incomplete",
                ["incomplete_reason"] = "query_result_limit_reached",
            };
        }
        return RestResponse.Ok(page);
    }

    // An item that is not in the list anymore leaves its place to the one that came after it.
    private static int IndexOf<T>(IReadOnlyList<T> items, Func<T, string> id, Position start)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (id(items[i]) == start.NextId)
                return i;
        }
        return Math.Min(start.Given, items.Count);
    }

    private static int? PageSize(RestCall call)
    {
        int? size = MaxPageSize;
        if (call.Body["page_size"] is { } member)
            size = member.AsNumber() is { } number && number % 1 == 0 ? (int)number : null;
        else if (call.Request.Query["page_size"] is [{ } text])
            size = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return size is >= 1 and <= MaxPageSize ? size : null;
    }

    private static string? StartCursor(RestCall call) =>
        call.Body["start_cursor"] is { } cursor ? cursor.ToString()
        : call.Request.Query["start_cursor"] is [{ Length: > 0 } text] ? text
        : null;
}
