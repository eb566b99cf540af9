using System.Text.Json;

namespace Unfurl.Notion.Databases;

/// <summary>
/// A data source: the table of a Notion database, with its columns. Types that are not known pass through, and so does the
/// partial object, which has an id and columns only.
/// </summary>
public sealed record DataSource
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public string? DatabaseId { get; init; }

    public bool InTrash { get; init; }

    /// <summary>Kept by Notion from another tool, e.g. Jira: its rows are read-only.</summary>
    public bool IsSynced { get; init; }

    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>Reads the JSON of <c>GET /v1/data_sources/{id}</c>.</summary>
    /// <returns>Null if it is not a data source.</returns>
    public static DataSource? Read(JsonElement json)
    {
        if (json.Word("object") != "data_source" || json.Word("id") is not { Length: > 0 } id)
            return null;
        var parent = json.Part("parent") ?? default;
        return new DataSource
        {
            Id = id,
            Title = string.Concat(json.Items("title").Select(RichText.PlainTextOf)),
            DatabaseId = parent.Word("database_id"),
            InTrash = json.Flag("in_trash") || json.Flag("archived"),
            IsSynced = parent.Word("type") == "data_source_id",
            Columns = [.. json.Members("properties").Select(Column.Read).OfType<Column>()],
        };
    }

    /// <summary>By the decoded id.</summary>
    public Column? Find(string id) => Columns.FirstOrDefault(column => column.Id == id);

    /// <summary>By the exact name, else the only one that differs in case only.</summary>
    public Column? FindByName(string name)
    {
        if (Columns.FirstOrDefault(column => column.Name == name) is { } exact)
            return exact;
        var similar = Columns.Where(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return similar.Take(2).ToArray() is [var only] ? only : null;
    }
}

/// <summary>A column of a data source.</summary>
/// <param name="Id">Percent-decoded; it survives renames.</param>
/// <param name="Name">As people see it.</param>
/// <param name="Type">Notion's word, e.g. <c>multi_select</c>; there may be new ones.</param>
/// <param name="Options">
/// Of a select, multi_select or status. A status has them in the order of its groups (To-do, In progress, Complete).
/// </param>
public sealed record Column(string Id, string Name, string Type, IReadOnlyList<ColumnOption> Options)
{
    private static readonly string[] Groups = ["to-do", "in progress", "complete"];

    /// <summary>The id as the API wrote it, which it takes as the key of a write.</summary>
    public string DeliveredId { get; init; } = Id;

    /// <summary>
    /// What a status shows that nobody has set: a status is never empty. Null for other types.
    /// </summary>
    public ColumnOption? Resting => Type == ColumnTypes.Status && Options is [var first, ..] ? first : null;

    /// <summary>The option of this id or name; a name in other case only if there is none in the same.</summary>
    public ColumnOption? FindOption(string text) =>
        Options.FirstOrDefault(option => option.Name == text)
        ?? Options.FirstOrDefault(option => option.Name.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? Options.FirstOrDefault(option => option.Id == text && text.Length > 0);

    internal int OrderOf(string? optionName)
    {
        for (var i = 0; i < Options.Count; i++)
        {
            if (Options[i].Name == optionName)
                return i;
        }
        return -1;
    }

    internal static Column? Read(JsonProperty property)
    {
        var json = property.Value;
        if (json.Word("id") is not { Length: > 0 } id || json.Word("type") is not { Length: > 0 } type)
            return null;
        return new Column(PropertyId.Decode(id), json.Word("name") ?? property.Name, type, OptionsOf(json, type))
        {
            DeliveredId = id,
        };
    }

    private static IReadOnlyList<ColumnOption> OptionsOf(JsonElement json, string type)
    {
        if (
            type is not (ColumnTypes.Select or ColumnTypes.MultiSelect or ColumnTypes.Status)
            || json.Part(type) is not { } settings
        )
            return [];
        var groups = GroupsOf(settings);
        var options = settings
            .Items("options")
            .Select(option => new ColumnOption(
                option.Word("id") ?? "",
                option.Word("name") ?? "",
                groups.GetValueOrDefault(option.Word("id") ?? "") ?? option.Word("group")
            ))
            .Where(option => option.Name.Length > 0);
        return type == ColumnTypes.Status ? [.. options.OrderBy(option => RankOf(option.Group))] : [.. options];
    }

    private static Dictionary<string, string> GroupsOf(JsonElement settings)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in settings.Items("groups"))
        {
            foreach (var option in group.Items("option_ids"))
            {
                if (option.Word() is { } id && group.Word("name") is { } name)
                    groups[id] = name;
            }
        }
        return groups;
    }

    // Groups that somebody has renamed come after those that are known, and keep their options' order.
    private static int RankOf(string? group) =>
        Array.IndexOf(Groups, group?.Trim().ToLowerInvariant()) is >= 0 and var rank ? rank : Groups.Length;
}

/// <summary>An option of a column.</summary>
/// <param name="Id">Its id, which survives a rename.</param>
/// <param name="Name">As people see it.</param>
/// <param name="Group">Of a status: <c>To-do</c>, <c>In progress</c> or <c>Complete</c>.</param>
public sealed record ColumnOption(string Id, string Name, string? Group = null);

/// <summary>Notion's words for the types of columns that can be written.</summary>
public static class ColumnTypes
{
    public const string Title = "title";
    public const string RichText = "rich_text";
    public const string Url = "url";
    public const string Number = "number";
    public const string Checkbox = "checkbox";
    public const string Select = "select";
    public const string MultiSelect = "multi_select";
    public const string Status = "status";
    public const string People = "people";
    public const string Date = "date";
    public const string Files = "files";

    public static IReadOnlyList<string> Writable { get; } =
    [Title, RichText, Url, Number, Checkbox, Select, MultiSelect, Status, People, Date, Files];
}
