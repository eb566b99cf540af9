using System.Buffers;
using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>What one walk over the tree of a page finds. Nothing is judged here.</summary>
internal sealed class PageScan
{
    private const string Html = "http://www.w3.org/1999/xhtml";

    // Of what tools write in place of a page.
    private static readonly FrozenSet<string> WallIds = FrozenSet.Create(
        StringComparer.Ordinal,
        "dw__login",
        "errorExplanation",
        "permission_denied",
        "this_topic_does_not_exist_yet"
    );

    private static readonly SearchValues<string> WallClasses = SearchValues.Create(
        ["noarticletext", "permissions-errors", "mode_denied", "mode_show"],
        StringComparison.Ordinal
    );

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\r\f");

    private readonly FirstParagraph _paragraph;
    private IElement? _title;

    private PageScan(IHtmlDocument document, Uri? address)
    {
        Document = document;
        _paragraph = new FirstParagraph(address);
    }

    public IHtmlDocument Document { get; }

    /// <summary>As one line; null for none.</summary>
    public string? Title { get; private set; }

    /// <summary>Names in lower case, with their contents, in their order.</summary>
    public List<(string Name, string Content, IElement Element)> Metas { get; } = [];

    public List<IElement> Links { get; } = [];

    /// <summary>Of the page itself: not of its header, and no logo.</summary>
    public List<IElement> Headings { get; } = [];

    /// <summary>All of them, the logo's too.</summary>
    public List<IElement> AllHeadings { get; } = [];

    /// <summary>Whether there is one of any of the upper levels.</summary>
    public bool HasHeading { get; private set; }

    public List<string> JsonLd { get; } = [];

    /// <summary>Microdata and RDFa that stand alone, in their order.</summary>
    public List<PageItem> Items { get; } = [];

    public List<IElement> AuthorLinks { get; } = [];

    public List<PageForm> Forms { get; } = [];

    public List<PasswordField> PasswordFields { get; } = [];

    /// <summary>The first of an article.</summary>
    public IElement? Time { get; private set; }

    public string? BaseHref { get; private set; }

    /// <summary>The first one that says something.</summary>
    public string? Paragraph => _paragraph.Text;

    public ReadText Text { get; } = new();

    /// <summary>Frames, which show other pages.</summary>
    public List<IElement> Frames { get; } = [];

    /// <summary>Pictures, videos and the like, which need no letters.</summary>
    public int Embedded { get; private set; }

    /// <summary>Scripts that run.</summary>
    public int Scripts { get; private set; }

    /// <summary>Ids of elements that tools write in place of a page.</summary>
    public List<string> WallMarks { get; } = [];

    /// <summary>Elements with a class of <see cref="WallClasses"/>, or one that begins or ends like it.</summary>
    public List<IElement> WallElements { get; } = [];

    /// <summary>Scripts with a text that MediaWiki writes on walls.</summary>
    public bool IsBadTitle { get; private set; }

    /// <param name="document">The page.</param>
    /// <param name="address">Where it was found.</param>
    public static PageScan Of(IHtmlDocument document, Uri? address = null)
    {
        var scan = new PageScan(document, address);
        scan.Walk(document, default);
        scan.Title = Texts.Line(scan._title?.TextContent);
        return scan;
    }

