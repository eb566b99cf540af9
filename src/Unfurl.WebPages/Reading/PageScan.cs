using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>What one walk over the tree of a page finds. Nothing is judged here.</summary>
internal sealed class PageScan
{
    private const int MinParagraph = 40;
    private const string Html = "http://www.w3.org/1999/xhtml";

    private static readonly string[] ChromeWords =
    [
        "cookie",
        "consent",
        "gdpr",
        "breadcrumb",
        "sidebar",
        "navbar",
        "navigation",
        "newsletter",
        "footer",
        "noprint",
    ];

    private readonly List<PageItem> _items = [];
    private readonly Uri? _address;
    private string? _paragraph;
    private string? _ownParagraph;
    private bool _isEntry;
    private bool _isOwnEntry;

    private PageScan(IHtmlDocument document, Uri? address)
    {
        Document = document;
        _address = address;
    }

    public IHtmlDocument Document { get; }

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
    public IReadOnlyList<PageItem> Items => _items;

    public List<IElement> AuthorLinks { get; } = [];

    public List<IElement> Forms { get; } = [];

    public List<PasswordField> PasswordFields { get; } = [];

    /// <summary>The first of an article.</summary>
    public IElement? Time { get; private set; }

    public string? BaseHref { get; private set; }

    /// <summary>The first one that says something.</summary>
    public string? Paragraph => _ownParagraph ?? _paragraph;

    /// <summary>Letters that people read.</summary>
    public int TextLength { get; private set; }

    /// <summary>Letters of articles, outside of their forms.</summary>
    public int ArticleLength { get; private set; }

    /// <summary>Pictures, videos and the like, which need no letters.</summary>
    public int Embedded { get; private set; }

    /// <summary>Scripts that run.</summary>
    public int Scripts { get; private set; }

    /// <summary>Scripts with a text that MediaWiki writes on walls.</summary>
    public bool IsBadTitle { get; private set; }

    /// <param name="document">The page.</param>
    /// <param name="address">Where it was found.</param>
    public static PageScan Of(IHtmlDocument document, Uri? address = null)
    {
        var scan = new PageScan(document, address);
        scan.Walk(document, default);
        return scan;
    }

