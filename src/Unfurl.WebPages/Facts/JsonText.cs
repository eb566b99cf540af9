using System.Globalization;
using System.Text;

namespace Unfurl.WebPages.Facts;

/// <summary>JSON as pages write it.</summary>
internal static class JsonText
{
    /// <summary>
    /// Halves of characters, which JSON can name and no text can have, as characters that stand for none. Left alone, they would throw
    /// only where a text or a name is looked at.
    /// </summary>
    public static string Whole(string json)
    {
        if (!json.Contains("\\u", StringComparison.Ordinal))
            return json;
        StringBuilder? whole = null;
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] != '\\')
                continue;
            if (UnitAt(json, i) is not { } unit || !char.IsSurrogate(unit))
            {
                // What is escaped may be a backslash.
                i++;
                continue;
            }
            if (char.IsHighSurrogate(unit) && UnitAt(json, i + 6) is { } next && char.IsLowSurrogate(next))
            {
                i += 11;
                continue;
            }
            whole ??= new StringBuilder(json);
            whole.Remove(i + 2, 4).Insert(i + 2, "fffd");
            i += 5;
        }
        return whole?.ToString() ?? json;
    }

    private static char? UnitAt(string json, int index) =>
        index + 6 <= json.Length
        && json[index] == '\\'
        && json[index + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(index + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
