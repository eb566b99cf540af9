using Unfurl.WebPages.Reading;

namespace Unfurl.WebPages.Facts;

/// <summary>The places of a page in which it says something of itself.</summary>
/// <param name="scan">The page.</param>
/// <param name="address">Where it was found.</param>
internal sealed class PageSource(PageScan scan, Uri address)
{
    private readonly PageItem? _item = scan.Items.Find(item =>
        item.Types.Count > 0 && !item.Types.Exists(JsonLd.IsBeside)
    );

    public PageScan Scan => scan;

    public JsonLd Json { get; } = new(scan.JsonLd);

    /// <summary>What the page's addresses are relative to.</summary>
    public Uri Base { get; } =
        scan.BaseHref is { } href && Uri.TryCreate(address, href, out var based) && IsWeb(based) ? based : address;

    /// <summary>The first of some that says something.</summary>
    public string? Meta(params ReadOnlySpan<string> names)
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

    public IEnumerable<string> Metas(params string[] names)
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

    /// <summary>Of what the page is about, in microdata or RDFa.</summary>
    public string? Item(string property) => Items(property).FirstOrDefault();

    public IEnumerable<string> Items(string property) => _item?.Texts(property) ?? [];

    /// <returns>Null for what is no address on the web.</returns>
    public Uri? Resolve(string? text) =>
        Texts.Line(text) is { } line && Uri.TryCreate(Base, line, out var url) && IsWeb(url) ? url : null;

    private static bool IsWeb(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 };
}
