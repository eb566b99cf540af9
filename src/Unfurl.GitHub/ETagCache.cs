using System.Security.Cryptography;
using System.Text;

namespace Unfurl.GitHub;

/// <summary>
/// Caches REST responses with their ETag, per token, URL and media type, for conditional requests: a 304 does not count against the
/// user's rate limit
/// (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests).
/// It needs no invalidation: an entry is served only after GitHub has answered 304 to the same token, so it is neither
/// outdated nor visible to a user who has lost access.
/// </summary>
internal sealed class ETagCache
{
    // About three thousand comments of average length.
    private const long MaxBytes = 16 * 1024 * 1024;

    // A larger entry would displace many others.
    private const int MaxEntryBytes = 64 * 1024;

    // The approximate size of an entry without body and ETag.
    private const int EntryOverheadBytes = 512;

    // An unopened preview is polled several times within this time.
    private static readonly TimeSpan SlidingExpiration = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // Least recently used first, which is also the first to expire.
    private readonly LinkedList<Entry> _leastRecentlyUsed = [];
    private long _bytes;

    // The key requires the token and does not reveal it.
    public static string KeyOf(string token, Uri url, string mediaType) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{token} {url.AbsoluteUri} {mediaType}")));

    public GitHubResponse? Get(string key, TimeProvider time)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            EvictWhile(oldest => oldest.ExpiresAt <= now);
            if (RemoveEntry(key) is not { } found)
                return null;
            Add(found with { ExpiresAt = now + SlidingExpiration });
            return found.Response;
        }
    }

    // Only a response with an ETag can be requested conditionally.
    public void Set(string key, GitHubResponse response, TimeProvider time)
    {
        lock (_lock)
        {
            RemoveEntry(key);
            if (response.ETag is not { } tag)
                return;
            var size = EntryOverheadBytes + response.Body.Length + (sizeof(char) * tag.Tag.Length);
            if (size > MaxEntryBytes)
                return;
            // The read buffer is larger than the body.
            var trimmed = response with
            {
                Body = SignedAddresses.Remove(response.Body).ToArray(),
            };
            Add(new Entry(key, trimmed, size, time.GetUtcNow() + SlidingExpiration));
            EvictWhile(_ => _bytes > MaxBytes);
        }
    }

    public void Remove(string key)
    {
        lock (_lock)
            RemoveEntry(key);
    }

    private void Add(Entry entry)
    {
        _entries.Add(entry.Key, _leastRecentlyUsed.AddLast(entry));
        _bytes += entry.Size;
    }

    private Entry? RemoveEntry(string key)
    {
        if (!_entries.Remove(key, out var node))
            return null;
        _leastRecentlyUsed.Remove(node);
        _bytes -= node.Value.Size;
        return node.Value;
    }

    private void EvictWhile(Func<Entry, bool> shouldEvict)
    {
        while (_leastRecentlyUsed.First is { Value: var oldest } && shouldEvict(oldest))
            RemoveEntry(oldest.Key);
    }

    private sealed record Entry(string Key, GitHubResponse Response, int Size, DateTimeOffset ExpiresAt);
}
