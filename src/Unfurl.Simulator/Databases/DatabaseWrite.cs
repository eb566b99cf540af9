namespace Unfurl.Simulator.Databases;

/// <summary>A write to a row that the API accepted. <c>Icon</c> is JSON; null if the request held none.</summary>
public sealed record DatabaseWrite(
    DateTimeOffset Time,
    string Connection,
    string PageId,
    IReadOnlyList<WrittenCell> Cells,
    string? Icon = null,
    bool IsNewRow = false
);

/// <summary>One property of a write: its id, not encoded, its name then, and the value as it was sent.</summary>
public sealed record WrittenCell(string PropertyId, string Column, string Json);