    private void Walk(INode node, Place place)
    {
        for (var child = node.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child is IElement element)
                Visit(element, place);
            else if (child is IText text && place.IsRead)
                Count(text, place);
        }
    }

    private void Count(IText text, Place place)
    {
        var letters = 0;
        foreach (var c in text.Data)
        {
            if (!char.IsWhiteSpace(c))
                letters++;
        }
        TextLength += letters;
        if (place is { IsArticle: true, IsForm: false })
            ArticleLength += letters;
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
        place = place.Within(element);
        switch (element.LocalName)
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
            case "style" or "template" or "title":
                return;
            case "body":
                place = place with { IsBody = true };
                break;
            case "h1":
                AllHeadings.Add(element);
                HasHeading |= place.IsRead;
                if (place is { IsChrome: false, IsHidden: false } && !HasClass(element, "logo"))
                    Headings.Add(element);
                break;
            case "h2" or "h3":
                HasHeading |= place.IsRead;
                AddEntry(element, place);
                break;
            case "p":
                AddParagraph(element, place);
                break;
            case "time":
                if (Time is null && place.IsArticle && !_isOwnEntry && element.HasAttribute("datetime"))
                    Time = element;
                break;
            case "a":
                if (HasWord(element.GetAttribute("rel"), "author"))
                    AuthorLinks.Add(element);
                break;
            case "form":
                Forms.Add(element);
                break;
            case "input":
                AddInput(element, place);
                break;
            case "img" or "video" or "audio" or "iframe" or "object" or "embed" or "canvas" or "frame":
                if (!place.IsNoscript)
                    Embedded++;
                break;
        }
        place = AddItem(element, place);
        Walk(element, place);
    }

    private void AddMeta(IElement element, Place place)
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
            JsonLd.Add(element.TextContent);
            return;
        }
        Scripts++;
        if (element.TextContent.Contains("\"wgCanonicalSpecialPageName\":\"Badtitle\"", StringComparison.Ordinal))
            IsBadTitle = true;
    }

    private void AddParagraph(IElement element, Place place)
    {
        if (_ownParagraph is not null || !place.IsRead || place.IsChrome || place.IsForm || place.IsBanner)
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

    // What follows a heading that leads to another page, as in lists of posts, is about that one.
    private void AddEntry(IElement heading, Place place)
    {
        if (!place.IsRead || place.IsChrome || place.IsBanner)
            return;
        if (
            heading.QuerySelector("a[href]") is not { } link
            || HasWord(link.GetAttribute("rel"), "home")
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
            _address is null
            || !Uri.TryCreate(_address, href, out var target)
            || target.GetLeftPart(UriPartial.Query) != _address.GetLeftPart(UriPartial.Query)
        );

    private void AddInput(IElement element, Place place)
    {
        if (
            "password".Equals(element.GetAttribute("type")?.Trim(), StringComparison.OrdinalIgnoreCase)
            && !place.IsHidden
            && !HasWord(element.GetAttribute("autocomplete"), "new-password")
        )
            PasswordFields.Add(new(element, place.IsChrome, place.IsArticle));
    }

    // Of microdata, and of RDFa as it is written for schema.org.
    private Place AddItem(IElement element, Place place)
    {
        var scope = place.Item;
        var names =
            element.GetAttribute("itemprop")
            ?? (scope is not null && element.LocalName != "meta" ? element.GetAttribute("property") : null)
            ?? (
                scope is not null
                && element.LocalName == "meta"
                && element.GetAttribute("property") is { } property
                && !property.Contains(':', StringComparison.Ordinal)
                    ? property
                    : null
            );
        var type = element.HasAttribute("itemscope")
            ? element.GetAttribute("itemtype") ?? ""
            : element.GetAttribute("typeof");
        var item = type is null ? null : new PageItem(type);
        if (scope is not null && names is not null)
            scope.Add(names, element, item);
        else if (item is not null)
            _items.Add(item);
        return item is null ? place : place with { Item = item };
    }

    public static bool HasWord(string? words, string word) =>
        words is not null
        && words
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Contains(word, StringComparer.OrdinalIgnoreCase);

    private static bool HasClass(IElement element, string name) => HasWord(element.ClassName, name);

    private static bool IsWeb(string address) =>
        !address.Contains(':', StringComparison.Ordinal)
        || address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("//", StringComparison.Ordinal);

    /// <summary>Where in a page an element stands.</summary>
    private readonly record struct Place
    {
        public bool IsBody { get; init; }

        /// <summary>The site's own: navigation, header, footer.</summary>
        public bool IsChrome { get; private init; }

        /// <summary>Notices that stand before what a page says.</summary>
        public bool IsBanner { get; private init; }

        public bool IsArticle { get; private init; }

        public bool IsForm { get; private init; }

        public bool IsHidden { get; private init; }

        public bool IsNoscript { get; private init; }

        public PageItem? Item { get; init; }

        public bool IsRead => IsBody && !IsHidden && !IsNoscript;

        public Place Within(IElement element)
        {
            var place = this;
            switch (element.LocalName)
            {
                case "main" or "article":
                    place = place with { IsArticle = true, IsChrome = false };
                    break;
                case "nav" or "aside" or "footer" or "menu" or "dialog":
                    place = place with { IsChrome = true };
                    break;
                case "header":
                    place = place with { IsChrome = IsChrome || !IsArticle };
                    break;
                case "form":
                    place = place with { IsForm = true };
                    break;
                case "noscript":
                    place = place with { IsNoscript = true };
                    break;
            }
            if (element.Attributes.Length == 0)
                return place;
            if (element.GetAttribute("role") is { } role)
                place = place.InRole(role);
            if (IsHiddenBy(element))
                place = place with { IsHidden = true };
            if (
                !place.IsBanner
                && element.LocalName is "div" or "section" or "p" or "ul" or "aside"
                && IsBannerBy(element)
            )
                place = place with { IsBanner = true };
            return place;
        }

        private Place InRole(string role) =>
            role switch
            {
                "main" or "article" => this with { IsArticle = true, IsChrome = false },
                "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog" or "alertdialog" =>
                    this with
                    {
                        IsChrome = true,
                    },
                _ => this,
            };

        private static bool IsHiddenBy(IElement element) =>
            element.HasAttribute("hidden")
            || (
                element.GetAttribute("style") is { } style
                && style
                    .Replace(" ", "", StringComparison.Ordinal)
                    .Contains("display:none", StringComparison.OrdinalIgnoreCase)
            );

        private static bool IsBannerBy(IElement element) =>
            HasChromeWord(element.GetAttribute("class")) || HasChromeWord(element.Id);

        private static bool HasChromeWord(string? words) =>
            words is not null
            && Array.Exists(ChromeWords, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

/// <param name="IsChrome">Whether it stands in the site's header or the like.</param>
/// <param name="IsArticle">Whether it stands in what the page is about.</param>
internal sealed record PasswordField(IElement Element, bool IsChrome, bool IsArticle);
