using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>Rich text as Notion's responses have it (reference page "Rich text").</summary>
internal static class RichText
{
    // Counted in UTF-16 units (reference page "Request limits").
    public const int MaxItemLength = 2000;

    // Items of at most 2,000 characters.
    public static JsonArray Of(string text)
    {
        var items = new JsonArray();
        for (var start = 0; start < text.Length; start += MaxItemLength)
            items.Add(Item(text.Substring(start, Math.Min(MaxItemLength, text.Length - start)), null, null));
        return items;
    }

    public static JsonObject Item(string content, string? url, JsonObject? annotations) =>
        new()
        {
            ["type"] = "text",
            ["text"] = new JsonObject
            {
                ["content"] = content,
                ["link"] = url is null ? null : new JsonObject { ["url"] = url },
            },
            ["annotations"] = Annotations(annotations),
            ["plain_text"] = content,
            ["href"] = url,
        };

    public static JsonObject Equation(string expression, JsonObject? annotations) =>
        new()
        {
            ["type"] = "equation",
            ["equation"] = new JsonObject { ["expression"] = expression },
            ["annotations"] = Annotations(annotations),
            ["plain_text"] = expression,
            ["href"] = null,
        };

    public static JsonObject Mention(JsonObject mention, JsonObject? annotations) =>
        new()
        {
            ["type"] = "mention",
            ["mention"] = mention.DeepClone(),
            ["annotations"] = Annotations(annotations),
            ["plain_text"] = "@mention",
            ["href"] = null,
        };

    public static string PlainText(JsonNode? items) =>
        items is JsonArray array ? string.Concat(array.Select(item => (string?)item?["plain_text"])) : "";

    private static JsonObject Annotations(JsonObject? given)
    {
        var annotations = new JsonObject();
        foreach (var style in (ReadOnlySpan<string>)["bold", "italic", "strikethrough", "underline", "code"])
            annotations[style] = (bool?)given?[style] ?? false;
        annotations["color"] = (string?)given?["color"] ?? "default";
        return annotations;
    }
}
