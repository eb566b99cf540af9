using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Unfurl.Html;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>Takes what a page says of itself: of each fact the best source that has it.</summary>
/// <param name="scan">The page.</param>
/// <param name="address">Where it was found.</param>
/// <param name="headerLanguage">What the answer's header says.</param>
internal sealed partial class FactReader(PageScan scan, Uri address, string? headerLanguage)
{
    private const int MaxAuthors = 3;

    // Nothing on the web is older; these dates stand for none.
    private const int FirstYear = 1990;

    private static readonly SearchValues<char> OfWords = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    );

    private readonly JsonLd _json = new(scan.JsonLd);
    private readonly PageItem? _item = scan.Items.Find(item =>
        item.Types.Count > 0 && !item.Types.Exists(JsonLd.IsBeside)
    );

    /// <summary>What the page's addresses are relative to.</summary>
    public Uri Base { get; } =
        scan.BaseHref is { } href && Uri.TryCreate(address, href, out var based) && IsWeb(based) ? based : address;

    /// <param name="oembed">What the site says elsewhere; null for nothing.</param>
    /// <param name="site">What the site repeats on its pages.</param>
    public PageFacts Read(OEmbed? oembed, SiteMemory.Repeated site)
    {
        var name =
            Meta("og:site_name")
            ?? _json.Text(_json.WebSite, "name")
            ?? _json.Text(_json.Main, "publisher")
            ?? Meta("application-name", "dc.publisher", "dcterms.publisher")
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
            Image = ImagesOf(oembed).FirstOrDefault(image => !site.IsImage(image.Url)),
            Icon = IconOf(),
            Site = name,
            Author = AuthorOf() ?? oembed?.Author,
            Published =
                Date(Meta("article:published_time", "og:published_time"))
                ?? Date(_json.Text(_json.Main, "datePublished"))
                ?? Date(Item("datePublished"))
                ?? Date(Meta("dc.date", "dcterms.created", "dcterms.date", "dc.date.issued"))
                ?? Date(Meta("date"))
                ?? Date(scan.Time?.GetAttribute("datetime")),
            Modified =
                Date(Meta("article:modified_time"))
                ?? Date(Meta("og:updated_time"))
                ?? Date(_json.Text(_json.Main, "dateModified"))
                ?? Date(Item("dateModified"))
                ?? Date(Meta("dcterms.modified", "dc.date.modified")),
            Language = LanguageOf(),
            Color = ColorOf(),
            Media = MediaOf(),
            Canonical = CanonicalOf(),
        };
    }

    /// <summary>What the title would be without the site's name: for <see cref="SiteMemory"/>.</summary>
    public string? WholeTitle => scan.Title;

    public string? WholeDescription => DescriptionsOf().FirstOrDefault();

    public Uri? WholeImage => ImagesOf(null).FirstOrDefault()?.Url;

    /// <summary>Where the site says more of the page: in JSON rather than in XML.</summary>
    public Uri? OEmbedOf(Func<Uri, bool> isOfSite) =>
        scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "alternate"))
            .Select(link => (Type: link.GetAttribute("type")?.Trim().ToLowerInvariant(), Link: link))
            .Where(link => link.Type is "application/json+oembed" or "text/xml+oembed" or "application/xml+oembed")
            .OrderBy(link => link.Type != "application/json+oembed")
            .Select(link => Resolve(link.Link.GetAttribute("href")))
            .FirstOrDefault(url => url is not null && isOfSite(url));

    private string? TitleOf(string? name, SiteMemory.Repeated site)
    {
        var declared =
            Meta("og:title", "twitter:title")
            ?? _json.Text(_json.Main, "headline", "name")
            ?? Item("headline")
            ?? Item("name")
            ?? Meta("dc.title", "dcterms.title");
        if (
            declared is not null
            && !declared.Equals(name, StringComparison.OrdinalIgnoreCase)
            && !site.IsTitle(declared)
        )
            return declared;
        var title = WholeTitle is { } whole ? site.WithoutAffix(SiteName.Without(whole, name)) : null;
        var heading = scan.Headings.Count == 1 ? Texts.Of(scan.Headings[0]) : null;
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
        Parts(address.AbsolutePath.TrimEnd('/'), '/')
            .TakeLast(1)
            .Concat(Parts(address.Query, '&', ';').Select(pair => pair[(pair.IndexOf('=') + 1)..]))
            .Contains(title, StringComparer.Ordinal);

    private static IEnumerable<string> Parts(string text, params char[] separators) =>
        text.Split(separators).Select(Uri.UnescapeDataString);

    private IEnumerable<string> Searches =>
        scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "search"))
            .Select(link => Texts.Line(link.GetAttribute("title")))
            .OfType<string>();

    private IEnumerable<string> DescriptionsOf()
    {
        if (Meta("og:description") is { } og)
            yield return og;
        if (Meta("twitter:description") is { } twitter)
            yield return twitter;
        if (_json.Text(_json.Main, "description", "abstract") is { } json)
            yield return json;
        if (Item("description") is { } item)
            yield return item;
        if (Meta("dc.description", "dcterms.description", "dcterms.abstract") is { } core)
            yield return core;
        if (Meta("description") is { } description)
            yield return description;
        if (scan.Paragraph is { } paragraph)
            yield return paragraph;
    }

    private IEnumerable<PageImage> ImagesOf(OEmbed? oembed) => ImageTextsOf(oembed).Select(ImageOf).OfType<PageImage>();

    private IEnumerable<PageImageText> ImageTextsOf(OEmbed? oembed)
    {
        foreach (var image in OpenGraphImages())
            yield return image;
        foreach (var url in Metas("twitter:image", "twitter:image:src"))
            yield return new(url, null, null);
        foreach (var image in _json.Images(_json.Main))
            yield return image;
        foreach (var url in Items("image"))
            yield return new(url, null, null);
        foreach (var link in scan.Links)
        {
            if (PageScan.HasWord(link.GetAttribute("rel"), "image_src"))
                yield return new(link.GetAttribute("href"), null, null);
        }
        if (oembed is not null)
            yield return oembed.Thumbnail;
    }

    // A group begins with og:image; what follows is about it.
    private IEnumerable<PageImageText> OpenGraphImages()
    {
        PageImageText? image = null;
        foreach (var (name, content, _) in scan.Metas)
        {
            switch (name)
            {
                case "og:image" or "og:image:url":
                    if (name == "og:image:url" && image is not null && image.Url == content)
                        break;
                    if (image is not null)
                        yield return image;
                    image = new(content, null, null);
                    break;
                case "og:image:secure_url":
                    image = (image ?? new(null, null, null)) with
                    {
                        Url = Texts.Line(content) is null ? image?.Url : content,
                    };
                    break;
                case "og:image:width" when image is not null:
                    image = image with { Width = content };
                    break;
                case "og:image:height" when image is not null:
                    image = image with { Height = content };
                    break;
            }
        }
        if (image is not null)
            yield return image;
    }

    private PageImage? ImageOf(PageImageText text) =>
        Resolve(text.Url) is { } url && !url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)
            ? new(url, Pixels(text.Width), Pixels(text.Height))
            : null;

    private Uri? IconOf()
    {
        const int wanted = 64;
        var icons = scan
            .Links.Where(link => IsIcon(link.GetAttribute("rel")))
            .Select(link => (Url: Resolve(link.GetAttribute("href")), Size: SizeOf(link), IsDrawing: IsDrawing(link)))
            .Where(icon => icon.Url is not null)
            .ToList();
        var pictures = icons.Where(icon => !icon.IsDrawing).ToList();
        if (pictures.Count == 0)
            return icons.Select(icon => icon.Url).FirstOrDefault();
        var large = pictures.Where(icon => icon.Size >= wanted).ToList();
        return large.Count > 0 ? large.MinBy(icon => icon.Size).Url : pictures.MaxBy(icon => icon.Size).Url;
    }

    private static bool IsIcon(string? rel) =>
        PageScan.HasWord(rel, "icon")
        || PageScan.HasWord(rel, "apple-touch-icon")
        || PageScan.HasWord(rel, "apple-touch-icon-precomposed");

    private static bool IsDrawing(IElement link) =>
        link.GetAttribute("type")?.Contains("svg", StringComparison.OrdinalIgnoreCase) is true
        || link.GetAttribute("href")?.Split('?')[0].EndsWith(".svg", StringComparison.OrdinalIgnoreCase) is true;

    // Of several sizes in one file the largest.
    private static int SizeOf(IElement link)
    {
        var sizes = (link.GetAttribute("sizes") ?? "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(size => Pixels(size.Split('x', 'X')[0]) ?? 0)
            .DefaultIfEmpty(0)
            .Max();
        return sizes > 0 ? sizes
            : link.GetAttribute("rel")?.Contains("apple", StringComparison.OrdinalIgnoreCase) is true ? 180
            : 32;
    }

    private string? AuthorOf() =>
        Names(_json.Texts(_json.Main, "author"))
        ?? Metas("article:author", "og:article:author").FirstOrDefault(author => !IsAddress(author))
        ?? Meta("author")
        ?? Names(Items("author"))
        ?? Meta("dc.creator", "dcterms.creator")
        ?? scan.AuthorLinks.Select(Texts.Of).FirstOrDefault(text => text is not null);

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
        Language(scan.Document.DocumentElement?.GetAttribute("lang"))
        ?? Language(scan.Document.DocumentElement?.GetAttribute("xml:lang"))
        ?? Language(Meta("og:locale")?.Replace('_', '-'))
        ?? Language(Meta("content-language"))
        ?? Language(headerLanguage);

    private static string? Language(string? text) =>
        text?.Split(',')[0].Trim() is { } language && LanguageTag.IsMatch(language) ? language : null;

    private Color? ColorOf()
    {
        var all = scan
            .Metas.Where(meta => meta.Name == "theme-color")
            .Select(meta => (Media: meta.Element.GetAttribute("media"), Color: ColorOf(meta.Content)))
            .Where(color => color.Color is not null)
            .ToList();
        var plain = all.Find(color => string.IsNullOrWhiteSpace(color.Media));
        return plain.Color ?? all.Find(color => color.Media?.Contains("light", StringComparison.Ordinal) is true).Color;
    }

    private static Color? ColorOf(string text)
    {
        if (text.Trim().StartsWith('#'))
            return Color.Parse(text);
        var parts = RgbColor.Match(text.Trim());
        return
            parts.Success
            && byte.TryParse(parts.Groups["r"].Value, CultureInfo.InvariantCulture, out var r)
            && byte.TryParse(parts.Groups["g"].Value, CultureInfo.InvariantCulture, out var g)
            && byte.TryParse(parts.Groups["b"].Value, CultureInfo.InvariantCulture, out var b)
            ? new Color(r, g, b)
            : null;
    }

    // Only what is fetched without a session, by https.
    private Media? MediaOf()
    {
        var video = Secure("og:video:secure_url", "og:video", "og:video:url");
        if (video is not null)
        {
            var type = Meta("og:video:type") ?? "";
            if (type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
                return new(MediaKind.Html, video);
            if (
                type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
                || (type.Length == 0 && VideoFile.IsMatch(video.AbsolutePath))
            )
                return new(MediaKind.Video, video);
        }
        if (Secure("og:audio:secure_url", "og:audio", "og:audio:url") is { } audio)
            return new(MediaKind.Audio, audio);
        return Secure("twitter:player") is { } player ? new(MediaKind.Html, player) : null;
    }

    private Uri? Secure(params string[] names) =>
        names.Select(name => Resolve(Meta(name))).FirstOrDefault(url => url is { Scheme: "https" });

    private Uri? CanonicalOf() =>
        scan
            .Links.Where(link => PageScan.HasWord(link.GetAttribute("rel"), "canonical"))
            .Select(link => Resolve(link.GetAttribute("href")))
            .Append(Resolve(Meta("og:url")))
            .FirstOrDefault(url => url is not null);

    private string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var (known, content, _) in scan.Metas)
            {
                if (known == name && Texts.Line(content) is { } text)
                    return text;
            }
        }
        return null;
    }

    private IEnumerable<string> Metas(params string[] names)
    {
        foreach (var name in names)
        {
            foreach (var (known, content, _) in scan.Metas)
            {
                if (known == name && Texts.Line(content) is { } text)
                    yield return text;
            }
        }
    }

    private string? Item(string property) => Items(property).FirstOrDefault();

    private IEnumerable<string> Items(string property) => _item?.Texts(property) ?? [];

    private Uri? Resolve(string? text) =>
        Texts.Line(text) is { } line && Uri.TryCreate(Base, line, out var url) && IsWeb(url) ? url : null;

    private static bool IsWeb(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 };

    private static bool IsAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        || text.StartsWith('/')
        || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    private static int? Pixels(string? text) =>
        int.TryParse(
            text?.Trim().Replace("px", "", StringComparison.OrdinalIgnoreCase),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var pixels
        )
        && pixels > 0
            ? pixels
            : null;

    [GeneratedRegex(
        "^(home|home ?page|start|start ?page|index|index of /.*|welcome|untitled|untitled document|new tab|document|default)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Generic { get; }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag { get; }

    [GeneratedRegex(
        @"^rgb\(\s*(?<r>\d{1,3})\s*,\s*(?<g>\d{1,3})\s*,\s*(?<b>\d{1,3})\s*\)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RgbColor { get; }

    [GeneratedRegex(
        @"\.(mp4|webm|ogv|mov|m4v)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex VideoFile { get; }
}
