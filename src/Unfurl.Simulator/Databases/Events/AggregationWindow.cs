namespace Unfurl.Simulator.Databases.Events;

/// <summary>A few seconds in which all changes to one row or data source become one event of each type.</summary>
internal sealed class AggregationWindow(TimeSpan end)
{
    private readonly List<AggregatedEvent> _events = [];

    // On the clock of the outbox.
    public TimeSpan End => end;

    // In the order of their first changes.
    public IEnumerable<AggregatedEvent> Events => _events.Where(it => !it.IsNothing);

    public void Add(Change change, DateTimeOffset time)
    {
        // "Create and delete in quick succession" gives no event; by analogy, neither do a deletion and its undoing.
        if (change.Type == EventTypes.PageDeleted && Find(EventTypes.PageCreated) is not null)
        {
            _events.Clear();
            return;
        }
        if (EventTypes.OppositeOf(change.Type) is { } opposite && Find(opposite) is { } undone)
        {
            _events.Remove(undone);
            return;
        }
        var found = Find(change.Type);
        if (found is null)
            _events.Add(found = new(change));
        found.Add(change, time);
    }

    private AggregatedEvent? Find(string type) => _events.Find(it => it.Type == type);
}
