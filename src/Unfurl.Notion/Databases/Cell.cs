using System.Globalization;
using System.Text.Json;

namespace Unfurl.Notion.Databases;

/// <summary>What a row holds in a column.</summary>
/// <param name="ColumnId">Decoded.</param>
/// <param name="Type">Notion's word for the column's type.</param>
/// <param name="Value">The value of the property object, e.g. of its <c>rich_text</c>.</param>
public sealed record Cell(string ColumnId, string Type, JsonElement Value)
{
    // https://developers.notion.com/reference/retrieve-a-page: longer lists are cut without a word.
    private const int MaxReferences = 25;

    /// <summary>True if the value was read item by item and is whole, however long it is.</summary>
    public bool IsFull { get; init; }

    /// <summary>
    /// The value as a text that is equal for equal values: the words of a text, the names of options, the ids of people, in
    /// no order; moments in UTC.
    /// </summary>
    public string Canonical => CanonicalOf(Type, Value);

    /// <summary>Nothing, no visible text, or a box that is not checked.</summary>
    public bool IsEmpty =>
        Type == ColumnTypes.Checkbox ? Canonical != "true" : !HasMore && string.IsNullOrWhiteSpace(Canonical);

    /// <summary>The page's answer may have left out the rest: the property has to be read by itself.</summary>
    public bool HasMore =>
        !IsFull
        && Type is ColumnTypes.Title or ColumnTypes.RichText or ColumnTypes.People or "relation"
        && Value.ValueKind == JsonValueKind.Array
        && Value.GetArrayLength() >= MaxReferences;

    /// <summary>A whole value, from the items of <c>GET /v1/pages/{id}/properties/{property_id}</c>, all pages together.</summary>
    public static Cell Full(string columnId, string type, IEnumerable<JsonElement> items)
    {
        var values = items.Select(item => item.Part(type)).OfType<JsonElement>().ToList();
        return new Cell(columnId, type, JsonSerializer.SerializeToElement(values, CellJson.Default.ListJsonElement))
        {
            IsFull = true,
        };
    }

    internal static Cell? Read(JsonElement property)
    {
        if (property.Word("id") is not { Length: > 0 } id || property.Word("type") is not { Length: > 0 } type)
            return null;
        return new Cell(PropertyId.Decode(id), type, property.Part(type) ?? default);
    }

    internal static string Set(IEnumerable<string> items) =>
        string.Join('\n', items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    internal static string PersonId(string id) => id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string CanonicalOf(string type, JsonElement value) =>
        type switch
        {
            ColumnTypes.Title or ColumnTypes.RichText => RichText.PlainTextOfAll(value),
            ColumnTypes.Select or ColumnTypes.Status => value.Word("name") ?? "",
            ColumnTypes.MultiSelect => Set(value.Items().Select(option => option.Word("name") ?? "")),
            ColumnTypes.People => Set(value.Items().Select(person => PersonId(person.Word("id") ?? ""))),
            ColumnTypes.Number => value.ValueKind == JsonValueKind.Number ? NumberText(value) : "",
            ColumnTypes.Checkbox => value.ValueKind == JsonValueKind.True ? "true" : "false",
            ColumnTypes.Date => DateOf(value),
            ColumnTypes.Files => string.Join('\n', value.Items().Select(FileOf)),
            _ => value.ValueKind switch
            {
                JsonValueKind.String => value.Word() ?? "",
                JsonValueKind.Undefined or JsonValueKind.Null => "",
                _ => value.GetRawText(),
            },
        };

    private static string NumberText(JsonElement value) =>
        value.TryGetDouble(out var number) ? NumberText(number) : value.GetRawText();

    // 0 and -0 are equal numbers.
    internal static string NumberText(double number) =>
        (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);

    private static string DateOf(JsonElement value)
    {
        if (value.Word("start") is not { } start)
            return "";
        var zone = value.Word("time_zone");
        var from = DateTexts.Canonical(start, zone);
        return value.Word("end") is { } end ? $"{from}/{DateTexts.Canonical(end, zone)}" : from;
    }

    // The query of a file that Notion keeps is a signature, which is another one with every answer.
    private static string FileOf(JsonElement file) =>
        FileText(
            file.Word("name") ?? "",
            file.Part("external")?.Word("url") ?? file.Part("file")?.Word("url")?.Split('?')[0] ?? ""
        );

    internal static string FileText(string name, string url) => $"{name}\t{url}";
}
