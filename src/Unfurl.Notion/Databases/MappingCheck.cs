namespace Unfurl.Notion.Databases;

/// <summary>What of a mapping cannot work, said when it is made instead of row by row.</summary>
internal static class MappingCheck
{
    public static IReadOnlyList<FieldProblem> Of(Mapping mapping, DataSource schema)
    {
        var problems = new List<FieldProblem>();
        if (schema.InTrash)
            problems.Add(FieldProblems.OfDataSource("The database is in the trash. Restore it in Notion."));
        if (schema.IsSynced)
            problems.Add(
                FieldProblems.OfDataSource(
                    "Notion keeps this database from another tool, so its rows are read-only. Choose a database of your own."
                )
            );
        if (LinkColumn(mapping, schema) is { } problem)
            problems.Add(problem);
        var taken = new HashSet<string>(StringComparer.Ordinal) { mapping.LinkColumnId };
        foreach (var field in mapping.Fields)
            problems.AddRange(OfField(field, schema, taken));
        return problems;
    }

    private static FieldProblem? LinkColumn(Mapping mapping, DataSource schema) =>
        mapping.LinkColumnType is not (ColumnTypes.Url or ColumnTypes.RichText or ColumnTypes.Title)
            ? FieldProblems.LinkColumnType(mapping)
        : schema.Find(mapping.LinkColumnId) is not { } column ? FieldProblems.LinkColumnGone(mapping)
        : column.Type != mapping.LinkColumnType ? FieldProblems.LinkColumnRetyped(mapping, column)
        : null;

    private static IEnumerable<FieldProblem> OfField(FieldMapping field, DataSource schema, HashSet<string> taken)
    {
        if (schema.Find(field.ColumnId) is not { } column)
            return [FieldProblems.Deleted(field)];
        if (column.Type != field.ColumnType)
            return [FieldProblems.Retyped(field, column.Name, column.Type)];
        if (!taken.Add(column.Id))
            return [FieldProblems.Taken(field, column.Name)];
        if (!ColumnTypes.Writable.Contains(column.Type))
            return [FieldProblems.CannotBeWritten(field, column)];
        if (!Conversions.IsPossible(field, column.Type))
            return [FieldProblems.NoConversion(field, column)];
        if (!Conversions.IsPossible(field.Mode, column.Type))
            return [FieldProblems.ModeNotPossible(field, column)];
        // Only a select gets the options that it lacks.
        return column.Type == ColumnTypes.Status
            ? field
                .Values.Values.Where(value => value.Length > 0 && column.FindOption(value) is null)
                .Distinct(StringComparer.Ordinal)
                .Select(value => FieldProblems.UnknownOption(field, column, value))
            : [];
    }
}
