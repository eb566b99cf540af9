namespace Unfurl.Simulator.Databases.Events;

/// <summary>Changes of one type to one row or data source, which become one event.</summary>
internal sealed class AggregatedEvent(Change first)
{
    private readonly List<string> _authors = [];
    private readonly List<string> _properties = [];
    private readonly OrderedDictionary<string, ColumnChange> _columns = new(StringComparer.Ordinal);

    public string Type => first.Type;

    public SimulatedDataSource Source => first.Source;

    public SimulatedRow? Row => first.Row;

    // When the latest of the changes was made.
    public DateTimeOffset Time { get; private set; }

    public IReadOnlyList<string> Authors => _authors;

    public IReadOnlyList<string> Properties => _properties;

    public IReadOnlyCollection<ColumnChange> Columns => _columns.Values;

    // Columns that came and went.
    public bool IsNothing => Type == EventTypes.SchemaUpdated && _columns.Count == 0;

    public void Add(Change change, DateTimeOffset time)
    {
        Time = time;
        AddMissing(_authors, [change.Author]);
        AddMissing(_properties, change.Properties);
        foreach (var column in change.Columns)
            Add(column);
    }

    private void Add(ColumnChange column)
    {
        var earlier = _columns.GetValueOrDefault(column.Id)?.Action;
        if (earlier == ColumnChange.Created && column.Action == ColumnChange.Deleted)
            _columns.Remove(column.Id);
        else
            _columns[column.Id] =
                earlier == ColumnChange.Created ? column with { Action = ColumnChange.Created } : column;
    }

    private static void AddMissing(List<string> list, IEnumerable<string> items) =>
        list.AddRange(items.Where(item => !list.Contains(item)).ToList());
}
