using System.Text.Json.Nodes;

namespace Unfurl.Simulator.Databases;

/// <summary>
/// A column to add: its name, its type as the API spells it, and its options if it has some. A status column without options
/// gets Notion's three.
/// </summary>
public sealed record NewColumn(string Name, string Type, params IReadOnlyList<ColumnOption> Options)
{
    // Of a relation. Null: the data source itself.
    public SimulatedDataSource? RelatesTo { get; init; }

    // What the schema says below the type, e.g. the expression of a formula; null for what most columns of the type have.
    public JsonObject? Configuration { get; init; }
}

/// <summary>An option of a select, multi_select or status column; the group is one of a status column's.</summary>
public sealed record ColumnOption(string Name, string Color = "default", string? Group = null)
{
    public static implicit operator ColumnOption(string name) => new(name);

    public static ColumnOption FromString(string name) => new(name);
}
