using System.Security.Cryptography;
using System.Text;

namespace Unfurl.GitHub;

/// <summary>
/// What REST answered last, per token and address, so that GitHub can be asked whether it still stands: an answer of 304
/// to a request with a token does not count against the user's limit.
/// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests
/// Nothing has to be invalidated here: an answer is used only after GitHub said just now, to the same token, that it
/// stands, so it is neither out of date nor shown to who lost sight of it.
/// </summary>
internal sealed class ETagCache
{
    /// <summary>Some three thousand comments of usual length.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>What is longer would take the room of many others.</summary>
    private const int MaxEntryBytes = 64 * 1024;

    /// <summary>What an entry takes beside body and tag, roughly.</summary>
    private const int EntryOverheadBytes = 512;

    /// <summary>Since it was last asked for; previews that nobody opens are looked at some times a day.</summary>
    private static readonly TimeSpan SlidingExpiration = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    /// <summary>What was not asked for the longest comes first, and thus what is over first, too.</summary>
    private readonly LinkedList<Entry> _leastRecentlyUsed = [];
    private long _bytes;

    /// <summary>Only who has the token finds an answer, and the token cannot be read from the key.</summary>
    public static string KeyOf(Secret token, Uri url) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Reveal()} {url.AbsoluteUri}")));

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

    /// <summary>Remembers an answer in place of what there was, if it can be asked about again.</summary>
    public void Set(string key, GitHubResponse reply, TimeProvider time)
    {
        lock (_lock)
        {
            RemoveEntry(key);
            if (reply.ETag is not { } tag)
                return;
            var size = EntryOverheadBytes + reply.Body.Length + (sizeof(char) * tag.Tag.Length);
            if (size > MaxEntryBytes)
                return;
            // The buffer that it was read into is larger.
            var trimmed = reply with
            {
                Body = reply.Body.ToArray(),
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

    private void EvictWhile(Func<Entry, bool> isToGo)
    {
        while (_leastRecentlyUsed.First is { Value: var oldest } && isToGo(oldest))
            RemoveEntry(oldest.Key);
    }

    private sealed record Entry(string Key, GitHubResponse Response, int Size, DateTimeOffset ExpiresAt);
}
