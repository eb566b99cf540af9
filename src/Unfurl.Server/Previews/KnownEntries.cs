namespace Unfurl.Server.Previews;

/// <summary>What a table of <see cref="KnownEntries{TKey, TValue}"/> holds.</summary>
internal interface IKnown<in TKey>
{
    /// <summary>When it ends by itself, in ticks UTC.</summary>
    long Until { get; }

    /// <summary>What it can be invalidated by.</summary>
    (InvalidationTag First, InvalidationTag? Second) TagsOf(TKey key);
}

/// <summary>
/// What is known until one of its tags is invalidated, by this replica or another. While the invalidations of others are not
/// heard, it has to be confirmed again after a second.
/// </summary>
/// <param name="capacity">The number of entries at which a tenth is evicted, in no particular order.</param>
/// <param name="confirmEvery">How long an entry counts as confirmed while the others are heard.</param>
internal sealed class KnownEntries<TKey, TValue>(
    int capacity,
    TimeSpan confirmEvery,
    Invalidations invalidations,
    Invalidator invalidator,
    TimeProvider time
)
    where TKey : notnull
    where TValue : IKnown<TKey>
{
    private readonly StripedTable<TKey, Known> _entries = new();

    /// <summary>How long an entry counts as confirmed now.</summary>
    public TimeSpan ConfirmEvery => invalidator.HearsOthers ? confirmEvery : Invalidator.Unheard;

    public int Count => _entries.Count;

    public TimeSpan AgeOf(Known known) => new(Now - known.ConfirmedAt);

    public bool TryGet(TKey key, out Known known) => _entries.TryGetValue(key, out known) && IsValid(key, known);

    /// <summary>Begins to look something up: what is invalidated from now on ends what comes of it.</summary>
    public (long SequenceNumber, long Now) Begin() => (invalidations.Next(), Now);

    /// <param name="begun">From before the value was looked up.</param>
    public void Set(TKey key, TValue value, (long SequenceNumber, long Now) begun)
    {
        var stripe = _entries[key];
        var room = capacity / StripedTable<TKey, Known>.Stripes;
        if (stripe.Count >= room)
        {
            foreach (var (old, _) in stripe.Take(room / 10))
                stripe.TryRemove(old, out _);
        }
        stripe[key] = new(value, begun.SequenceNumber, begun.Now);
    }

    /// <returns>False when the entry is another one by now.</returns>
    public bool TryReplace(TKey key, Known known, TValue value) =>
        _entries[key].TryUpdate(key, known with { Value = value }, known);

    public void Remove(TKey key) => _entries[key].TryRemove(key, out _);

    /// <inheritdoc cref="IRemembering.Sweep"/>
    public void Sweep()
    {
        foreach (var (key, known) in _entries.Pairs)
        {
            if (!IsValid(key, known))
                _entries[key].TryRemove(KeyValuePair.Create(key, known));
        }
    }

    private long Now => time.GetUtcNow().UtcTicks;

    private bool IsValid(TKey key, Known known)
    {
        if (known.Value.Until <= Now)
            return false;
        if (known.SequenceNumber > invalidations.Latest)
            return true;
        var (first, second) = known.Value.TagsOf(key);
        return invalidations.StandingOf(first, known.SequenceNumber) == Standing.Valid
            && (second is not { } tag || invalidations.StandingOf(tag, known.SequenceNumber) == Standing.Valid);
    }

    /// <param name="SequenceNumber">The invalidations' sequence number when the value was looked up.</param>
    /// <param name="ConfirmedAt">When it was looked up, in ticks UTC.</param>
    internal readonly record struct Known(TValue Value, long SequenceNumber, long ConfirmedAt);
}
