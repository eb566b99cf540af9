using Unfurl.Notion.Databases;

namespace Unfurl.Server.Pages.Databases;

/// <summary>A column that the data source does not have and the form offers to make.</summary>
/// <param name="Field">What is written there; empty for the column of links.</param>
internal sealed record ProposedColumn(
    string Name,
    string Type,
    string Field,
    IReadOnlyList<string> Options,
    IReadOnlyDictionary<string, string> Values
)
{
    private static readonly Dictionary<string, string> AsTheyAre = [];

    // What most people want to see of a link, and why there is nothing.
    private static readonly string[] Usual =
    [
        "status",
        "author",
        "assignees",
        "labels",
        "review",
        "checks",
        "priority",
        "milestone",
        "due",
        "comments",
        "created_at",
        "updated_at",
        CardFields.PreviewStatus,
    ];

    /// <summary>The usual columns for what nothing holds yet, or those of the preset.</summary>
    public static IReadOnlyList<ProposedColumn> For(DataSource schema, EnrichmentForm form) =>
        form.IsPreset ? OfPreset(schema) : UsualOnes(schema, form);

    public (string Name, string Type, IReadOnlyList<string> Options) ToMissing() => (Name, Type, Options);

    private static IReadOnlyList<ProposedColumn> OfPreset(DataSource schema) =>
        [
            .. Preset
                .GitHubSync.MissingFrom(schema)
                .Select(missing => (missing, Preset.GitHubSync.Columns.FirstOrDefault(one => one.Name == missing.Name)))
                .Select(one => new ProposedColumn(
                    one.missing.Name,
                    one.missing.Type,
                    one.Item2?.Field ?? "",
                    one.missing.Options,
                    one.Item2?.Values ?? AsTheyAre
                )),
        ];

    private static List<ProposedColumn> UsualOnes(DataSource schema, EnrichmentForm form)
    {
        var proposed = new List<ProposedColumn>();
        if (!schema.Columns.Any(column => column.Type == ColumnTypes.Url) && schema.FindByName("Link") is null)
            proposed.Add(new("Link", ColumnTypes.Url, "", [], AsTheyAre));
        var free = Usual.Where(field => form.Columns.All(column => column.Field != field));
        foreach (var field in free.Select(CardFields.Named))
        {
            if (MissingColumns.Of(schema, [field.Name]) is [var (name, type, options)])
                proposed.Add(new(name, type, field.Name, options, AsTheyAre));
        }
        return proposed;
    }
}
