using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfurl.Html;

/// <summary>
/// What pictures say in words. Their addresses tell which of them are badges and icons, and go no further: GitHub signs
/// those of private pictures, so that the address alone opens the picture.
/// </summary>
internal sealed partial class PictureText
{
    // In pixels.
    private const int IconSize = 32;

    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp"];
    private static readonly string[] FilmEndings = [".mp4", ".mov", ".webm", ".m4v"];

    // Words in the names that programs give to screenshots and photos.
    private static readonly FrozenSet<string> EmptyWords =
    [
        .. """
            image images img picture pic photo screenshot screenshots screencapture screencast recording capture cleanshot snip
            snipping clip clipboard pasted copy untitled unnamed file figure fig attachment upload download alt text at am pm
            dsc pxl bildschirmfoto bild grafik captura pantalla imagen écran ecran immagine schermata スクリーンショット 画像
            截图 截屏 图片 屏幕截图 스크린샷 снимок изображение de la d l of the from um à a x and
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private int _pictures;
    private int _films;

    public void AddFilm() => _films++;

    // The text of a body that consists of pictures and videos only; null if it has none.
    public string? Summary =>
        (_pictures, _films) switch
        {
            (0, 0) => null,
            (1, 0) => "1 picture",
            (_, 0) => $"{_pictures} pictures",
            (0, 1) => "1 video",
            (0, _) => $"{_films} videos",
            _ => $"{_pictures + _films} pictures and videos",
        };

    // Empty for a badge, an icon, or a picture without a meaningful alternative text.
    public string TextOf(HtmlElement picture, HtmlElement? link)
    {
        var text = picture["alt"]?.Trim() ?? "";
        if (picture.HasClass("emoji"))
            return text;
        if (IsDecoration(picture) || (link is not null && IsBadge(picture, link)))
            return "";
        _pictures++;
        return IsEmptyName(text) ? "" : text;
    }

    // In Markdown, GitHub inserts an uploaded video as its bare URL.
    public bool IsPastedFilm(HtmlElement link)
    {
        if (link["href"] is not { } address || link.Text.Trim() != address)
            return false;
        var isFilm = HasEnding(address, FilmEndings);
        if (isFilm)
            _films++;
        else if (IsAttachment(address))
            _pictures++;
        else
            return false;
        return true;
    }

    private static bool IsAttachment(string address) =>
        address.Contains("/user-attachments/assets/", StringComparison.OrdinalIgnoreCase)
        || address.Contains("//private-user-images.", StringComparison.OrdinalIgnoreCase)
        || address.Contains("//user-images.", StringComparison.OrdinalIgnoreCase);

    private static bool IsDecoration(HtmlElement picture) =>
        (SizeOf(picture["width"]) ?? int.MaxValue) <= IconSize
        || (SizeOf(picture["height"]) ?? int.MaxValue) <= IconSize
        || AddressesOf(picture).Any(address => HasEnding(address, [".svg"]) || BadgeAddress.IsMatch(address));

    // The link around a badge leads elsewhere; the link around another picture leads to the picture.
    private static bool IsBadge(HtmlElement picture, HtmlElement link)
    {
        if (!string.IsNullOrWhiteSpace(link.Text) || link["href"] is not { } target)
            return false;
        return !HasEnding(target, PictureEndings)
            && !IsAttachment(target)
            && !AddressesOf(picture).Contains(target, StringComparer.Ordinal);
    }

    // GitHub proxies external pictures and keeps the original URL in this attribute.
    private static IEnumerable<string> AddressesOf(HtmlElement picture) =>
        new[] { picture["data-canonical-src"], picture["src"] }.OfType<string>();

    private static bool HasEnding(string address, string[] endings)
    {
        var path = address.AsSpan();
        path = path[..(path.IndexOfAny('?', '#') is >= 0 and var end ? end : path.Length)];
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static int? SizeOf(string? text) =>
        int.TryParse(text?.Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    // A file name, or a program's name for any picture.
    private static bool IsEmptyName(string text)
    {
        if (
            !text.Contains(' ', StringComparison.Ordinal)
            && text.AsSpan().ContainsAny('-', '_')
            && char.IsAscii(text[0])
        )
            return true;
        text = text.Replace("screen shot", "screenshot", StringComparison.OrdinalIgnoreCase);
        return Words
            .Split(HasEnding(text, PictureEndings) ? text[..text.LastIndexOf('.')] : text)
            .All(word => word.Length == 0 || EmptyWords.Contains(word.ToLowerInvariant()));
    }

    [GeneratedRegex(@"[^\p{L}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words { get; }

    // Parts of the URLs of badge services.
    [GeneratedRegex(
        "badge|shields|[/.]codecov[.]|/status/|banner",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex BadgeAddress { get; }
}
