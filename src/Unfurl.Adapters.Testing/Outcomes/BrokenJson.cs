using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>Bodies that are not the documented one, or not even JSON.</summary>
internal static class BrokenJson
{
    public static bool IsJson(byte[] body) => Parse(body) is not null;

    /// <returns>Names and bodies. Only an empty one for a body that is no JSON: what is wrong with others nobody can tell.</returns>
    public static IEnumerable<(string Name, string Body)> InsteadOf(byte[] body)
    {
        if (Parse(body) is not { } json)
        {
            if (body.Length > 0)
                yield return ("an empty body", "");
            yield break;
        }
        var text = json.ToJsonString();
        yield return ("an empty body", "");
        yield return ("half of the JSON", text[..(text.Length / 2)]);
        yield return ("the JSON null", "null");
        if (json is not JsonObject { Count: 0 })
            yield return ("the JSON {}", "{}");
        // An empty list is a good answer where a list is one.
        if (json is not JsonArray)
            yield return ("the JSON []", "[]");
        if (json is JsonArray { Count: 0 } or JsonObject { Count: 0 })
            yield break;
        yield return ("a JSON whose members have other types", Changed(json, isDeep: false).ToJsonString());
        yield return ("a JSON whose inner values have other types", Changed(json, isDeep: true).ToJsonString());
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject or JsonArray ? JsonNode.Parse(body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode Changed(JsonNode json, bool isDeep) =>
        json switch
        {
            JsonObject members => new JsonObject(
                members.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)ChangedValue(it.Value, isDeep)))
            ),
            JsonArray items => new JsonArray([
                .. items.Select(it => it is JsonObject ? Changed(it, isDeep) : ChangedValue(it, isDeep)),
            ]),
            _ => ChangedValue(json, isDeep),
        };

    private static JsonNode ChangedValue(JsonNode? value, bool isDeep) =>
        value switch
        {
            JsonObject or JsonArray when isDeep => Changed(value, isDeep: true),
            JsonObject => new JsonArray(),
            JsonArray => new JsonObject(),
            _ when value?.GetValueKind() == JsonValueKind.String => 7,
            _ => "text",
        };
}