    // By index: AngleSharp looks for the next sibling from the first one on.
    private void Walk(INode node, in Place place)
    {
        var children = node.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            var child = children[i];
            if (child is IElement element)
                Visit(element, place);
            else if (place.IsRead && child is IText text)
                Text.Add(text, place);
        }
    }

    private void Visit(IElement element, Place place)
    {
        if (element.NamespaceUri != Html)
        {
            // A drawing may have a title of its own.
            if (element.LocalName == "svg")
                Embedded++;
            return;
        }
        var name = element.LocalName;
        var marks = Marks.Of(element);
        place = place.Within(name, marks);
        if (marks.Id is { } id && WallIds.Contains(id))
            WallMarks.Add(id);
        if (marks.Class.AsSpan().ContainsAny(WallClasses))
            WallElements.Add(element);
        switch (name)
        {
            case "meta":
                AddMeta(element, place);
                break;
            case "link":
                if (!place.IsNoscript)
                    Links.Add(element);
                break;
            case "base":
                BaseHref ??= element.GetAttribute("href") is { } href && IsWeb(href) ? href : null;
                break;
            case "script":
                AddScript(element);
                return;
            case "title":
                _title ??= element;
                return;
            case "style" or "template":
                return;
            case "body":
                place = place with { IsBody = true };
                break;
            case "h1":
                AllHeadings.Add(element);
                HasHeading |= place.IsRead;
                if (place is { IsChrome: false, IsHidden: false } && !HasWord(marks.Class, "logo"))
                    Headings.Add(element);
                break;
            case "h2" or "h3":
                HasHeading |= place.IsRead;
                _paragraph.AddHeading(element, place);
                break;
            case "p":
                _paragraph.Add(element, place);
                break;
            case "time":
                if (Time is null && place.IsArticle && !_paragraph.IsOfOtherPage && element.HasAttribute("datetime"))
                    Time = element;
                break;
            case "a":
                if (HasWord(marks.Rel, "author"))
                    AuthorLinks.Add(element);
                break;
            case "form":
                place = place with { Form = new(element) };
                Forms.Add(place.Form);
                break;
            case "input":
                AddInput(element, place);
                break;
            case "img" or "video" or "audio" or "iframe" or "object" or "embed" or "canvas" or "frame":
                if (!place.IsNoscript)
                    AddEmbedded(element);
                break;
        }
        var within = AddItem(element, marks, place);
        // A component's own tree, which browsers show. Only its name tells one cheaply.
        if (name.Contains('-', StringComparison.Ordinal) && element.ShadowRoot is { } root)
            Walk(root, within);
        Walk(element, within);
    }

    private void AddEmbedded(IElement element)
    {
        Embedded++;
        if (element.LocalName is "frame" or "iframe")
            Frames.Add(element);
    }

    private void AddMeta(IElement element, in Place place)
    {
        if (place.IsNoscript || element.GetAttribute("content") is not { } content)
            return;
        foreach (var attribute in (ReadOnlySpan<string>)["property", "name", "http-equiv"])
        {
            if (element.GetAttribute(attribute) is not { Length: > 0 } names)
                continue;
            foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Metas.Add((name.ToLowerInvariant(), content, element));
        }
    }

    private void AddScript(IElement element)
    {
        var type = element.GetAttribute("type")?.Trim();
        if (type?.StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase) is true)
        {
            JsonLd.Add(TextOf(element));
            return;
        }
        Scripts++;
        IsBadTitle |= TextOf(element).Contains("\"wgCanonicalSpecialPageName\":\"Badtitle\"", StringComparison.Ordinal);
    }

    // Nearly always one node, whose text needs no copy.
    private static string TextOf(IElement script) =>
        script.ChildNodes is { Length: 1 } children && children[0] is IText { Data: var data }
            ? data
            : script.TextContent;

    private void AddInput(IElement element, in Place place)
    {
        if (place.Form is not null && element.GetAttribute("name") is { } name)
            place.Form.Fields.Add((name, element));
        if (
            "password".Equals(element.GetAttribute("type")?.Trim(), StringComparison.OrdinalIgnoreCase)
            && !place.IsHidden
            && !HasWord(element.GetAttribute("autocomplete"), "new-password")
        )
            PasswordFields.Add(new(place.IsChrome, place.IsArticle));
    }

    // Of microdata, and of RDFa as it is written for schema.org.
    private Place AddItem(IElement element, in Marks marks, in Place place)
    {
        var type = marks.IsItem ? marks.ItemType ?? "" : marks.TypeOf;
        var item = type is null ? null : new PageItem(type);
        if (place.Item is not { } scope)
        {
            if (item is not null)
                Items.Add(item);
        }
        else if ((marks.ItemProperty ?? PropertyOf(element, marks)) is { } names)
        {
            scope.Add(names, element, item);
        }
        else if (item is not null)
        {
            Items.Add(item);
        }
        return item is null ? place : place with { Item = item };
    }

    // A meta's property with a colon is of the page: "og:title".
    private static string? PropertyOf(IElement element, in Marks marks) =>
        element.LocalName == "meta" && marks.Property?.Contains(':', StringComparison.Ordinal) is true
            ? null
            : marks.Property;

    public static bool HasWord(string? words, string word)
    {
        if (words is null || words.Length < word.Length)
            return false;
        foreach (var range in words.AsSpan().SplitAny(Blanks))
        {
            if (words.AsSpan(range).Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool IsWeb(string address) =>
        !address.Contains(':', StringComparison.Ordinal)
        || address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("//", StringComparison.Ordinal);
}
