using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;

namespace Unfurl.Notion.Databases;

/// <summary>Creates the columns that a mapping lacks.</summary>
public static class MissingColumns
{
    // Of all columns of a request together.
    private const int MaxOptions = 100;

    private const int MaxName = 100;

    /// <summary>The usual columns for these fields, as far as nothing has their names.</summary>
    public static IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> Of(
        DataSource schema,
        IEnumerable<string> fields
    ) =>
        [
            .. fields
                .Distinct(StringComparer.Ordinal)
                .Select(CardFields.Named)
                .Where(field => schema.FindByName(field.Label) is null)
                .Select(field => (field.Label, field.ColumnType, (IReadOnlyList<string>)[])),
        ];

    /// <summary>The body of <c>PATCH /v1/data_sources/{id}</c> that creates these columns in one request.</summary>
    // What is named here is created, and columns that are not named stay as they are.
    public static JsonObject Patch(IEnumerable<(string Name, string Type, IReadOnlyList<string> Options)> columns)
    {
        var left = MaxOptions;
        var properties = new JsonObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, type, options) in columns)
        {
            if (
                type == ColumnTypes.Title
                || !ColumnTypes.Writable.Contains(type)
                || PlainText.Clean(name, MaxName, keepLines: false) is not { } label
                || !names.Add(label)
            )
                continue;
            var settings = new JsonObject();
            if (type is ColumnTypes.Select or ColumnTypes.MultiSelect && options.Count > 0)
            {
                var made = OptionsOf(options).Take(left).ToArray();
                left -= made.Length;
                settings["options"] = new JsonArray([
                    .. made.Select(JsonNode (option) => new JsonObject { ["name"] = option }),
                ]);
            }
            properties[label] = new JsonObject { [type] = settings };
        }
        return new JsonObject { ["properties"] = properties };
    }

    private static IEnumerable<string> OptionsOf(IEnumerable<string> options) =>
        options
            .Select(option => PlainText.Clean(option.Replace(',', ' '), MaxName, keepLines: false))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);
}
