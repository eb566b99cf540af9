namespace Unfurl.Notion.Databases;

/// <summary>A set of columns with fixed names, and the fields of a card that are written to them.</summary>
/// <param name="Name">As a mapping names it.</param>
/// <param name="LinkColumn">The name of the column that holds the links.</param>
/// <param name="Columns">The others.</param>
public sealed record Preset(string Name, string LinkColumn, IReadOnlyList<PresetColumn> Columns)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>
    /// The columns that Notion's own GitHub sync makes for pull requests, so that views and formulas over them stay. Reviewers
    /// are not on a card.
    /// </summary>
    // https://github.com/makenotion/notion-cookbook, workers/templates/github-sync
    public static Preset GitHubSync { get; } =
        new(
            "github-sync",
            "PR Link",
            [
                new("Title", ColumnTypes.Title, "title", [], None),
                new("PR Key", ColumnTypes.RichText, "identifier", [], None),
                // Drafts have a column of their own.
                new(
                    "State",
                    ColumnTypes.Select,
                    "status",
                    ["Open", "Closed", "Merged"],
                    new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                    {
                        ["Draft"] = "Open",
                        ["Queued"] = "Open",
                    }
                ),
                new("Draft", ColumnTypes.Checkbox, "draft", [], None),
                new(
                    "Review Activity",
                    ColumnTypes.Select,
                    "review",
                    ["Approved", "Changes requested", "Review required"],
                    None
                ),
                new(
                    "CI Status",
                    ColumnTypes.Select,
                    "checks",
                    ["Passing", "Failing", "Pending"],
                    new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                    {
                        ["Checks passed"] = "Passing",
                        ["Checks failed"] = "Failing",
                        ["Checks running"] = "Pending",
                    }
                ),
                new("Author", ColumnTypes.RichText, "author", [], None),
                new("Assignees", ColumnTypes.MultiSelect, "assignees", [], None),
                new("Labels", ColumnTypes.MultiSelect, "labels", [], None),
                new("Milestone", ColumnTypes.RichText, "milestone", [], None),
                new("Base Branch", ColumnTypes.RichText, "base_branch", [], None),
                new("Head Branch", ColumnTypes.RichText, "head_branch", [], None),
                new("Repository", ColumnTypes.RichText, "repository", [], None),
                new("Created", ColumnTypes.Date, "created_at", [], None),
                new("Updated", ColumnTypes.Date, "updated_at", [], None),
                new("Closed", ColumnTypes.Date, "closed_at", [], None),
                new("Merged", ColumnTypes.Date, "merged_at", [], None),
            ]
        );

    /// <summary>A mapping to the columns of these names, whatever their types are, if a value fits into them.</summary>
    public Suggestion For(DataSource schema)
    {
        var suggestion = Suggestion.For(
            schema,
            schema.FindByName(LinkColumn) is { Type: ColumnTypes.Url or ColumnTypes.RichText } links ? links : null,
            column => ColumnOf(schema, column)?.Field
        );
        if (suggestion.Mapping is not { } mapping)
            return suggestion;
        var fields = mapping.Fields.Select(field =>
            field with
            {
                Values = Spelled(Columns.First(column => column.Field == field.Field), schema.Find(field.ColumnId)!),
            }
        );
        return suggestion with { Mapping = mapping with { Fields = [.. fields] } };
    }

    /// <summary>What to create so that the preset is whole, for <see cref="MissingColumns.Patch"/>.</summary>
    public IReadOnlyList<(string Name, string Type, IReadOnlyList<string> Options)> MissingFrom(DataSource schema)
    {
        var missing = new List<(string, string, IReadOnlyList<string>)>();
        if (schema.FindByName(LinkColumn) is null)
            missing.Add((LinkColumn, ColumnTypes.Url, []));
        foreach (var column in Columns)
        {
            // Every data source has its title already, and no other can be made.
            if (column.Type != ColumnTypes.Title && schema.FindByName(column.Name) is null)
                missing.Add((column.Name, column.Type, column.Options));
        }
        return missing;
    }

    // The title by its type: it may have any name.
    private PresetColumn? ColumnOf(DataSource schema, Column column) =>
        Columns.FirstOrDefault(preset =>
            preset.Type == ColumnTypes.Title
                ? column.Type == ColumnTypes.Title
                : schema.FindByName(preset.Name) == column
        );

    // A status has no options but its own: for the sync's words that it lacks, those of the group stand in.
    private static IReadOnlyDictionary<string, string> Spelled(PresetColumn preset, Column column)
    {
        if (column.Type != ColumnTypes.Status)
            return preset.Values;
        var values = new Dictionary<string, string>(CardWords.ValuesFor(column), StringComparer.OrdinalIgnoreCase);
        foreach (var (word, option) in preset.Values)
        {
            if (column.FindOption(option) is not null)
                values[word] = option;
        }
        return values;
    }
}

/// <summary>A column of a preset.</summary>
/// <param name="Name">As the sync names it.</param>
/// <param name="Type">The type that it gets when it is created.</param>
/// <param name="Field">The field that is written to it.</param>
/// <param name="Options">The options that it gets when it is created.</param>
/// <param name="Values">The card's words and the sync's words for them.</param>
public sealed record PresetColumn(
    string Name,
    string Type,
    string Field,
    IReadOnlyList<string> Options,
    IReadOnlyDictionary<string, string> Values
);
