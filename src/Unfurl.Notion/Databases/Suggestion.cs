namespace Unfurl.Notion.Databases;

/// <summary>A mapping guessed from the columns of a data source.</summary>
/// <param name="Mapping">Null if no column for links was found.</param>
/// <param name="Unmatched">The writable columns that nothing is written to.</param>
public sealed record Suggestion(Mapping? Mapping, IReadOnlyList<Column> Unmatched)
{
    // What people call the column of links, the surest names first.
    private static readonly string[] LinkNames =
    [
        "link",
        "url",
        "prlink",
        "prurl",
        "pullrequest",
        "pullrequestlink",
        "issuelink",
        "issueurl",
        "issue",
        "github",
        "githublink",
        "githuburl",
        "gitlab",
        "jira",
        "ticket",
        "links",
        "website",
        "source",
    ];

    /// <summary>By type and name: English names and their usual variants.</summary>
    public static Suggestion For(DataSource schema) => For(schema, LinkColumnOf(schema), ColumnNames.FieldOf);

    internal static Suggestion For(DataSource schema, Column? links, Func<Column, string?> fieldOf)
    {
        var fields = new List<FieldMapping>();
        foreach (var column in schema.Columns)
        {
            if (column == links || fieldOf(column) is not { } field || fields.Exists(other => other.Field == field))
                continue;
            var mapping = MappingOf(field, column);
            if (Conversions.IsPossible(mapping, column.Type))
                fields.Add(mapping);
        }
        var unmatched = schema.Columns.Where(column =>
            column != links
            && ColumnTypes.Writable.Contains(column.Type)
            && !fields.Exists(field => field.ColumnId == column.Id)
        );
        return new Suggestion(
            links is null
                ? null
                : new Mapping
                {
                    DataSourceId = schema.Id,
                    LinkColumnId = links.Id,
                    LinkColumnType = links.Type,
                    Fields = fields,
                },
            [.. unmatched]
        );
    }

    internal static Column? LinkColumnOf(DataSource schema)
    {
        Column[] addresses = [.. schema.Columns.Where(column => column.Type == ColumnTypes.Url)];
        return ByName(addresses)
            ?? (addresses is [var first, ..] ? first : null)
            ?? ByName([.. schema.Columns.Where(column => column.Type == ColumnTypes.RichText)])
            ?? ByName([.. schema.Columns.Where(column => column.Type == ColumnTypes.Title)]);
    }

    private static Column? ByName(IReadOnlyList<Column> columns) =>
        LinkNames
            .Select(name => columns.FirstOrDefault(column => ColumnNames.Normal(column.Name) == name))
            .FirstOrDefault(column => column is not null);

    // A row's title is what people call it, so it is filled and never replaced.
    private static FieldMapping MappingOf(string field, Column column) =>
        new(
            field,
            column.Id,
            column.Type,
            column.Type == ColumnTypes.Title ? WriteMode.IfEmpty : WriteMode.Always,
            field == "status" && column.Type == ColumnTypes.Status
                ? CardWords.ValuesFor(column)
                : new Dictionary<string, string>()
        );
}
