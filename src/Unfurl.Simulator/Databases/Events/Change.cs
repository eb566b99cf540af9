namespace Unfurl.Simulator.Databases.Events;

/// <summary>What happened to a row, or without one to a data source. Subscriptions make events of it.</summary>
internal sealed record Change(string Type, SimulatedDataSource Source, SimulatedRow? Row, string Author)
{
    // Of a row: the ids of the properties that were written, as the API delivers them.
    public IReadOnlyList<string> Properties { get; init; } = [];

    // Of a data source.
    public IReadOnlyList<ColumnChange> Columns { get; init; } = [];

    public string EntityId => Row?.Id ?? Source.Id;
}

/// <summary>A change of a column: its id as the API delivers it, its name then, and "created", "updated" or "deleted".</summary>
internal sealed record ColumnChange(string Id, string Name, string Action)
{
    public const string Created = "created";
    public const string Updated = "updated";
    public const string Deleted = "deleted";

    public static ColumnChange Of(SimulatedColumn column, string action) => new(column.EncodedId, column.Name, action);
}
