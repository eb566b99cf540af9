using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases.Rest;

/// <summary>Rich text that is written, within Notion's limits (reference pages "Rich text", "Request limits").</summary>
internal static class RichTextRequest
{
    private const int MaxItems = 100;
    private const int MaxEquation = 1000;

    private static readonly string[] Styles = ["bold", "italic", "strikethrough", "underline", "code", "color"];

    // A mention of a link is what Notion makes itself: it cannot be written.
    private static readonly string[] Mentions =
    [
        "user",
        "date",
        "page",
        "database",
        "template_mention",
        "custom_emoji",
    ];

    // As responses have it, or what is wrong.
    public static (JsonArray? Items, string? Problem) Read(JsonNode? given, string where)
    {
        if (given is not JsonArray array)
            return (null, $"{where} should be an array.");
        if (array.Count > MaxItems)
            return (null, $"{where}.length should be ≤ `{MaxItems}`, instead was `{array.Count}`.");
        var items = new JsonArray();
        for (var i = 0; i < array.Count; i++)
        {
            var (item, problem) = array[i] is JsonObject member
                ? ReadItem(member, $"{where}[{i}]")
                : (null, $"{where}[{i}] should be an object.");
            if (item is null)
                return (null, problem);
            items.Add(item);
        }
        return (items, null);
    }

    private static (JsonObject? Item, string? Problem) ReadItem(JsonObject item, string where)
    {
        string[] kinds = [.. item.Select(it => it.Key).Where(key => key is "text" or "mention" or "equation")];
        if (kinds is not [var kind] || item[kind] is not JsonObject body)
            return (null, $"{where} should have one of text, mention, equation.");
        if (item.UnknownMember("type", "annotations", kind) is { } unknown)
            return (null, $"{where}.{unknown} should be not present.");
        if (item["type"] is { } type && type.AsText() != kind)
            return (null, $"{where}.type should be \"{kind}\".");
        if (Annotations(item["annotations"], $"{where}.annotations") is { } wrongStyle)
            return (null, wrongStyle);
        var annotations = item["annotations"] as JsonObject;
        return kind switch
        {
            "text" => ReadText(body, annotations, $"{where}.text"),
            "equation" => body["expression"].AsText() is { Length: <= MaxEquation } expression
                ? (RichText.Equation(expression, annotations), null)
                : (null, $"{where}.equation.expression should be a string of at most {MaxEquation} characters."),
            _ => body.Select(it => it.Key).Any(Mentions.Contains)
                ? (RichText.Mention(body, annotations), null)
                : (null, $"{where}.mention should be one of {string.Join(", ", Mentions)}."),
        };
    }

    private static (JsonObject? Item, string? Problem) ReadText(JsonObject text, JsonObject? annotations, string where)
    {
        if (text.UnknownMember("content", "link") is { } unknown)
            return (null, $"{where}.{unknown} should be not present.");
        if (text["content"].AsText() is not { } content)
            return (null, $"{where}.content should be a string.");
        if (content.Length > RichText.MaxItemLength)
        {
            return (
                null,
                $"{where}.content.length should be ≤ `{RichText.MaxItemLength}`, instead was `{content.Length}`."
            );
        }
        if (text["link"] is not { } link)
            return (RichText.Item(content, null, annotations), null);
        if (link is not JsonObject { Count: 1 } object_ || object_["url"].AsText() is not { } url)
            return (null, $"{where}.link should be an object with a url, or null.");
        if (url.Length > CellRequest.MaxUrl)
            return (null, $"{where}.link.url.length should be ≤ `{CellRequest.MaxUrl}`, instead was `{url.Length}`.");
        return Uri.TryCreate(url, UriKind.Absolute, out _)
            ? (RichText.Item(content, url, annotations), null)
            : (null, $"{where}: Invalid URL for link.");
    }

    private static string? Annotations(JsonNode? given, string where) =>
        given switch
        {
            null => null,
            JsonObject styles when styles.UnknownMember(Styles) is { } unknown =>
                $"{where}.{unknown} should be not present.",
            JsonObject styles when styles.Any(it => it.Key != "color" && it.Value.AsFlag() is null) =>
                $"{where} should hold booleans.",
            JsonObject styles when styles["color"] is { } color && !IsColor(color.AsText()) =>
                $"{where}.color should be one of Notion's colours.",
            JsonObject => null,
            _ => $"{where} should be an object.",
        };

    private static bool IsColor(string? name) =>
        name is not null && OptionsRequest.Colors.Contains(name.Replace("_background", "", StringComparison.Ordinal));
}
