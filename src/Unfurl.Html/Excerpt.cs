using System.Globalization;

namespace Unfurl.Html;

/// <summary>Beginnings of texts that do not end within a character.</summary>
internal static class Excerpt
{
    /// <summary>How far back the end of a word is looked for.</summary>
    private const int LongestWord = 40;

    /// <summary>The beginning of a text, for reading.</summary>
    public static string Start(string text, int maxLength) =>
        text.Length <= maxLength
            ? text
            : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];

    /// <summary>
    /// The beginning of a text, for showing: it ends with a word where there are words, else with a character as a reader
    /// sees it (UAX #29), and three dots.
    /// </summary>
    public static string Of(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;

        var length = 0;
        while (
            StringInfo.GetNextTextElementLength(text.AsSpan(length)) is > 0 and var next
            && length + next <= maxLength - 1
        )
            length += next;
        var start = text.AsSpan(0, length);
        if (
            !char.IsWhiteSpace(text[length])
            && start.LastIndexOfAny(' ', '\n') is > 0 and var space
            && length - space <= LongestWord
        )
            start = start[..space];
        return $"{start.TrimEnd()}…";
    }
}
