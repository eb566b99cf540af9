using System.Globalization;
using AngleSharp.Dom;
using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>The pictures of a page. Never one that it only contains: the first of these is a logo.</summary>
internal sealed class PageImages(PageSource source)
{
    /// <summary>Those that stand for the page, best first.</summary>
    /// <param name="oembed">What the site says elsewhere; null for nothing.</param>
    public IEnumerable<PageImage> Of(OEmbed? oembed) => ImageTextsOf(oembed).Select(ImageOf).OfType<PageImage>();

    private IEnumerable<PageImageText> ImageTextsOf(OEmbed? oembed)
    {
        foreach (var image in OpenGraphImages())
            yield return image;
        foreach (var url in source.Metas("twitter:image", "twitter:image:src"))
            yield return new(url, null, null);
        foreach (var image in source.Json.Images(source.Json.Main))
            yield return image;
        foreach (var url in source.Items("image"))
            yield return new(url, null, null);
        foreach (var link in source.Scan.Links)
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
        foreach (var (name, content, _) in source.Scan.Metas)
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
        source.Resolve(text.Url) is { } url && !url.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)
            ? new(url, Pixels(text.Width), Pixels(text.Height))
            : null;

    /// <summary>The smallest icon that is large enough.</summary>
    public Uri? Icon()
    {
        const int wanted = 64;
        var icons = source
            .Scan.Links.Where(link => IsIcon(link.GetAttribute("rel")))
            .Select(link =>
                (Url: source.Resolve(link.GetAttribute("href")), Size: SizeOf(link), IsDrawing: IsDrawing(link))
            )
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
}
