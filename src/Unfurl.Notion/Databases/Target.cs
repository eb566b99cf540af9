namespace Unfurl.Notion.Databases;

/// <summary>The place that a field is written to.</summary>
internal sealed record Target(FieldMapping Field, Column Column, Cell Cell)
{
    /// <summary>Nobody has set it.</summary>
    public bool IsUnset => IsUnsetCell(Column, Cell);

    // A new row's status is the first option already.
    public static bool IsUnsetCell(Column column, Cell cell) =>
        cell.IsEmpty || column.Resting is { } resting && cell.Canonical == resting.Name;
}
