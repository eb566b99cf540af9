namespace Unfurl.Server.Providers.Gate;

/// <summary>The responses that one instance's client keeps in memory.</summary>
internal sealed class KeptResponses(TimeProvider time)
{
    /// <summary>A larger response would displace many others.</summary>
    public const int MaxEntryBytes = 64 * 1024;

    private const int MaxBytes = 16 * 1024 * 1024;

    // An unopened preview is polled several times within this time.
    private static readonly TimeSpan SlidingExpiration = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // Least recently used first, which is also the first to expire.
    private readonly LinkedList<Entry> _leastRecentlyUsed = [];
    private long _bytes;

    public KeptResponse? Get(string key)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            RemoveWhile(oldest => oldest.ExpiresAt <= now);
            if (Remove(key) is not { } entry)
                return null;
            Add(key, entry.Response);
            return entry.Response;
        }
    }

    /// <param name="response">Null to forget.</param>
    public void Set(string key, KeptResponse? response)
    {
        lock (_lock)
        {
            Remove(key);
            if (response is null)
                return;
            Add(key, response);
            RemoveWhile(_ => _bytes > MaxBytes);
        }
    }

    /// <summary>Unless another response has come meanwhile.</summary>
    public void Replace(string key, KeptResponse old, KeptResponse response)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node) && node.Value.Response == old)
                Set(key, response);
        }
    }

    private void Add(string key, KeptResponse response)
    {
        var entry = new Entry(key, response, time.GetUtcNow() + SlidingExpiration);
        _entries.Add(key, _leastRecentlyUsed.AddLast(entry));
        _bytes += response.Size;
    }

    private Entry? Remove(string key)
    {
        if (!_entries.Remove(key, out var node))
            return null;
        _leastRecentlyUsed.Remove(node);
        _bytes -= node.Value.Response.Size;
        return node.Value;
    }

    private void RemoveWhile(Func<Entry, bool> isDue)
    {
        while (_leastRecentlyUsed.First is { Value: var oldest } && isDue(oldest))
            Remove(oldest.Key);
    }

    private sealed record Entry(string Key, KeptResponse Response, DateTimeOffset ExpiresAt);
}
