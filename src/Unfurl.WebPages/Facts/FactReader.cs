using System.Buffers;
using System.Text.RegularExpressions;
using Unfurl.Html;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>Takes what a page says of itself: of each fact the best source that has it.</summary>
internal sealed partial class FactReader
{
    private const int MaxAuthors = 3;

    // Nothing on the web is older; these dates stand for none.
    private const int FirstYear = 1990;

    private static readonly SearchValues<char> OfWords = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    );

    private readonly PageSource _source;
    private readonly PageImages _images;

    private readonly PageScan _scan;
    private readonly Uri _address;
    private readonly string? _headerLanguage;

    /// <param name="scan">The page.</param>
    /// <param name="address">Where it was found.</param>
    /// <param name="headerLanguage">What the answer's header says.</param>
    public FactReader(PageScan scan, Uri address, string? headerLanguage)
    {
        (_scan, _address, _headerLanguage) = (scan, address, headerLanguage);
        _source = new PageSource(scan, address);
        _images = new PageImages(_source);
    }

    /// <summary>What the page's addresses are relative to.</summary>
    public Uri Base => _source.Base;

    /// <param name="oembed">What the site says elsewhere; null for nothing.</param>
    /// <param name="site">What the site repeats on its pages.</param>
    public PageFacts Read(OEmbed? oembed, SiteMemory.Repeated site)
    {
        var name =
            _source.Meta("og:site_name")
            ?? _source.Json.Text(_source.Json.WebSite, "name")
            ?? _source.Json.Text(_source.Json.Main, "publisher")
            ?? _source.Meta("application-name", "dc.publisher", "dcterms.publisher")
            ?? oembed?.Provider
            ?? (WholeTitle is { } whole ? SiteName.In(whole, Searches) : null);
        var title = TitleOf(name, site) ?? oembed?.Title;
        var description = DescriptionsOf()
            .FirstOrDefault(text =>
                // Redmine says "Redmine" on every page.
                text.AsSpan().ContainsAnyExcept(OfWords)
                && !text.Equals(title, StringComparison.OrdinalIgnoreCase)
                && !text.Equals(name, StringComparison.OrdinalIgnoreCase)
                && !site.IsDescription(text)
            );
        return new PageFacts
        {
            Title = title,
            Description = description,
            Image = _images.Of(oembed).FirstOrDefault(image => !site.IsImage(image.Url)),
            Icon = _images.Icon(),
            Site = name,
            Author = AuthorOf() ?? oembed?.Author,
            Published =
                Date(_source.Meta("article:published_time", "og:published_time"))
                ?? Date(_source.Json.Text(_source.Json.Main, "datePublished"))
                ?? Date(_source.Item("datePublished"))
                ?? Date(_source.Meta("dc.date", "dcterms.created", "dcterms.date", "dc.date.issued"))
                ?? Date(_source.Meta("date"))
                ?? Date(_scan.Time?.GetAttribute("datetime")),
            Modified =
                Date(_source.Meta("article:modified_time"))
                ?? Date(_source.Meta("og:updated_time"))
                ?? Date(_source.Json.Text(_source.Json.Main, "dateModified"))
                ?? Date(_source.Item("dateModified"))
                ?? Date(_source.Meta("dcterms.modified", "dc.date.modified")),
            Language = LanguageOf(),
            Color = ThemeColor.Of(_scan),
            Media = PageMedia.Of(_source),
            Canonical = CanonicalOf(),
        };
    }

    /// <summary>What the title would be without the site's name: for <see cref="SiteMemory"/>.</summary>
    public string? WholeTitle => _scan.Title;

    public string? WholeDescription => DescriptionsOf().FirstOrDefault();

    public Uri? WholeImage => _images.Of(null).FirstOrDefault()?.Url;

    /// <summary>Where the site says more of the page: in JSON rather than in XML.</summary>
    public Uri? OEmbedOf(Func<Uri, bool> isOfSite) =>
        _scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "alternate"))
            .Select(link => (Type: link.GetAttribute("type")?.Trim().ToLowerInvariant(), Link: link))
            .Where(link => link.Type is "application/json+oembed" or "text/xml+oembed" or "application/xml+oembed")
            .OrderBy(link => link.Type != "application/json+oembed")
            .Select(link => _source.Resolve(link.Link.GetAttribute("href")))
            .FirstOrDefault(url => url is not null && isOfSite(url));

    private string? TitleOf(string? name, SiteMemory.Repeated site)
    {
        var declared =
            _source.Meta("og:title", "twitter:title")
            ?? _source.Json.Text(_source.Json.Main, "headline", "name")
            ?? _source.Item("headline")
            ?? _source.Item("name")
            ?? _source.Meta("dc.title", "dcterms.title");
        if (
            declared is not null
            && !declared.Equals(name, StringComparison.OrdinalIgnoreCase)
            && !site.IsTitle(declared)
        )
            return declared;
        var title = WholeTitle is { } whole ? site.WithoutAffix(SiteName.Without(whole, name)) : null;
        var heading = _scan.Headings.Count == 1 ? Texts.Of(_scan.Headings[0]) : null;
        var isGeneric =
            title is null
            || site.IsTitle(title)
            || title.Equals(name, StringComparison.OrdinalIgnoreCase)
            || Generic.IsMatch(title)
            || IsInAddress(title);
        return isGeneric ? heading ?? declared ?? title : title;
    }

    // Wikis without a title for a page take its name.
    private bool IsInAddress(string title) =>
        Parts(_address.AbsolutePath.TrimEnd('/'), '/')
            .TakeLast(1)
            .Concat(Parts(_address.Query, '&', ';').Select(pair => pair[(pair.IndexOf('=') + 1)..]))
            .Contains(title, StringComparer.Ordinal);

    private static IEnumerable<string> Parts(string text, params char[] separators) =>
        text.Split(separators).Select(Uri.UnescapeDataString);

    private IEnumerable<string> Searches =>
        _scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "search"))
            .Select(link => Texts.Line(link.GetAttribute("title")))
            .OfType<string>();

    private IEnumerable<string> DescriptionsOf()
    {
        if (_source.Meta("og:description") is { } og)
            yield return og;
        if (_source.Meta("twitter:description") is { } twitter)
            yield return twitter;
        if (_source.Json.Text(_source.Json.Main, "description", "abstract") is { } json)
            yield return json;
        if (_source.Item("description") is { } item)
            yield return item;
        if (_source.Meta("dc.description", "dcterms.description", "dcterms.abstract") is { } core)
            yield return core;
        if (_source.Meta("description") is { } description)
            yield return description;
        if (_scan.Paragraph is { } paragraph)
            yield return paragraph;
    }

    private string? AuthorOf() =>
        Names(_source.Json.Texts(_source.Json.Main, "author"))
        ?? _source.Metas("article:author", "og:article:author").FirstOrDefault(author => !IsAddress(author))
        ?? _source.Meta("author")
        ?? Names(_source.Items("author"))
        ?? _source.Meta("dc.creator", "dcterms.creator")
        ?? _scan.AuthorLinks.Select(Texts.Of).FirstOrDefault(text => text is not null);

    private static string? Names(IEnumerable<string> names)
    {
        var all = names.Where(name => !IsAddress(name)).Distinct(StringComparer.Ordinal).Take(MaxAuthors).ToList();
        return all.Count == 0 ? null : string.Join(", ", all);
    }

    private static DateTimeOffset? Date(string? text) =>
        text?.Trim() is { } line && (TimeText.Iso(line) ?? TimeText.Rfc2822(line)) is { Year: >= FirstYear } date
            ? date
            : null;

    private string? LanguageOf() =>
        Language(_scan.Document.DocumentElement?.GetAttribute("lang"))
        ?? Language(_scan.Document.DocumentElement?.GetAttribute("xml:lang"))
        ?? Language(_source.Meta("og:locale")?.Replace('_', '-'))
        ?? Language(_source.Meta("content-language"))
        ?? Language(_headerLanguage);

    private static string? Language(string? text) =>
        text?.Split(',')[0].Trim() is { } language && LanguageTag.IsMatch(language) ? language : null;

    private Uri? CanonicalOf() =>
        _scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "canonical"))
            .Select(link => _source.Resolve(link.GetAttribute("href")))
            .Append(_source.Resolve(_source.Meta("og:url")))
            .FirstOrDefault(url => url is not null);

    private static bool IsAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        || text.StartsWith('/')
        || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "^(home|home ?page|start|start ?page|index|index of /.*|welcome|untitled|untitled document|new tab|document|default)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Generic { get; }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag { get; }
}
