using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>The letters of a page that people read.</summary>
internal sealed class ReadText
{
    /// <summary>No more letters are counted: walls are short.</summary>
    public const int Enough = 1500;

    /// <summary>A page with more letters of its own is no notice.</summary>
    public const int Notice = 400;

    private readonly List<IText> _own = [];

    public int Length { get; private set; }

    /// <summary>Letters of articles, outside of their forms.</summary>
    public int ArticleLength { get; private set; }

    /// <summary>Letters outside of the site's header, navigation and footer: of a wall that is nearly nothing.</summary>
    public int OwnLength { get; private set; }

    public void Add(IText text, in Place place)
    {
        var isArticle = place is { IsArticle: true, Form: null };
        if (Length >= Enough && (!isArticle || ArticleLength >= Enough) && (place.IsChrome || OwnLength >= Enough))
            return;
        var letters = 0;
        foreach (var c in text.Data)
        {
            if (!char.IsWhiteSpace(c))
                letters++;
        }
        Length += letters;
        if (isArticle)
            ArticleLength += letters;
        if (place.IsChrome || letters == 0)
            return;
        if (OwnLength < Notice)
            _own.Add(text);
        OwnLength += letters;
    }

    /// <summary>
    /// Its own sentences: what stands in one piece, and what stands in one paragraph. Not what is quoted, listed or code. Of a long page only
    /// the first ones.
    /// </summary>
    public IEnumerable<string> Sentences()
    {
        IElement? before = null;
        foreach (var text in _own)
        {
            if (BlockOf(text) is not { } block)
                continue;
            if (text.ParentElement == block && Texts.Line(text.Data) is { } piece)
                yield return piece;
            if (block != before && Texts.Of(block) is { } whole)
                yield return whole;
            before = block;
        }
    }

    // Null for what is another's words.
    private static IElement? BlockOf(IText text)
    {
        for (var element = text.ParentElement; element is not null; element = element.ParentElement)
        {
            switch (element.LocalName)
            {
                case "code"
                or "pre"
                or "q"
                or "blockquote"
                or "li"
                or "td"
                or "th"
                or "dt"
                or "dd"
                or "label"
                or "button":
                    return null;
                case "a" or "abbr" or "b" or "big" or "em" or "font" or "i" or "small" or "span" or "strong" or "u":
                    continue;
                default:
                    return element;
            }
        }
        return null;
    }
}
