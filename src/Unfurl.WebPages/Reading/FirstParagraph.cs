using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>Looks for the first paragraph that says something of the page, while its elements go by.</summary>
/// <param name="address">The page's own; null if it is not known.</param>
internal sealed class FirstParagraph(Uri? address)
{
    private const int MinParagraph = 40;

    private bool _isEntry;
    private bool _isOwnEntry;
    private string? _paragraph;
    private string? _ownParagraph;

    /// <summary>That of an article, or else any. Null for none.</summary>
    public string? Text => _ownParagraph ?? _paragraph;

    /// <summary>Whether articles of other pages go by.</summary>
    public bool IsOfOtherPage => _isOwnEntry;

    public void Add(IElement element, in Place place)
    {
        if (_ownParagraph is not null || !place.IsRead || place.IsChrome || place.Form is not null || place.IsBanner)
            return;
        if (_paragraph is not null && !place.IsArticle)
            return;
        if (place.IsArticle ? _isOwnEntry : _isEntry)
            return;
        if (Texts.Of(element) is not { Length: >= MinParagraph } text)
            return;
        var linked = element.QuerySelectorAll("a").Sum(link => link.TextContent.Length);
        if (linked > text.Length * 3 / 4)
            return;
        if (place.IsArticle)
            _ownParagraph = text;
        else
            _paragraph = text;
    }

    /// <summary>What follows a heading that leads to another page, as in lists of posts, is about that one.</summary>
    public void AddHeading(IElement heading, in Place place)
    {
        if (!place.IsRead || place.IsChrome || place.IsBanner)
            return;
        if (
            heading.QuerySelector("a[href]") is not { } link
            || PageScan.HasWord(link.GetAttribute("rel"), "home")
            || Texts.Of(link) != Texts.Of(heading)
            || !LeadsElsewhere(link.GetAttribute("href")!)
        )
            return;
        _isEntry = true;
        _isOwnEntry |= place.IsArticle;
    }

    private bool LeadsElsewhere(string href) =>
        !href.StartsWith('#')
        && (
            address is null
            || !Uri.TryCreate(address, href, out var target)
            || target.GetLeftPart(UriPartial.Query) != address.GetLeftPart(UriPartial.Query)
        );
}
