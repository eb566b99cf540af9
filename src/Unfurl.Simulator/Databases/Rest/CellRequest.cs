using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>A value that is written to a cell, as the row keeps it, with the options that it makes.</summary>
internal sealed record CellWrite(
    SimulatedColumn Column,
    JsonNode? Stored,
    string Json,
    IReadOnlyList<Option> NewOptions
);

/// <summary>
/// Reads the property values of a write by the rules of their types (reference pages "Page properties", "Request limits").
/// </summary>
internal static class CellRequest
{
    public const int MaxUrl = 2000;

    private const int MaxShortText = 200;
    private const int MaxItems = 100;

    public static (CellWrite? Write, string? Problem) Read(SimulatedColumn column, JsonNode? property, RestCall call)
    {
        var where = $"body.properties.{column.Name}";
        if (!ColumnTypes.Writable.Contains(column.Type))
            return (null, $"{where}: a property of the type {column.Type} cannot be written.");
        if (property is not JsonObject members)
            return (null, $"{where} should be an object.");
        if (members.UnknownMember("id", "type", column.Type) is not null || !members.ContainsKey(column.Type))
            return (null, $"{column.Name} is expected to be {column.Type}.");
        if (members["type"] is { } type && type.AsText() != column.Type)
            return (null, $"{where}.type should be \"{column.Type}\".");

        var value = members[column.Type];
        where = $"{where}.{column.Type}";
        var newOptions = new List<Option>();
        var (stored, problem) = column.Type switch
        {
            "title" or "rich_text" => RichTextRequest.Read(value, where),
            "number" => Scalar(
                value,
                value.AsNumber() is { } number && double.IsFinite(number),
                $"{where} should be a number or null."
            ),
            "checkbox" => value.AsFlag() is { } flag
                ? (JsonValue.Create(flag), null)
                : (null, $"{where} should be a boolean."),
            "url" => ShortText(value, MaxUrl, where),
            "email" or "phone_number" => ShortText(value, MaxShortText, where),
            "select" => OptionsValue.Select(column, value, where, newOptions),
            "multi_select" => OptionsValue.MultiSelect(column, value, where, newOptions),
            "status" => OptionsValue.Status(column, value, where),
            "date" => DateRequest.Read(value, where),
            "people" => Ids(value, where, "user", id => IsUser(call, id)),
            "relation" => Ids(value, where, "page", id => IsRelated(column, call, id)),
            "files" => Files(value, where),
            "place" => Scalar(
                value,
                value is JsonObject place && place["lat"].AsNumber() is not null && place["lon"].AsNumber() is not null,
                $"{where} should have lat and lon."
            ),
            _ => Scalar(
                value,
                value.Member("state").AsText() is "verified" or "unverified",
                $"{where}.state should be \"verified\" or \"unverified\"."
            ),
        };
        return problem is null ? (new(column, stored, members.ToJsonString(), newOptions), null) : (null, problem);
    }

    private static (JsonNode? Stored, string? Problem) Scalar(JsonNode? value, bool isRight, string problem) =>
        value is null ? (null, null)
        : isRight ? (value.DeepClone(), null)
        : (null, problem);

    // An empty string is not documented; null clears.
    private static (JsonNode? Stored, string? Problem) ShortText(JsonNode? value, int max, string where)
    {
        if (value is null)
            return (null, null);
        if (value.AsText() is not { Length: > 0 } text)
            return (null, $"{where} should be a string that is not empty, or null.");
        return text.Length <= max
            ? (JsonValue.Create(text), null)
            : (null, $"{where}.length should be ≤ `{max}`, instead was `{text.Length}`.");
    }

    private static (JsonNode? Stored, string? Problem) Ids(
        JsonNode? value,
        string where,
        string kind,
        Func<string, bool> isKnown
    )
    {
        if (value is not JsonArray { Count: <= MaxItems } array)
            return (null, $"{where} should be an array of at most {MaxItems} objects.");
        var ids = new JsonArray();
        foreach (var item in array)
        {
            if (RestCall.IdOf(item.Member("id").AsText()) is not { } id)
                return (null, $"{where} should hold objects with the id of a {kind}.");
            if (!isKnown(id))
                return (null, $"{where}: could not find {kind} with ID: {id}.");
            if (!ids.Any(known => (string?)known == id))
                ids.Add(id);
        }
        return (ids, null);
    }

    // Bots can be assigned too (changelog 2026-06-10).
    private static bool IsUser(RestCall call, string id) =>
        call.Workspace.FindPerson(id) is not null || call.Workspace.FindConnection(id) is not null;

    private static bool IsRelated(SimulatedColumn column, RestCall call, string id) =>
        call.SharedRow(id) is { } row && row.DataSource == column.RelatesTo;

    // There are no uploads here, so that none can be named.
    private static (JsonNode? Stored, string? Problem) Files(JsonNode? value, string where)
    {
        if (value is not JsonArray { Count: <= MaxItems } array)
            return (null, $"{where} should be an array of at most {MaxItems} files.");
        var files = new JsonArray();
        foreach (var item in array)
        {
            var url = item.Member("external").Member("url").AsText();
            if (item.Member("name").AsText() is not { } name || url is not { Length: > 0 and <= MaxUrl })
                return (null, $"{where} should hold objects with a name and an external url.");
            if (item.Member("type") is { } type && type.AsText() != "external")
                return (null, $"{where}[].type should be \"external\".");
            files.Add(
                new JsonObject
                {
                    ["name"] = name,
                    ["type"] = "external",
                    ["external"] = new JsonObject { ["url"] = url },
                }
            );
        }
        return (files, null);
    }
}
