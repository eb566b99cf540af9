namespace Unfurl.Adapters.Testing.Patterns;

/// <summary>
/// Compares a pattern in the service and in Notion, which matches the pasted text. For a link in normal form both must give the same
/// values. For any other spelling, a match in Notion must be a match in the service.
/// </summary>
internal static class PortalComparison
{
    /// <returns>How they differ; null if they do not.</returns>
    public static string? Problem(
        LinkPattern pattern,
        string host,
        string text,
        IReadOnlyDictionary<string, string>? portal
    )
    {
        // Notion takes texts that are no links; the service does not know them.
        if (!Link.TryParse(text, out var link))
            return null;
        if (link.Host != host)
            return portal is null ? null : $"{Of(pattern, text)} matches, though it is a link of {link.Host}";
        var match = pattern.Match(link);
        if (portal is null)
            return match is null || !IsNormal(link) ? null : $"{Of(pattern, text)} matches the service's only";
        if (match is null)
            return portal.Values.Any(IsExcluded) ? null : $"{Of(pattern, text)} matches Notion's only";
        return
            IsNormal(link)
            && pattern.Parameters.Where(name => match.Optional(name) != portal.GetValueOrDefault(name)).ToList()
                is { Count: > 0 } different
            ? $"{Of(pattern, text)} has other values of {string.Join(", ", different)} in Notion's"
            : null;
    }

    private static string Of(LinkPattern pattern, string text) => $"{pattern.Name}: of the two expressions, {text}";

    private static bool IsNormal(Link link)
    {
        var start = link.Original.Split('?', '#')[0];
        return (start == link.ToString() || $"{start}/" == link.ToString())
            && link.Original.Contains(link.Query, StringComparison.Ordinal)
            && link.Original.EndsWith(link.Fragment, StringComparison.Ordinal);
    }

    // The matcher alone refuses the values that LinkMatch excludes.
    private static bool IsExcluded(string value)
    {
        var text = Uri.UnescapeDataString(value);
        return text.Any(char.IsControl) || text.Split('/', '\\').Any(segment => segment is "." or "..");
    }
}
