using System.Text.Json;

namespace Unfurl.Notion.Databases;

/// <summary>A page of a data source, from the result of a query or from <c>GET</c> or <c>PATCH /v1/pages/{id}</c>.</summary>
public sealed record Row
{
    public required string Id { get; init; }

    public string? DataSourceId { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Notion cuts it to the minute.</summary>
    public DateTimeOffset LastEdited { get; init; }

    public bool InTrash { get; init; }

    public string? LastEditedBy { get; init; }

    /// <summary>Null if the answer does not say; the JSON value null for none.</summary>
    public JsonElement? Icon { get; init; }

    /// <summary>By decoded column id. An answer may be limited to some columns.</summary>
    public IReadOnlyDictionary<string, Cell> Cells { get; init; } = new Dictionary<string, Cell>();

    /// <summary>Reads a page.</summary>
    /// <returns>Null if it is not a page, e.g. a data source among the rows of a wiki.</returns>
    public static Row? Read(JsonElement json)
    {
        if (json.Word("object") != "page" || json.Word("id") is not { Length: > 0 } id)
            return null;
        // The cells outlive the document.
        json = json.Clone();
        var cells = new Dictionary<string, Cell>(StringComparer.Ordinal);
        foreach (var property in json.Members("properties"))
        {
            if (Cell.Read(property.Value) is { } cell)
                cells[cell.ColumnId] = cell;
        }
        return new Row
        {
            Id = id,
            DataSourceId = json.Part("parent")?.Word("data_source_id"),
            Created = json.Moment("created_time") ?? default,
            LastEdited = json.Moment("last_edited_time") ?? default,
            InTrash = json.Flag("in_trash") || json.Flag("is_archived") || json.Flag("archived"),
            LastEditedBy = json.Part("last_edited_by")?.Word("id"),
            Icon = json.TryGetProperty("icon", out var icon) ? icon : null,
            Cells = cells,
        };
    }

    /// <summary>The same row with one cell replaced, e.g. by what <see cref="Cell.Full"/> made.</summary>
    public Row With(Cell cell) =>
        this with
        {
            Cells = new Dictionary<string, Cell>(Cells, StringComparer.Ordinal) { [cell.ColumnId] = cell },
        };
}
