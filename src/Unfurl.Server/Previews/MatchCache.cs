using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>Opening a page requests its links again. Each text has one slot, which a later entry replaces.</summary>
internal sealed class MatchCache
{
    // A full cache takes about 10 MB.
    private const int Capacity = 8192;

    // Longer links are rare and are not cached, to limit memory.
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
