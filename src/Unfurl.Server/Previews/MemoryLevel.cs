using System.Collections.Concurrent;

namespace Unfurl.Server.Previews;

/// <summary>
/// Level 1: entries in memory, bounded in bytes. A new entry is on probation. It stays if it is served meanwhile, or is
/// asked for again soon after it had to go. So links that are seen once do not push out what is asked often (S3-FIFO:
/// https://doi.org/10.1145/3600006.3613147).
/// </summary>
/// <param name="budget">Room for entries and their renderings, in bytes.</param>
/// <param name="invalidations">What is no longer good.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryLevel(long budget, Invalidations invalidations, TimeProvider time) : IRemembering
{
    // The share of entries on probation when there is no more room.
    private const double Probation = 0.1;

    private readonly StripedTable<CopyKey, Entry> _entries = new();

    // So many that find no room, and the next takes another's.
    private const int RenderingsPerChange = 16;

    // Each key of the table is in one of them once or more, in the order in which eviction looks at them.
    private readonly ConcurrentQueue<CopyKey> _probation = new();
    private readonly ConcurrentQueue<CopyKey> _established = new();
    private readonly RecentlyEvicted _evicted = new();
    private readonly Lock _eviction = new();

    // Renderings can be made again, so they have the smaller share.
    private readonly long _roomForRenderings = budget / 4;
    private readonly long _roomForEntries = budget - (budget / 4);
    private long _entryBytes;
    private long _renderingBytes;
    private int _waiting;
    private int _nextStripe;

    /// <summary>What all entries and renderings take, in bytes.</summary>
    public long Bytes => Interlocked.Read(ref _entryBytes) + Interlocked.Read(ref _renderingBytes);

    public int Count => _entries.Count;

    /// <summary>How many entries had to go for others.</summary>
    public long Evictions { get; private set; }

    /// <summary>
    /// What is kept under a key; null when its time is over or it was purged. Whoever serves it says so by
    /// <see cref="Entry.MarkServed"/>.
    /// </summary>
    public Entry? Get(in CopyKey key)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return null;
        if (entry.Until <= time.GetUtcNow().UtcTicks || entry.StandingIn(invalidations) == Standing.Purged)
        {
            Remove(key, entry);
            return null;
        }
        return entry;
    }

    public void Set(in CopyKey key, Entry entry)
    {
        if (entry.Until <= time.GetUtcNow().UtcTicks || entry.Size > _roomForEntries)
        {
            Remove(key);
            return;
        }
        Entry? older = null;
        _entries[key]
            .AddOrUpdate(
                key,
                _ =>
                {
                    older = null;
                    return entry;
                },
                (_, known) =>
                {
                    older = known;
                    return entry;
                }
            );
        var bytes = Interlocked.Add(ref _entryBytes, entry.Size);
        if (older is not null)
        {
            if (older.TakeServed())
                entry.MarkServed();
            bytes = Leave(older);
        }
        else if (_evicted.Remove(key))
            _established.Enqueue(key);
        else
            _probation.Enqueue(key);
        if (bytes > _roomForEntries)
            Evict();
    }

    public void Remove(in CopyKey key)
    {
        if (_entries[key].TryRemove(key, out var removed))
            Leave(removed);
    }

    /// <summary>Keeps what a surface made of an entry, while there is room and the entry stays.</summary>
    public void KeepRendering(Entry entry, Rendering rendering)
    {
        // Where all of them do not fit, those that are there change slowly, or each would be made in vain.
        if (
            Interlocked.Read(ref _renderingBytes) + rendering.Size > _roomForRenderings
            && Interlocked.Increment(ref _waiting) % RenderingsPerChange != 0
        )
            return;
        if (!entry.Keep(rendering))
            return;
        var bytes = Interlocked.Add(ref _renderingBytes, rendering.Size);
        if (entry.IsGone)
            DropRendering(entry);
        else if (bytes > _roomForRenderings)
            DropRenderings();
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        var now = time.GetUtcNow().UtcTicks;
        foreach (var (key, entry) in _entries.Pairs)
        {
            if (entry.Until <= now || entry.StandingIn(invalidations) == Standing.Purged)
                Remove(key, entry);
            else if (entry.FreshUntil > now && entry.StandingIn(invalidations) == Standing.Expired)
                Replace(key, entry, entry.NoLongerFresh(now));
        }
        // Keys of removed entries stay in the queues until eviction comes along, which it may never do.
        if (_probation.Count + _established.Count > (2 * Count) + 1000)
            lock (_eviction)
            {
                DropGhosts(_probation);
                DropGhosts(_established);
            }
    }

    private bool Remove(in CopyKey key, Entry entry)
    {
        if (!_entries[key].TryRemove(KeyValuePair.Create(key, entry)))
            return false;
        Leave(entry);
        return true;
    }

    private void Replace(in CopyKey key, Entry older, Entry newer)
    {
        if (!_entries[key].TryUpdate(key, newer, older))
            return;
        Interlocked.Add(ref _entryBytes, newer.Size);
        Leave(older);
    }

    // Returns what all entries take then.
    private long Leave(Entry entry)
    {
        entry.IsGone = true;
        DropRendering(entry);
        return Interlocked.Add(ref _entryBytes, -entry.Size);
    }

    private void DropRendering(Entry entry)
    {
        if (entry.DropRendering() is { } rendering)
            Interlocked.Add(ref _renderingBytes, -rendering.Size);
    }

    private void Evict()
    {
        lock (_eviction)
        {
            // Two rounds at most: after the first, nothing counts as served any more.
            for (
                var looks = 2L * (_probation.Count + _established.Count);
                looks > 0 && Interlocked.Read(ref _entryBytes) > _roomForEntries;
                looks--
            )
            {
                var isOnProbation = _probation.Count > Probation * (_probation.Count + _established.Count);
                if (
                    !(isOnProbation ? _probation : _established).TryDequeue(out var key)
                    || !_entries.TryGetValue(key, out var entry)
                )
                    continue;
                if (entry.TakeServed())
                {
                    _established.Enqueue(key);
                    continue;
                }
                if (!Remove(key, entry))
                {
                    // It was replaced meanwhile, and the newer one has no other place.
                    (isOnProbation ? _probation : _established).Enqueue(key);
                    continue;
                }
                Evictions++;
                if (isOnProbation)
                    _evicted.Add(key);
            }
        }
    }

    // Those that were of no use since this last came along, a stripe at a time.
    private void DropRenderings()
    {
        lock (_eviction)
        {
            for (
                var stripes = 2 * StripedTable<CopyKey, Entry>.Stripes;
                stripes > 0 && Interlocked.Read(ref _renderingBytes) > _roomForRenderings;
                stripes--
            )
            {
                foreach (var (_, entry) in _entries[_nextStripe])
                {
                    if (entry.Rendering is not null && !entry.TakeShown())
                        DropRendering(entry);
                }
                _nextStripe = (_nextStripe + 1) % StripedTable<CopyKey, Entry>.Stripes;
            }
        }
    }

    private void DropGhosts(ConcurrentQueue<CopyKey> keys)
    {
        for (var looks = keys.Count; looks > 0 && keys.TryDequeue(out var key); looks--)
        {
            if (_entries.TryGetValue(key, out _))
                keys.Enqueue(key);
        }
    }

    /// <summary>Hashes of keys that had to go from probation, as many as fit.</summary>
    private sealed class RecentlyEvicted
    {
        private const int Slots = 1 << 17;

        // Most services never evict anything.
        private ulong[]? _hashes;

        public void Add(in CopyKey key) => (_hashes ??= new ulong[Slots])[SlotOf(key)] = HashOf(key);

        public bool Remove(in CopyKey key)
        {
            if (_hashes is not { } hashes || hashes[SlotOf(key)] != HashOf(key))
                return false;
            hashes[SlotOf(key)] = 0;
            return true;
        }

        private static int SlotOf(in CopyKey key) => (int)(HashOf(key) % Slots);

        private static ulong HashOf(in CopyKey key) => (ulong)(key.Link ^ key.Owner);
    }
}
