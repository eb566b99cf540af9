using System.Collections.Concurrent;

namespace Unfurl.WebPages.Facts;

/// <summary>
/// What a site says on several pages is its own, and not a page's: the name in titles, one description for all, a logo. Only hashes are
/// kept.
/// </summary>
internal sealed class SiteMemory
{
    private const int Repetitions = 3;
    private const int MaxEntries = 4096;

    private readonly ConcurrentDictionary<long, long[]> _pages = new();

    // About as many as there are: the dictionary locks all of itself to count them.
    private int _entries;

    /// <summary>Remembers that a page says something.</summary>
    public void Remember(Uri page, string? title, string? description, Uri? image)
    {
        if (_entries > MaxEntries)
        {
            _pages.Clear();
            _entries = 0;
        }
        var hash = Hash("page", $"{page.AbsolutePath}{page.Query}");
        if (title is not null)
        {
            Add(Hash("title", title), hash);
            // Of several titles: one title of several pages says nothing about its parts.
            foreach (var affix in SiteName.AffixesOf(title))
                Add(Hash("affix", affix), Hash("title", title));
        }
        if (description is not null)
            Add(Hash("description", description), hash);
        if (image is not null)
            Add(Hash("image", image.AbsoluteUri), hash);
    }

    public Repeated Now => new(this);

    private void Add(long what, long page)
    {
        if (!_pages.ContainsKey(what) && _pages.TryAdd(what, [page]))
            Interlocked.Increment(ref _entries);
        else
            _pages.AddOrUpdate(
                what,
                static (_, page) => [page],
                static (_, pages, page) =>
                    pages.Length == Repetitions || pages.Contains(page) ? pages : [.. pages, page],
                page
            );
    }

    private bool IsRepeated(long what) => _pages.TryGetValue(what, out var pages) && pages.Length == Repetitions;

    private static long Hash(string kind, string text) =>
        ((long)kind.GetHashCode(StringComparison.Ordinal) << 32) ^ HashOf(text);

    // Another text in its place would only lose a fact of one page.
    private static long HashOf(string text)
    {
        var hash = new HashCode();
        hash.Add(text, StringComparer.Ordinal);
        return (uint)hash.ToHashCode() | ((long)text.Length << 40);
    }

    /// <summary>What is repeated.</summary>
    public readonly record struct Repeated(SiteMemory Memory)
    {
        public bool IsTitle(string title) => Memory.IsRepeated(Hash("title", title));

        public bool IsDescription(string description) => Memory.IsRepeated(Hash("description", description));

        public bool IsImage(Uri image) => Memory.IsRepeated(Hash("image", image.AbsoluteUri));

        public string WithoutAffix(string title)
        {
            foreach (var affix in SiteName.AffixesOf(title))
            {
                if (!Memory.IsRepeated(Hash("affix", affix)))
                    continue;
                var rest = title.EndsWith(affix, StringComparison.Ordinal)
                    ? title[..^affix.Length]
                    : title[affix.Length..];
                if (rest.Trim() is { Length: > 0 } own)
                    return own;
            }
            return title;
        }
    }
}
