namespace Unfurl.Notion.Lab;

/// <summary>A database in the lab's Notion, whose rows show what their links lead to.</summary>
public interface ILabDatabase
{
    /// <summary>How many rows it takes.</summary>
    int MaxRows { get; }

    /// <summary>All that a person sees who opens it.</summary>
    LabTable Read();

    /// <summary>A person adds a row with a link.</summary>
    /// <returns>False when it has as many rows as it takes.</returns>
    bool AddRow(string link);
}

/// <summary>A database as a person sees it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="About">As whom it is filled, in some sentences.</param>
/// <param name="Columns">In order; the first is the title of a row.</param>
/// <param name="Rows">In order; their cells are in the order of the columns.</param>
public sealed record LabTable(string Title, string About, IReadOnlyList<LabColumn> Columns, IReadOnlyList<LabRow> Rows);

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as Notion's API spells it.</param>
public sealed record LabColumn(string Name, string Type);

/// <summary>A row.</summary>
/// <param name="Cells">Each cell's values; none where it is empty.</param>
/// <param name="ChangePath">Where the thing behind its link can be changed; null if nowhere here.</param>
public sealed record LabRow(IReadOnlyList<IReadOnlyList<LabValue>> Cells, string? ChangePath);

/// <summary>A value of a cell.</summary>
/// <param name="Text">As it is stored: a day as <c>2026-12-04</c>, a checkbox as <c>true</c> or <c>false</c>.</param>
/// <param name="Color">Of an option, by Notion's name for it; null for other values.</param>
public sealed record LabValue(string Text, string? Color = null);
