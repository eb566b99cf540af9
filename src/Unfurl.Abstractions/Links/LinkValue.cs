namespace Unfurl.Adapters;

/// <summary>The value of a parameter, which an adapter puts into other URLs.</summary>
internal static class LinkValue
{
    public static string Decode(string value, bool isInQuery) =>
        Uri.UnescapeDataString(isInQuery ? value.Replace('+', ' ') : value);

    /// <summary>
    /// Whether a URL with the value may lead elsewhere: <see cref="Uri"/> resolves dot segments also where they are escaped.
    /// </summary>
    public static bool IsUnsafe(string value)
    {
        if (!value.Contains('%') && !value.Contains('.'))
            return false;
        var text = Uri.UnescapeDataString(value);
        return text.Any(char.IsControl) || text.Split('/', '\\').Any(segment => segment is "." or "..");
    }
}
