using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases;

/// <summary>A data source: a table with columns and rows.</summary>
public sealed class SimulatedDataSource
{
    private readonly List<SimulatedColumn> _columns = [];
    private readonly Dictionary<string, SimulatedRow> _rows = new(StringComparer.Ordinal);
    private int _lastNumber;

    internal SimulatedDataSource(SimulatedDatabase database, string id, string name, IReadOnlyList<NewColumn> columns)
    {
        Database = database;
        Id = id;
        Name = name;
        CreatedTime = LastEditedTime = database.All.Now;
        if (!columns.Any(it => it.Type == "title"))
            Add(new("Name", "title"));
        foreach (var column in columns)
            Add(column);
    }

    public SimulatedDatabase Database { get; }

    public string Id { get; }

    public string Name { get; internal set; }

    public IReadOnlyList<SimulatedColumn> Columns => All.Read(() => _columns.ToArray());

    // In the order in which they were made; without purged ones.
    public IReadOnlyList<SimulatedRow> Rows => All.Read(() => _rows.Values.OrderBy(row => row.Number).ToArray());

    internal IReadOnlyCollection<SimulatedRow> RowList => _rows.Values;

    internal IReadOnlyList<SimulatedColumn> ColumnList => _columns;

    internal SimulatedColumn TitleColumn => _columns.Find(it => it.Type == "title")!;

    internal DateTimeOffset CreatedTime { get; }

    internal DateTimeOffset LastEditedTime { get; private set; }

    private SimulatedDatabases All => Database.All;

    // Throws if there is no column of the name.
    public SimulatedColumn Column(string name) => All.Read(() => Require(name));

    public SimulatedColumn AddColumn(NewColumn column) =>
        All.Change(() =>
        {
            var added = Add(column);
            NoteSchemaChange(added, ColumnChange.Created);
            return added;
        });

    // A person adds a row. The values are those that SimulatedRow.Edit takes, by the columns' names.
    public SimulatedRow AddRow(SimulatedPerson person, params IEnumerable<(string Column, object? Value)> cells) =>
        All.Change(() =>
        {
            var row = NewRow(person.Id);
            foreach (var (name, value) in cells)
                Enter(row, Require(name), value, person.Id);
            Keep(row);
            row.Publish(EventTypes.PageCreated, person.Id);
            return row;
        });

    internal SimulatedRow NewRow(string author) => new(this, All.NewId(), ++_lastNumber, author);

    internal void Keep(SimulatedRow row) => _rows.Add(row.Id, row);

    internal void Purge(SimulatedRow row) => _rows.Remove(row.Id);

    internal SimulatedRow? FindRow(string id) => _rows.GetValueOrDefault(id);

    internal SimulatedColumn? FindColumn(string nameOrId) =>
        _columns.Find(it => it.Name == nameOrId) ?? _columns.Find(it => it.IsNamed(nameOrId));

    internal SimulatedColumn Add(NewColumn column)
    {
        if (!ColumnTypes.IsKnown(column.Type))
            throw new ArgumentException($"No column type: {column.Type}.", nameof(column));
        RequireFreeName(column.Name);
        var added = new SimulatedColumn(this, column);
        _columns.Add(added);
        foreach (var row in _rows.Values)
            row.Store(added, null);
        return added;
    }

    internal void Remove(SimulatedColumn column)
    {
        if (column.Type == "title")
            throw new ArgumentException("The title column cannot be deleted.", nameof(column));
        _columns.Remove(column);
    }

    internal void RequireFreeName(string name)
    {
        if (_columns.Exists(it => it.Name == name))
            throw new ArgumentException($"There is a column {name} already.", nameof(name));
    }

    // A person enters a value; the name of an option that is not there yet makes it.
    internal void Enter(SimulatedRow row, SimulatedColumn column, object? value, string author)
    {
        var options = column.Entries.Count;
        row.Store(column, PlainValues.Stored(column, value));
        if (column.Entries.Count > options)
            PublishSchema(author, ColumnChange.Of(column, ColumnChange.Updated));
    }

    // Somebody changed a column in the user interface.
    internal void NoteSchemaChange(SimulatedColumn column, string action) =>
        NoteSchemaChange(SchemaJson.MakerOf(this), ColumnChange.Of(column, action));

    internal void NoteSchemaChange(string author, params IReadOnlyList<ColumnChange> columns)
    {
        Database.LastEditedTime = LastEditedTime = All.Now;
        PublishSchema(author, columns);
    }

    internal void PublishSchema(string author, params IReadOnlyList<ColumnChange> columns)
    {
        if (columns.Count > 0)
            All.Subscriptions.Publish(new(EventTypes.SchemaUpdated, this, null, author) { Columns = columns });
    }

    internal SimulatedColumn Require(string name) =>
        _columns.Find(it => it.Name == name)
        ?? throw new ArgumentException($"There is no column {name}.", nameof(name));
}
