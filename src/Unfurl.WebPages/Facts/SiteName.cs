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
        " ・ ",
    ];

    private static readonly char[] Around = [.. string.Concat(Separators), '[', ']'];

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
        return title.EndsWith($" [{name}]", StringComparison.OrdinalIgnoreCase)
            ? title[..^(name.Length + 3)].Trim()
            : title;
    }

    /// <summary>What a title ends or begins with, if the site's search is called so: "Acme Wiki (en)".</summary>
    public static string? In(string title, IEnumerable<string> searches) =>
        AffixesOf(title)
            .Select(affix => affix.Trim(Around))
            .FirstOrDefault(name =>
                searches.Any(search => search == name || search.StartsWith($"{name} (", StringComparison.Ordinal))
            );

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
