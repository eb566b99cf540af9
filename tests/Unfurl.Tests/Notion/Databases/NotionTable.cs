using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

/// <summary>A data source with one column of each type and one row, which takes writes as Notion does and refuses what it refuses.</summary>
internal sealed class NotionTable
{
    public static readonly string[] StatusOptions = ["Not started", "In progress", "In review", "Done", "Won't fix"];

    public static readonly string[] SelectOptions = ["Draft", "Open", "Merged", "Closed"];

    private static readonly string[] Types = [.. ColumnTypes.Writable, "formula", "created_time"];

    private readonly JsonObject cells = [];
    private readonly List<string> selectOptions = [.. SelectOptions];
    private readonly List<string> multiSelectOptions = ["bug", "docs"];

    public NotionTable()
    {
        foreach (var type in Types)
            Set(type, EmptyOf(type));
        Links = "https://acme.com/items/1";
    }

    /// <summary>Whether times come back without their seconds, as Notion's own pages show them.</summary>
    public bool ForgetsSeconds { get; init; }

    /// <summary>What else becomes of written words.</summary>
    public Func<string, string> Rewrites { get; init; } = text => text;

    public string Links { get; set; }

    public JsonNode? Icon { get; set; }

    /// <summary>What stands in for a column that was changed in Notion: null for a deleted one.</summary>
    public Dictionary<string, string?> Retyped { get; } = [];

    public DataSource Schema => DataSource.Read(Json(SchemaJson()))!;

    public Row Row => Row.Read(Json(RowJson()))!;

    // "^" is among the characters that the API escapes.
    public static string Id(string type) => type == ColumnTypes.Title ? "title" : $"{type}^";

    private static string Delivered(string type) => Id(type).Replace("^", "%5E", StringComparison.Ordinal);

    public void Set(string type, JsonNode? value) => cells[type] = value?.DeepClone();

    public string Canonical(string type) => Row.Cells[Id(type)].Canonical;

    /// <summary>Takes the body of PATCH /v1/pages/{id}.</summary>
    public void Apply(JsonObject body)
    {
        Encoding.UTF8.GetByteCount(body.ToJsonString()).ShouldBeLessThan(500_000);
        foreach (var (key, value) in body["properties"]?.AsObject() ?? [])
        {
            var type = Types.Single(type => Delivered(type) == key);
            var written = value!.AsObject();
            written.Count.ShouldBe(1);
            Set(type, Read(type, written[type]));
        }
        if (body.ContainsKey("icon"))
            Icon = body["icon"]?.DeepClone();
    }

    public static JsonArray Text(string text) =>
        text.Length == 0 ? [] : [new JsonObject { ["type"] = "text", ["plain_text"] = text }];

    public JsonNode? ValueOf(string type, string text) =>
        type switch
        {
            ColumnTypes.Title or ColumnTypes.RichText => Text(text),
            ColumnTypes.Number => double.Parse(text, CultureInfo.InvariantCulture),
            ColumnTypes.Checkbox => text == "true",
            ColumnTypes.Select or ColumnTypes.Status => new JsonObject { ["name"] = text },
            ColumnTypes.MultiSelect => new JsonArray([
                .. text.Split('|').Select(JsonNode (it) => new JsonObject { ["name"] = it }),
            ]),
            ColumnTypes.People => new JsonArray([
                .. text.Split('|').Select(JsonNode (it) => new JsonObject { ["id"] = it }),
            ]),
            ColumnTypes.Date => new JsonObject { ["start"] = text },
            ColumnTypes.Files => new JsonArray(
                new JsonObject
                {
                    ["name"] = "image",
                    ["external"] = new JsonObject { ["url"] = text },
                }
            ),
            _ => text,
        };

