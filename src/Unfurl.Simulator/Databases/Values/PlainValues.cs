using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases.Values;

/// <summary>Cells as people see and edit them. People are not bound to the limits of the API.</summary>
internal static class PlainValues
{
    public static JsonNode? Stored(SimulatedColumn column, object? value) =>
        (column.Type, value) switch
        {
            (_, null) => null,
            (_, JsonNode json) => json.DeepClone(),
            ("title" or "rich_text", string text) => RichText.Of(text),
            ("title" or "rich_text", IEnumerable<string> texts) => new JsonArray([.. texts.SelectMany(Items)]),
            ("url" or "email" or "phone_number", string text) => text.Length == 0 ? null : JsonValue.Create(text),
            ("checkbox", bool flag) => JsonValue.Create(flag),
            ("number", IConvertible number) => JsonValue.Create(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
            ("status", string name) => JsonValue.Create(Existing(column, name).Id),
            ("select", string name) => JsonValue.Create(Option(column, name).Id),
            ("multi_select", _) => Ids(Several(value).Cast<string>().Select(name => Option(column, name).Id)),
            ("people", _) => Ids(Several(value).Cast<SimulatedPerson>().Select(person => person.Id)),
            ("relation", _) => Ids(Several(value).Cast<SimulatedRow>().Select(row => row.Id)),
            ("files", _) => new JsonArray([.. Several(value).Cast<string>().Select(File)]),
            ("date", _) => Date(value),
            _ => throw new ArgumentException($"A {column.Type} cell cannot hold {value}.", nameof(value)),
        };

    // What a cell keeps when its column gets another type.
    public static JsonNode? Converted(SimulatedColumn column, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return null;
        return column.Type switch
        {
            "rich_text" => RichText.Of(string.Join(", ", values)),
            "url" or "email" or "phone_number" => JsonValue.Create(values[0]),
            "select" => JsonValue.Create(Option(column, values[0]).Id),
            "multi_select" => Ids(values.Select(name => Option(column, name).Id)),
            "status" when column.Entries.Find(it => it.Name == values[0]) is { } option => JsonValue.Create(option.Id),
            "number" when double.TryParse(values[0], CultureInfo.InvariantCulture, out var number) => JsonValue.Create(
                number
            ),
            _ => null,
        };
    }

    public static string? Text(SimulatedRow row, SimulatedColumn column) =>
        List(row, column) is { Count: > 0 } values ? string.Join(", ", values) : null;

    public static IReadOnlyList<string> List(SimulatedRow row, SimulatedColumn column)
    {
        var value = row.Value(column);
        return column.Type switch
        {
            "title" or "rich_text" => RichText.PlainText(value) is { Length: > 0 } text ? [text] : [],
            "status" => (column.Entries.Find(it => it.Id == (string?)value) ?? column.DefaultOption) is { } option
                ? [option.Name]
                : [],
            "select" => Names(column, [value]),
            "multi_select" => Names(column, value as JsonArray ?? []),
            "people" => [.. (value as JsonArray ?? []).Select(id => UserName(column, (string)id!))],
            "relation" => [.. (value as JsonArray ?? []).Select(id => (string)id!)],
            "files" => [.. (value as JsonArray ?? []).Select(file => (string)file!["external"]!["url"]!)],
            "date" => value is null ? [] : [DateText(value)],
            "checkbox" => [(bool?)value == true ? "true" : "false"],
            "number" => value is null ? [] : [((double)value).ToString(CultureInfo.InvariantCulture)],
            "unique_id" => [row.Number.ToString(CultureInfo.InvariantCulture)],
            _ => value is JsonValue plain ? [plain.ToString()]
            : value is null ? []
            : [value.ToJsonString()],
        };
    }

    private static IEnumerable<JsonNode?> Items(string text) => RichText.Of(text).Select(item => item?.DeepClone());

    private static IEnumerable<object?> Several(object value) =>
        value is IEnumerable list and not string ? list.Cast<object?>() : [value];

    private static JsonArray Ids(IEnumerable<string> ids) =>
        new([.. ids.Select(id => (JsonNode?)JsonValue.Create(id))]);

    private static Option Existing(SimulatedColumn column, string name) =>
        column.Entries.Find(it => it.Name == name)
        ?? throw new ArgumentException($"{column.Name} has no option {name}.", nameof(name));

    private static Option Option(SimulatedColumn column, string name)
    {
        if (column.Entries.Find(it => it.Name == name) is { } found)
            return found;
        var option = column.OptionOf(name);
        column.Entries.Add(option);
        return option;
    }

    private static IReadOnlyList<string> Names(SimulatedColumn column, IEnumerable<JsonNode?> ids) =>
        [.. ids.Select(id => column.Entries.Find(it => it.Id == (string?)id)?.Name).OfType<string>()];

    private static string UserName(SimulatedColumn column, string id)
    {
        var workspace = column.Source.Database.Workspace;
        return workspace.FindPerson(id)?.Name ?? workspace.FindConnection(id)?.Name ?? id;
    }

    private static JsonNode File(string url) =>
        new JsonObject
        {
            ["name"] = url,
            ["type"] = "external",
            ["external"] = new JsonObject { ["url"] = url },
        };

    private static JsonObject Date(object value) =>
        DateValue.Of(
            value switch
            {
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTimeOffset time => DateValue.Format(time),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            },
            null
        );

    private static string DateText(JsonNode date) =>
        date["end"] is { } end ? $"{date["start"]} – {end}" : $"{date["start"]}";
}
