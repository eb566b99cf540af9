using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>
/// Caches matched links by their text, because opening a page requests its links again. Each text has one slot, and a
/// later entry replaces an earlier one.
/// </summary>
internal sealed class MatchCache
{
    /// <summary>A full cache takes about 10 MB.</summary>
    private const int Capacity = 8192;

    /// <summary>Longer links are rare and are not cached, to limit memory.</summary>
    private const int MaxLength = 300;

    private readonly MatchedLink?[] _links = new MatchedLink?[Capacity];

    public MatchedLink? Find(string text)
    {
        var link = Volatile.Read(ref SlotOf(text));
        return link is not null && link.Match.Link.Original == text ? link : null;
    }

    public void Add(MatchedLink link)
    {
        if (link.Match.Link.Original is { Length: <= MaxLength } text)
            Volatile.Write(ref SlotOf(text), link);
    }

    private ref MatchedLink? SlotOf(string text) =>
        ref _links[string.GetHashCode(text, StringComparison.Ordinal) & (Capacity - 1)];
}
