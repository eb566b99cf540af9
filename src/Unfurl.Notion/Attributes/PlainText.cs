using System.Globalization;
using System.Text;

namespace Unfurl.Notion.Attributes;

/// <summary>Makes any text fit for a card: well-formed Unicode, no control or direction-override characters, no towers of accents, not too long.</summary>
internal static class PlainText
{
    /// <summary>Longest titles, names and words, in UTF-16 code units; a card shows less.</summary>
    public const int MaxLine = 500;

    /// <summary>Longest body: Notion's own limit for a piece of text.</summary>
    public const int MaxBody = 2000;

    /// <summary>
    /// Most marks above and below one letter: scripts stack a few; more are there to cover other lines. UAX #15 §13 allows
    /// thirty, for texts that nobody looks at.
    /// </summary>
    private const int MaxCombiningMarks = 8;

    /// <summary>One line: runs of white space become a space.</summary>
    /// <returns>The line; null when nothing is left to show.</returns>
    public static string? Line(string? text) => Clean(text, MaxLine, keepLines: false);

    /// <summary>Several lines: line breaks stay, more than one empty line does not.</summary>
    /// <returns>The text; null when nothing is left to show.</returns>
    public static string? Lines(string? text) => Clean(text, MaxBody, keepLines: true);

    private static string? Clean(string? text, int limit, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        var clean = new StringBuilder(Math.Min(text.Length, limit + 2));
        var (space, breaks, marks, last) = (false, 0, 0, default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLines)
                breaks++;
            else if (Rune.IsWhiteSpace(rune) || IsBlank(rune))
                space = true;
            else if (IsVisible(rune) && (clean.Length > 0 || !NeedsBaseCharacter(rune)))
            {
                // Of what cannot be seen, a joiner, one in a row does what many do.
                if (rune == last && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                    continue;
                marks = IsMark(rune) ? marks + 1 : 0;
                if (marks > MaxCombiningMarks)
                    continue;
                AppendSeparator(clean, space, breaks);
                (space, breaks, last) = (false, 0, rune);
                clean.Append(rune.ToString());
                if (clean.Length > limit)
                    return Truncate(clean.ToString(), limit);
            }
        }
        return clean.Length > 0 ? clean.ToString() : null;
    }

    private static void AppendSeparator(StringBuilder clean, bool space, int breaks)
    {
        if (clean.Length == 0)
            return;
        if (breaks > 0)
            clean.Append('\n', Math.Min(breaks, 2));
        else if (space)
            clean.Append(' ');
    }

    /// <summary>Left out: controls, U+FFFD (what enumerating makes of a lone surrogate), noncharacters, and the characters that turn the reading direction.</summary>
    private static bool IsVisible(Rune rune) =>
        !Rune.IsControl(rune)
        && rune.Value
            is not (
                0xFFFD
                or 0xFEFF
                or 0x061C
                or 0x200E
                or 0x200F
                or (>= 0x202A and <= 0x202E)
                or (>= 0x2066 and <= 0x2069)
                or (>= 0xFDD0 and <= 0xFDEF)
            )
        && (rune.Value & 0xFFFE) != 0xFFFE;

    /// <summary>Letters by name, and nothing to see: a title of them would look like none.</summary>
    private static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    /// <summary>Joiners, zero-width spaces and accents matter behind a letter, and are nothing to see alone.</summary>
    private static bool NeedsBaseCharacter(Rune rune) =>
        IsMark(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Ends before the first character, as a reader sees it, that does not fit (UAX #29); one that alone is too long is parted.</summary>
    private static string Truncate(string text, int limit)
    {
        var length = 0;
        while (
            StringInfo.GetNextTextElementLength(text.AsSpan(length)) is > 0 and var next && length + next <= limit - 1
        )
            length += next;
        if (length == 0)
            length = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return text[..length].TrimEnd() + "…";
    }
}
