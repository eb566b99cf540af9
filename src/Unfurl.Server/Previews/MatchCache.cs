using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>
/// Links that were taken apart lately, by their text: those of a page come again each time it is opened. Each text has one
/// place, and whatever comes to it last is kept.
/// </summary>
internal sealed class MatchCache
{
    /// <summary>About ten megabytes when all places are taken.</summary>
    private const int Capacity = 8192;

    /// <summary>Longer links are rare, and would take too much.</summary>
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
