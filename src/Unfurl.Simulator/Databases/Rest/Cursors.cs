namespace Unfurl.Simulator.Databases.Rest;

/// <summary>
/// The cursors that were given out. They tell nothing, and are good for the list that they came from only: the same connection,
/// endpoint, filter and order.
/// </summary>
internal sealed class Cursors
{
    private const int MaxCursors = 10_000;

    private readonly Dictionary<string, Position> _positions = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    public string Add(Position position)
    {
        if (_oldest.Count == MaxCursors)
            _positions.Remove(_oldest.Dequeue());
        var cursor = Fingerprint.NewSecret();
        _positions.Add(cursor, position);
        _oldest.Enqueue(cursor);
        return cursor;
    }

    public Position? Find(string cursor, string list) =>
        _positions.GetValueOrDefault(cursor) is { } position && position.List == list ? position : null;
}

/// <summary>Where a list goes on: at an item, wherever it is by then, and how many items were given before.</summary>
internal sealed record Position(string List, string NextId, int Given);