    private JsonNode? Read(string type, JsonNode? value)
    {
        switch (type)
        {
            case ColumnTypes.Title or ColumnTypes.RichText:
                value!.AsArray().Count.ShouldBeLessThanOrEqualTo(100);
                foreach (var item in value.AsArray())
                    ShouldBeText((string)item!["text"]!["content"]!, 2000);
                return Text(
                    Rewrites(string.Concat(value.AsArray().Select(item => (string)item!["text"]!["content"]!)))
                );
            case ColumnTypes.Url:
                ((string?)value)?.Length.ShouldBeInRange(1, 2000);
                return value;
            case ColumnTypes.Select:
                return value is null ? null : Option((string)value["name"]!, selectOptions);
            case ColumnTypes.MultiSelect:
                value!.AsArray().Count.ShouldBeLessThanOrEqualTo(100);
                var names = value.AsArray().Select(option => (string)option!["name"]!).ToList();
                names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(names.Count);
                return new JsonArray([.. names.Select(JsonNode (name) => Option(name, multiSelectOptions))]);
            case ColumnTypes.Status:
                value.ShouldNotBeNull();
                return new JsonObject
                {
                    ["name"] = StatusOptions[int.Parse(((string)value["id"]!)[1..], CultureInfo.InvariantCulture)],
                };
            case ColumnTypes.Date when value is not null:
                return new JsonObject
                {
                    ["start"] = Time((string)value["start"]!),
                    ["end"] = null,
                    ["time_zone"] = null,
                };
            case ColumnTypes.Number:
                if (value is not null)
                    double.IsFinite((double)value).ShouldBeTrue();
                return value;
            case ColumnTypes.Files:
                foreach (var file in value!.AsArray())
                {
                    ((string)file!["name"]!).Length.ShouldBeInRange(1, 100);
                    ((string)file["external"]!["url"]!).Length.ShouldBeInRange(1, 2000);
                }
                return value;
            case ColumnTypes.Checkbox:
                value.ShouldNotBeNull();
                return value;
            case ColumnTypes.People:
                value!.AsArray().Count.ShouldBeLessThanOrEqualTo(100);
                return value;
            case ColumnTypes.Date:
                return null;
            default:
                throw new InvalidOperationException($"{type} cannot be written");
        }
    }

    private static JsonObject Option(string name, List<string> options)
    {
        ShouldBeText(name, 100);
        name.ShouldNotContain(',');
        if (!options.Contains(name))
            options.Add(name);
        return new JsonObject
        {
            ["id"] = $"o{options.IndexOf(name)}",
            ["name"] = name,
            ["color"] = "default",
        };
    }

    private static void ShouldBeText(string text, int limit)
    {
        text.Length.ShouldBeInRange(1, limit);
        text.Any(c => char.IsControl(c) && c != '\n').ShouldBeFalse();
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text).ShouldBePositive();
    }

    // An offset with milliseconds comes back for whatever was written.
    private string Time(string text)
    {
        if (!text.Contains('T', StringComparison.Ordinal))
            return text;
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        if (ForgetsSeconds)
            time = new(time.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, time.Offset);
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
    }

    private static JsonNode? EmptyOf(string type) =>
        type switch
        {
            ColumnTypes.Checkbox => false,
            ColumnTypes.Status => new JsonObject { ["name"] = StatusOptions[0] },
            ColumnTypes.Url or ColumnTypes.Number or ColumnTypes.Select or ColumnTypes.Date => null,
            "formula" or "created_time" => null,
            _ => new JsonArray(),
        };

    private JsonObject SchemaJson()
    {
        var properties = new JsonObject
        {
            ["Link"] = new JsonObject
            {
                ["id"] = "link",
                ["name"] = "Link",
                ["type"] = "url",
            },
        };
        foreach (var type in Types.Where(Exists))
        {
            var now = TypeOf(type);
            var settings = new JsonObject();
            if (now is ColumnTypes.Select or ColumnTypes.MultiSelect)
                settings["options"] = Options(now == ColumnTypes.Select ? selectOptions : multiSelectOptions);
            if (now == ColumnTypes.Status)
            {
                settings["options"] = Options(StatusOptions);
                settings["groups"] = new JsonArray(
                    Group("Complete", "o3", "o4"),
                    Group("To-do", "o0"),
                    Group("In progress", "o1", "o2")
                );
            }
            properties[type] = new JsonObject
            {
                ["id"] = Delivered(type),
                ["name"] = type,
                ["type"] = now,
                [now] = settings,
            };
        }
        return new JsonObject
        {
            ["object"] = "data_source",
            ["id"] = "ds",
            ["properties"] = properties,
        };
    }

    private static JsonArray Options(IEnumerable<string> names) =>
        [.. names.Select((name, i) => new JsonObject { ["id"] = $"o{i}", ["name"] = name })];

    private static JsonObject Group(string name, params string[] ids) =>
        new() { ["name"] = name, ["option_ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };

    private JsonObject RowJson()
    {
        var properties = new JsonObject
        {
            ["Link"] = new JsonObject
            {
                ["id"] = "link",
                ["type"] = "url",
                ["url"] = Links,
            },
        };
        foreach (var type in Types.Where(Exists))
        {
            var now = TypeOf(type);
            properties[type] = new JsonObject
            {
                ["id"] = Delivered(type),
                ["type"] = now,
                [now] = cells[type]?.DeepClone(),
            };
        }
        return new JsonObject
        {
            ["object"] = "page",
            ["id"] = "row",
            ["icon"] = Icon?.DeepClone(),
            ["properties"] = properties,
        };
    }

    private bool Exists(string type) => !Retyped.TryGetValue(type, out var now) || now is not null;

    private string TypeOf(string type) => Retyped.GetValueOrDefault(type) ?? type;

    private static JsonElement Json(JsonObject json) => JsonDocument.Parse(json.ToJsonString()).RootElement;
}
