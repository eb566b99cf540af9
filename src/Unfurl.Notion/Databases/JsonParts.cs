using System.Text.Json;

namespace Unfurl.Notion.Databases;

/// <summary>Reads members of JSON that may hold anything: what is not there, or of another kind, is null or empty.</summary>
internal static class JsonParts
{
    public static JsonElement? Part(this JsonElement element, string member)
    {
        try
        {
            return
                element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty(member, out var value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
                ? value
                : null;
        }
        catch (InvalidOperationException)
        {
            // A member beside it has a name that is no text.
            return null;
        }
    }

    public static string? Word(this JsonElement element, string member) => element.Part(member)?.Word();

    public static string? Word(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates, or bytes that are not UTF-8.
            return null;
        }
    }

    public static bool Flag(this JsonElement element, string member) =>
        element.Part(member) is { ValueKind: JsonValueKind.True };

    public static DateTimeOffset? Moment(this JsonElement element, string member) =>
        DateTexts.MomentOf(element.Word(member));

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement element, string member) =>
        element.Part(member) is { } value ? value.Items() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element, string member) =>
        element.Part(member) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];
}
