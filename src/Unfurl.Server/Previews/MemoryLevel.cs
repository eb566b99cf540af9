using System.Collections.Concurrent;

namespace Unfurl.Server.Previews;

/// <summary>
/// Level 1: entries in memory, bounded in bytes. When there is no more room, those go first that nobody was served since
/// eviction last passed (CLOCK: https://en.wikipedia.org/wiki/Page_replacement_algorithm#Clock).
/// </summary>
/// <param name="budget">Room for entries, in bytes.</param>
/// <param name="invalidations">What is no longer good.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryLevel(long budget, Invalidations invalidations, TimeProvider time) : IRemembering
{
    private const long MaxCapacity = 10_000_000;

    // As large from the start as it can become: to grow, it would hold up all writers while it copies itself.
    private readonly ConcurrentDictionary<CopyKey, Kept> _entries = new(
        Environment.ProcessorCount,
        (int)Math.Min(budget / Kept.Overhead, MaxCapacity)
    );

    /// <summary>Every key of the table once or more, in the order in which eviction looks at them.</summary>
    private readonly ConcurrentQueue<CopyKey> _clock = new();
    private readonly Lock _eviction = new();
    private long _bytes;

    /// <summary>What all entries take, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count => _entries.Count;

    /// <summary>How many entries had to go for others.</summary>
    public long Evictions { get; private set; }

    /// <summary>
    /// What is kept under a key; null when its time is over or it was purged. Whoever serves it says so by
    /// <see cref="Kept.MarkServed"/>.
    /// </summary>
    public Kept? Get(in CopyKey key)
    {
        if (!_entries.TryGetValue(key, out var kept))
            return null;
        if (kept.Until <= time.GetUtcNow().UtcTicks || kept.StandingIn(invalidations) == Standing.Purged)
        {
            Remove(key, kept);
            return null;
        }
        return kept;
    }

    public void Set(in CopyKey key, Kept kept)
    {
        if (kept.Until <= time.GetUtcNow().UtcTicks || kept.Size > budget)
        {
            Remove(key);
            return;
        }
        var isNew = true;
        var size = kept.Size;
        _entries.AddOrUpdate(
            key,
            _ =>
            {
                isNew = true;
                size = kept.Size;
                return kept;
            },
            (_, older) =>
            {
                isNew = false;
                size = kept.Size - older.Size;
                return kept;
            }
        );
        if (isNew)
            _clock.Enqueue(key);
        if (Interlocked.Add(ref _bytes, size) > budget)
            Evict();
    }

    public void Remove(in CopyKey key)
    {
        if (_entries.TryRemove(key, out var removed))
            Interlocked.Add(ref _bytes, -removed.Size);
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        var now = time.GetUtcNow().UtcTicks;
        foreach (var (key, kept) in _entries)
        {
            if (kept.Until <= now || kept.StandingIn(invalidations) == Standing.Purged)
                Remove(key, kept);
            else if (kept.FreshUntil > now && kept.StandingIn(invalidations) == Standing.Expired)
                _entries.TryUpdate(key, kept.NoLongerFresh(now), kept);
        }
        // Keys of removed entries stay behind in the queue until eviction comes along, which it may never do.
        if (_clock.Count > (2 * _entries.Count) + 1000)
            lock (_eviction)
                DropGhosts();
    }

    private void Remove(in CopyKey key, Kept kept)
    {
        if (_entries.TryRemove(KeyValuePair.Create(key, kept)))
            Interlocked.Add(ref _bytes, -kept.Size);
    }

    private void Evict()
    {
        lock (_eviction)
        {
            // Two rounds at most: after the first, nothing counts as served any more.
            for (var looks = 2L * _clock.Count; looks > 0 && Bytes > budget && _clock.TryDequeue(out var key); looks--)
            {
                if (!_entries.TryGetValue(key, out var kept))
                    continue;
                if (kept.TakeServed())
                {
                    _clock.Enqueue(key);
                    continue;
                }
                Remove(key, kept);
                Evictions++;
            }
        }
    }

    private void DropGhosts()
    {
        for (var looks = _clock.Count; looks > 0 && _clock.TryDequeue(out var key); looks--)
        {
            if (_entries.ContainsKey(key))
                _clock.Enqueue(key);
        }
    }
}
