using System.Globalization;

namespace Unfurl.Html;

/// <summary>Beginnings of texts that do not end within a character.</summary>
internal static class Excerpt
{
    // In UTF-16 code units. A longer word is cut.
    private const int LongestWord = 40;

    // Without half a surrogate pair.
    public static string Start(string text, int maxLength) =>
        text.Length <= maxLength
            ? text
            : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];

    // Cuts at a word boundary, or at a grapheme cluster boundary (UAX #29) within a long word.
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
