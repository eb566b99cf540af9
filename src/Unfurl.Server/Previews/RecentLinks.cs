using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>
/// Links that were taken apart lately, by their text: those of a page come again each time it is opened. Each text has one
/// place, and whatever comes to it last is kept.
/// </summary>
internal sealed class RecentLinks
{
    /// <summary>About ten megabytes when all places are taken.</summary>
    private const int Places = 8192;

    /// <summary>Longer links are rare, and would take too much.</summary>
    private const int MaxLength = 300;

    private readonly OwnedLink?[] _links = new OwnedLink?[Places];

    public OwnedLink? Find(string text)
    {
        var link = Volatile.Read(ref Place(text));
        return link is not null && link.Match.Link.Original == text ? link : null;
    }

    public void Keep(OwnedLink link)
    {
        if (link.Match.Link.Original is { Length: <= MaxLength } text)
            Volatile.Write(ref Place(text), link);
    }

    private ref OwnedLink? Place(string text) =>
        ref _links[string.GetHashCode(text, StringComparison.Ordinal) & (Places - 1)];
}
