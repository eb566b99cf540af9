namespace Unfurl.WebPages.Facts;

/// <summary>The site's name in the titles of its pages.</summary>
internal static class SiteName
{
    private static readonly string[] Separators =
    [
        " - ",
        " | ",
        " – ",
        " — ",
        " · ",
        " :: ",
        " « ",
        " » ",
        " ‹ ",
        " › ",
        " • ",
    ];

    /// <param name="name">Null if it is not known.</param>
    public static string Without(string title, string? name)
    {
        if (name is null)
            return title;
        foreach (var separator in Separators)
        {
            if (title.EndsWith(separator + name, StringComparison.OrdinalIgnoreCase))
                return title[..^(separator.Length + name.Length)].Trim() is { Length: > 0 } rest ? rest : title;
            if (title.StartsWith(name + separator, StringComparison.OrdinalIgnoreCase))
                return title[(separator.Length + name.Length)..].Trim() is { Length: > 0 } rest ? rest : title;
        }
        return title;
    }

    /// <summary>What a title may have of the site: its start and its end, each with the separator.</summary>
    public static IEnumerable<string> AffixesOf(string title)
    {
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last > 0)
                yield return title[last..];
            var first = title.IndexOf(separator, StringComparison.Ordinal);
            if (first > 0)
                yield return title[..(first + separator.Length)];
        }
        // As DokuWiki has it: "guide [Acme Docs]".
        if (title.EndsWith(']') && title.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var bracket)
            yield return title[bracket..];
    }
}
