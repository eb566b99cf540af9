namespace Unfurl.Notion.Databases;

/// <summary>The sentences of <see cref="FieldProblem"/>: what is wrong, then what to do.</summary>
internal static class FieldProblems
{
    public static FieldProblem LinkColumnGone(Mapping mapping) =>
        new(
            mapping.LinkColumnId,
            "",
            FieldProblemCode.LinkColumn,
            "The column that holds the links was deleted. Restore it in Notion, or choose another column for the links."
        );

    public static FieldProblem LinkColumnRetyped(Mapping mapping, Column column) =>
        new(
            mapping.LinkColumnId,
            "",
            FieldProblemCode.LinkColumn,
            $"The column \"{column.Name}\" that holds the links is now of type {column.Type}. Change it back to "
                + $"{mapping.LinkColumnType} in Notion, or choose the column for the links again."
        );

    public static FieldProblem LinkColumnType(Mapping mapping) =>
        new(
            mapping.LinkColumnId,
            "",
            FieldProblemCode.LinkColumn,
            $"Links are not read from a column of type {mapping.LinkColumnType}. Choose a column of type url, rich_text or "
                + "title."
        );

    public static FieldProblem Deleted(FieldMapping field) =>
        Of(
            field,
            FieldProblemCode.ColumnDeleted,
            $"The column for {field.Field} was deleted. Restore it in Notion, or choose another column for {field.Field}."
        );

    public static FieldProblem Retyped(FieldMapping field, string name, string type) =>
        Of(
            field,
            FieldProblemCode.ColumnRetyped,
            $"The column \"{name}\" for {field.Field} is now of type {type}. Change it back to {field.ColumnType} in Notion, "
                + $"or choose the column for {field.Field} again."
        );

    public static FieldProblem Taken(FieldMapping field, string name) =>
        Of(
            field,
            FieldProblemCode.ColumnTaken,
            $"The column \"{name}\" already holds the links or another field. Choose another column for {field.Field}."
        );

    public static FieldProblem CannotBeWritten(FieldMapping field, Column column) =>
        Of(
            field,
            FieldProblemCode.CannotBeWritten,
            $"Notion computes the column \"{column.Name}\" of type {column.Type}, or does not let it be written. Choose "
                + $"another column for {field.Field}."
        );

    public static FieldProblem NoConversion(FieldMapping field, Column column) =>
        Of(
            field,
            FieldProblemCode.NoConversion,
            $"{field.Field} cannot be written to the column \"{column.Name}\" of type {column.Type}. Choose a column of "
                + "another type."
        );

    public static FieldProblem ModeNotPossible(FieldMapping field, Column column) =>
        Of(
            field,
            FieldProblemCode.ModeNotPossible,
            $"Values of type {column.Type} have no order, so {field.Field} cannot be written only forward. Choose another "
                + "mode."
        );

    public static FieldProblem UnknownOption(FieldMapping field, Column column, string word) =>
        Of(
            field,
            FieldProblemCode.UnknownOption,
            $"The column \"{column.Name}\" has no option \"{word}\". Add it in Notion, or map the word to one of: "
                + $"{string.Join(", ", column.Options.Select(option => option.Name))}."
        );

    public static FieldProblem StatusStays(string columnId, string field, Column column) =>
        new(
            columnId,
            field,
            FieldProblemCode.StatusStays,
            $"A status cannot be empty, so the column \"{column.Name}\" keeps what was written. Map the empty word to one of "
                + "its options, or use a column of type select."
        );

    public static FieldProblem PersonNotFound(FieldMapping field, IEnumerable<string> names) =>
        Of(
            field,
            FieldProblemCode.PersonNotFound,
            $"No user of this workspace has the e-mail address of {string.Join(", ", names)}. Write {field.Field} to a "
                + "column of type multi_select or rich_text instead."
        );

    public static FieldProblem NotAUrl(FieldMapping field, Column column) =>
        Of(
            field,
            FieldProblemCode.NotAUrl,
            $"{field.Field} is no web address of at most {RichText.MaxItem} characters, so it is not written to the column "
                + $"\"{column.Name}\"."
        );

    public static FieldProblem TooLarge(FieldMapping field, Column column) =>
        Of(
            field,
            FieldProblemCode.TooLarge,
            $"The row's change is larger than Notion takes at once. The column \"{column.Name}\" follows with the next one."
        );

    public static FieldProblem OfDataSource(string text) => new("", "", FieldProblemCode.DataSource, text);

    private static FieldProblem Of(FieldMapping field, string code, string text) =>
        new(field.ColumnId, field.Field, code, text);
}
