using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>Texts as lists of rich text items, as titles and text columns hold them.</summary>
internal static class RichText
{
    // https://developers.notion.com/reference/request-limits, in UTF-16 code units.
    public const int MaxItem = 2000;

    // The answer to the next reading cuts at 25 items; a text of ours must come back whole.
    public const int MaxText = MaxItem * 20;

    public static string PlainTextOf(JsonElement item) =>
        item.Word("plain_text") ?? item.Part("text")?.Word("content") ?? "";

    public static string PlainTextOfAll(JsonElement items)
    {
        var text = new StringBuilder();
        foreach (var item in items.Items())
            text.Append(PlainTextOf(item));
        return text.ToString();
    }

    // Never between the halves of a surrogate pair.
    public static JsonArray ItemsOf(string text)
    {
        var items = new JsonArray();
        for (var start = 0; start < text.Length; )
        {
            var length = Math.Min(MaxItem, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
                length--;
            var content = new JsonObject { ["content"] = text.Substring(start, length) };
            items.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = content });
            start += length;
        }
        return items;
    }
}
