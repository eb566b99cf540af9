using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>A thing that a page describes in microdata or RDFa.</summary>
/// <param name="type">Its types, with blanks between them.</param>
internal sealed class PageItem(string type)
{
    private readonly List<(string Name, string? Text, PageItem? Item)> _properties = [];

    /// <summary>The last parts of its types: <c>Article</c>.</summary>
    public List<string> Types { get; } =
    [.. type.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(LastPart)];

    public void Add(string names, IElement element, PageItem? item)
    {
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            _properties.Add((LastPart(name), item is null ? ValueOf(element) : null, item));
    }

    /// <summary>Texts of a property; of a thing its name.</summary>
    public IEnumerable<string> Texts(string name) =>
        _properties
            .Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(property =>
                property.Text
                ?? property.Item?.Texts("name").FirstOrDefault()
                ?? property.Item?.Texts("url").FirstOrDefault()
            )
            .Select(Reading.Texts.Line)
            .OfType<string>();

    private static string LastPart(string name)
    {
        var end = name.TrimEnd('/');
        return end[(end.LastIndexOfAny(['/', '#', ':']) + 1)..];
    }

    private static string? ValueOf(IElement element) =>
        element.GetAttribute("content")
        ?? element.LocalName switch
        {
            "meta" => null,
            "img" or "audio" or "video" or "source" or "iframe" or "embed" => element.GetAttribute("src"),
            "a" or "area" or "link" => element.GetAttribute("href"),
            "object" => element.GetAttribute("data"),
            "time" => element.GetAttribute("datetime") ?? Reading.Texts.Of(element),
            "data" or "meter" => element.GetAttribute("value"),
            _ => Reading.Texts.Of(element),
        };
}
