using System.Globalization;
using System.Text;

namespace Unfurl.Notion.Attributes;

/// <summary>Makes any text fit for a card: well-formed Unicode, no control or direction-override characters, not too long.</summary>
internal static class PlainText
{
    /// <summary>Longest titles, names and words, in UTF-16 code units; a card shows less.</summary>
    public const int MaxLine = 500;

    /// <summary>Longest body: Notion's own limit for a piece of text.</summary>
    public const int MaxBody = 2000;

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

        var clean = new StringBuilder(Math.Min(text.Length, limit + 1));
        var (space, breaks, visible) = (false, 0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLines)
                breaks++;
            else if (Rune.IsWhiteSpace(rune) || (Rune.IsControl(rune) && rune.Value is '\t' or '\r'))
                space = true;
            else if (IsShown(rune))
            {
                Separate(clean, space, breaks);
                (space, breaks) = (false, 0);
                if (clean.Length + rune.Utf16SequenceLength > limit)
                    return visible ? Cut(clean, limit) : null;
                clean.Append(rune.ToString());
                // Joiners and zero-width spaces matter between letters, and are nothing to see alone.
                visible |= Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;
            }
        }
        return visible ? clean.ToString() : null;
    }

    private static void Separate(StringBuilder clean, bool space, int breaks)
    {
        if (clean.Length == 0)
            return;
        if (breaks > 0)
            clean.Append('\n', Math.Min(breaks, 2));
        else if (space)
            clean.Append(' ');
    }

    /// <summary>Left out: controls, U+FFFD (what enumerating makes of a lone surrogate), noncharacters, and the characters that turn the reading direction.</summary>
    private static bool IsShown(Rune rune) =>
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

    private static string Cut(StringBuilder clean, int limit)
    {
        var length = Math.Min(clean.Length, limit - 1);
        if (char.IsHighSurrogate(clean[length - 1]))
            length--;
        return clean.ToString(0, length).TrimEnd() + "…";
    }
}
