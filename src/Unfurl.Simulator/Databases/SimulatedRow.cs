using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases.Events;
using Unfurl.Simulator.Databases.Values;

namespace Unfurl.Simulator.Databases;

/// <summary>A row of a data source: a page with properties.</summary>
public sealed class SimulatedRow
{
    // By column id; a value is never changed, but replaced.
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    internal SimulatedRow(SimulatedDataSource source, string id, int number, string author)
    {
        DataSource = source;
        Id = id;
        Number = number;
        CreatedTime = LastEditedTime = All.Now;
        CreatedBy = LastEditedBy = author;
    }

    public SimulatedDataSource DataSource { get; private set; }

    public string Id { get; }

    // What a unique_id column shows.
    public int Number { get; }

    // The API cuts both times to the minute.
    public DateTimeOffset CreatedTime { get; }

    public DateTimeOffset LastEditedTime { get; private set; }

    // The id of a person or of a connection.
    public string CreatedBy { get; }

    public string LastEditedBy { get; private set; }

    public bool IsInTrash { get; private set; }

    public bool IsLocked { get; private set; }

    // JSON; null if the page has none.
    public string? Icon => All.Read(() => IconNode?.ToJsonString());

    internal JsonNode? IconNode { get; set; }

    internal JsonNode? CoverNode { get; set; }

    internal bool IsArchived { get; set; }

    private SimulatedDatabases All => DataSource.Database.All;

    // The cell's plain text: of several values joined with ", ", null if it is empty.
    public string? Text(string column) => All.Read(() => PlainValues.Text(this, DataSource.Require(column)));

    // Each value of the cell: the names of options and people, ids of rows, URLs of files.
    public IReadOnlyList<string> List(string column) =>
        All.Read(() => PlainValues.List(this, DataSource.Require(column)));

    // A person edits a cell. Takes null, string, bool, numbers, DateOnly, DateTimeOffset, SimulatedPerson, SimulatedRow, several
    // of them, or JSON as the API shows it below the type.
    public void Edit(SimulatedPerson person, string column, object? value) =>
        All.Change(() =>
        {
            var found = DataSource.Require(column);
            DataSource.Enter(this, found, value, person.Id);
            NoteEdit(person.Id);
            Publish(EventTypes.PagePropertiesUpdated, person.Id, found);
        });

    public void Trash(SimulatedPerson person) => All.Change(() => SetTrash(true, person.Id));

    public void Restore(SimulatedPerson person) => All.Change(() => SetTrash(false, person.Id));

    public void Lock(SimulatedPerson person) => All.Change(() => SetLock(true, person.Id));

    public void Unlock(SimulatedPerson person) => All.Change(() => SetLock(false, person.Id));

    // To another data source of the workspace. Columns of the same name keep what theirs can hold.
    public void MoveTo(SimulatedDataSource target, SimulatedPerson person) =>
        All.Change(() =>
        {
            var cells = target.ColumnList.ToDictionary(column => column.Id, column => CellFor(column));
            DataSource.Purge(this);
            DataSource = target;
            _values.Clear();
            foreach (var (id, value) in cells)
                _values[id] = value;
            target.Keep(this);
            NoteEdit(person.Id);
            Publish(EventTypes.PageMoved, person.Id);
        });

    // Deletes the row from the trash: for the API it never was.
    public void Purge() => All.Change(() => DataSource.Purge(this));

    internal JsonNode? Value(SimulatedColumn column) => _values.GetValueOrDefault(column.Id);

    internal void Store(SimulatedColumn column, JsonNode? value) => _values[column.Id] = value;

    internal void SetTrash(bool isInTrash, string author)
    {
        var isNew = IsInTrash != isInTrash;
        IsInTrash = isInTrash;
        NoteEdit(author);
        if (isNew)
            Publish(isInTrash ? EventTypes.PageDeleted : EventTypes.PageUndeleted, author);
    }

    internal void SetLock(bool isLocked, string author)
    {
        if (IsLocked == isLocked)
            return;
        IsLocked = isLocked;
        Publish(isLocked ? EventTypes.PageLocked : EventTypes.PageUnlocked, author);
    }

    internal void Publish(string type, string author, params IEnumerable<SimulatedColumn> written) =>
        All.Subscriptions.Publish(
            new(type, DataSource, this, author) { Properties = [.. written.Select(column => column.EncodedId)] }
        );

    internal void NoteEdit(string author)
    {
        LastEditedTime = All.Now;
        LastEditedBy = author;
    }

    private JsonNode? CellFor(SimulatedColumn target)
    {
        if (DataSource.ColumnList.FirstOrDefault(it => it.Name == target.Name) is not { } column)
            return null;
        // Options are known by their names elsewhere.
        return column.Type == target.Type && !ColumnTypes.HasOptions(column.Type)
            ? Value(column)?.DeepClone()
            : PlainValues.Converted(target, PlainValues.List(this, column));
    }
}
