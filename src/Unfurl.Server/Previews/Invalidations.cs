using System.Collections.Concurrent;

namespace Unfurl.Server.Previews;

/// <summary>
/// What is no longer good in this process: per tag, what was asked before the mark is expired or purged. Entries are
/// compared with it when they are read, so an invalidation takes the same time however many entries it concerns.
/// </summary>
/// <remarks>
/// Asks and marks are ordered by a counter, not by a clock: an answer that was asked for before a mark and comes after it
/// is caught, and nothing depends on how fine or how steady the time is.
/// </remarks>
internal sealed class Invalidations
{
    private readonly ConcurrentDictionary<InvalidationTag, Mark> _marks = new();
    private readonly ConcurrentDictionary<CopyKey, long> _ended = new();
    private readonly Lock _setting = new();
    private long _order;
    private long _latest;

    /// <summary>The order of the latest mark.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>How many marks there are.</summary>
    public int Count => _marks.Count + _ended.Count;

    /// <summary>The next place in the order: taken before the provider is asked.</summary>
    public long Next() => Interlocked.Increment(ref _order);

    /// <summary>What was asked before now may have changed, or must not be shown to anybody any more.</summary>
    public void Set(InvalidationTag tag, Standing standing)
    {
        // One at a time: whoever sees a number must find the marks up to it, or it takes a standing from before one for good.
        lock (_setting)
        {
            var order = Next();
            var mark = standing == Standing.Purged ? new Mark(0, order) : new Mark(order, 0);
            _marks.AddOrUpdate(
                tag,
                static (_, mark) => mark,
                static (_, known, mark) =>
                    new(Math.Max(known.Expired, mark.Expired), Math.Max(known.Purged, mark.Purged)),
                mark
            );
            Volatile.Write(ref _latest, order);
        }
    }

    /// <summary>A copy must not be shown any more, nor kept when it was asked for before now.</summary>
    public void End(CopyKey key) => _ended[key] = Next();

    /// <summary>Whether a copy ended that was asked for at a place in the order.</summary>
    public bool HasEnded(CopyKey key, long order) => _ended.TryGetValue(key, out var ended) && ended > order;

    /// <summary>What the marks leave of an entry.</summary>
    public Standing StandingOf(Entry entry)
    {
        var standing = StandingOf(entry.Account, entry.Order);
        standing = Worse(standing, entry.Provider, entry.Order);
        foreach (var name in entry.Resources)
            standing = Worse(standing, entry.Provider.OfResource(name), entry.Order);
        return standing;
    }

    /// <summary>What the marks leave of something that carries one tag.</summary>
    public Standing StandingOf(InvalidationTag tag, long order) =>
        Worse(Worse(Standing.Valid, InvalidationTag.All, order), tag, order);

    /// <summary>Forgets marks that no entry and no call under way is older than.</summary>
    /// <param name="order">The oldest place in the order that anything may still have.</param>
    public void Forget(long order)
    {
        foreach (var (tag, mark) in _marks)
        {
            if (Math.Max(mark.Expired, mark.Purged) < order)
                _marks.TryRemove(KeyValuePair.Create(tag, mark));
        }
        foreach (var ended in _ended)
        {
            if (ended.Value < order)
                _ended.TryRemove(ended);
        }
    }

    private Standing Worse(Standing standing, InvalidationTag tag, long order)
    {
        if (standing == Standing.Purged || !_marks.TryGetValue(tag, out var mark))
            return standing;
        return mark.Purged > order ? Standing.Purged
            : mark.Expired > order ? Standing.Expired
            : standing;
    }

    /// <param name="Expired">Asked before this: expired.</param>
    /// <param name="Purged">Asked before this: purged.</param>
    private readonly record struct Mark(long Expired, long Purged);
}
