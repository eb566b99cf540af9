namespace Unfurl.Simulator.Databases.Values;

/// <summary>The types of columns (reference page "Data source properties"), and what holds for all of one type.</summary>
internal static class ColumnTypes
{
    public static readonly IReadOnlyList<string> Writable =
    [
        "title",
        "rich_text",
        "number",
        "select",
        "multi_select",
        "status",
        "date",
        "people",
        "files",
        "checkbox",
        "url",
        "email",
        "phone_number",
        "relation",
        "place",
        "verification",
    ];

    public static readonly IReadOnlyList<string> ReadOnly =
    [
        "formula",
        "rollup",
        "created_time",
        "created_by",
        "last_edited_time",
        "last_edited_by",
        "last_visited_time",
        "unique_id",
        "button",
        "location",
    ];

    public static bool IsKnown(string type) => Writable.Contains(type) || ReadOnly.Contains(type);

    // What the API can add and change; the others are made in Notion's user interface.
    public static bool IsInSchemaRequests(string type) =>
        IsKnown(type) && type is not ("button" or "location" or "verification" or "last_visited_time");

    public static bool HasOptions(string type) => type is "select" or "multi_select" or "status";

    // A page holds the first 25 references only; the endpoint of the property has all, page by page.
    public static bool IsCut(string type) => type is "title" or "rich_text" or "people" or "relation";
}

/// <summary>The three groups that every status column has.</summary>
internal static class StatusGroups
{
    public const string ToDo = "To-do";

    public static readonly IReadOnlyList<(string Name, string Color)> All =
    [
        (ToDo, "gray"),
        ("In progress", "blue"),
        ("Complete", "green"),
    ];

    public static readonly IReadOnlyList<ColumnOption> DefaultOptions =
    [
        new("Not started", "default", ToDo),
        new("In progress", "blue", "In progress"),
        new("Done", "green", "Complete"),
    ];

    public static bool IsKnown(string group) => All.Any(it => it.Name == group);
}
