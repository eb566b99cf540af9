namespace Unfurl.Notion.Databases;

/// <summary>Which fields can be written to which types of columns, and in which modes.</summary>
internal static class Conversions
{
    public static bool IsPossible(FieldMapping field, string columnType)
    {
        // It says why there is no card, in a sentence.
        if (field.Field == CardFields.PreviewStatus)
            return columnType == ColumnTypes.RichText;
        var kind = CardFields.Named(field.Field).Kind;
        return columnType switch
        {
            ColumnTypes.Title or ColumnTypes.RichText => kind is not CardFieldKind.Flag,
            ColumnTypes.Url => kind is CardFieldKind.File or CardFieldKind.Text or CardFieldKind.Any,
            ColumnTypes.Number => kind is CardFieldKind.Number,
            // Words become yes or no only if the mapping says which.
            ColumnTypes.Checkbox => kind is CardFieldKind.Flag || field.Values.Count > 0 && IsWord(kind),
            ColumnTypes.Select => IsWord(kind) || kind is CardFieldKind.Person,
            ColumnTypes.MultiSelect => IsWord(kind)
                || kind is CardFieldKind.Person or CardFieldKind.People or CardFieldKind.Labels,
            ColumnTypes.Status => IsWord(kind),
            ColumnTypes.People => kind is CardFieldKind.Person or CardFieldKind.People,
            ColumnTypes.Date => kind is CardFieldKind.Day or CardFieldKind.Moment or CardFieldKind.Any,
            ColumnTypes.Files => kind is CardFieldKind.File,
            _ => false,
        };
    }

    public static bool IsPossible(WriteMode mode, string columnType) =>
        mode != WriteMode.OnlyForward
        || columnType
            is ColumnTypes.Status
                or ColumnTypes.Select
                or ColumnTypes.Date
                or ColumnTypes.Number
                or ColumnTypes.Checkbox;

    private static bool IsWord(CardFieldKind kind) =>
        kind is CardFieldKind.Text or CardFieldKind.Choice or CardFieldKind.Any;
}
