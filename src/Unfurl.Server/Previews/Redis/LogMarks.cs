namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// What a replica knows of the log: for each tag and each copy the latest record that ends it. What was asked for at a
/// position counts unless a later record ends it.
/// </summary>
internal sealed class LogMarks
{
    /// <summary>With more, all start anew, and shared entries from before don't count any more.</summary>
    private const int MaxMarks = 200_000;

    private readonly Dictionary<InvalidationTag, UInt128> _purged = [];
    private readonly Dictionary<InvalidationTag, UInt128> _expired = [];
    private readonly Dictionary<CopyKey, UInt128> _ended = [];

    /// <summary>The position up to which the log was read.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>All later records are known.</summary>
    public UInt128 Since { get; private set; }

    /// <summary>Whether a record was written to a server with this run id.</summary>
    public bool Knows(string run) => _runs.Contains(run);

    private readonly HashSet<string> _runs = new(StringComparer.Ordinal);

    /// <summary>Takes the next record.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="record">The record; null for nonsense, which may have said anything.</param>
    public void Add(UInt128 id, LogRecord? record)
    {
        if (Since == 0)
            Since = id;
        // Writers may be late. The latest life counts whoever has heard of it.
        var incarnation = record is null || record.Incarnation == 0 ? id : record.Incarnation;
        Position = new(incarnation > Position.Incarnation ? incarnation : Position.Incarnation, id);
        if (record is null)
            return;
        _runs.Add(record.Run);
        foreach (var invalidation in record.Invalidations)
            Add(id, invalidation);
        if (_purged.Count + _expired.Count + _ended.Count <= MaxMarks)
            return;
        _purged.Clear();
        _expired.Clear();
        _ended.Clear();
        Since = id;
    }

    /// <summary>What the log leaves of a shared entry.</summary>
    /// <param name="at">The position at which it was asked for.</param>
    /// <param name="key">Where it is kept.</param>
    /// <param name="tags">What it can be invalidated by.</param>
    public Standing StandingOf(LogPosition at, CopyKey key, IReadOnlyList<InvalidationTag> tags)
    {
        if (at.Incarnation != Position.Incarnation || at.Id < Since)
            return Standing.Purged;
        // Nothing was said since then.
        if (at.Id == Position.Id)
            return Standing.Valid;
        if (_ended.GetValueOrDefault(key) > at.Id || tags.Any(tag => _purged.GetValueOrDefault(tag) > at.Id))
            return Standing.Purged;
        return tags.Any(tag => _expired.GetValueOrDefault(tag) > at.Id) ? Standing.Expired : Standing.Valid;
    }

    private void Add(UInt128 id, Invalidation invalidation)
    {
        switch (invalidation)
        {
            case Invalidation.Purge(var tag):
                _purged[tag] = id;
                break;
            case Invalidation.Expire(var tag):
                _expired[tag] = id;
                break;
            case Invalidation.End(var key):
                _ended[key] = id;
                break;
        }
    }
}
