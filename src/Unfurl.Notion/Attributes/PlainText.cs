using System.Globalization;
using System.Text;

namespace Unfurl.Notion.Attributes;

/// <summary>
/// Makes any text safe for a card: well-formed Unicode, no control or direction characters, few combining marks,
/// limited length.
/// </summary>
internal static class PlainText
{
    // The limit of titles, names and labels in UTF-16 code units; a card shows less.
    public const int MaxLine = 500;

    // Notion's limit for a rich text object, in UTF-16 code units.
    public const int MaxBody = 2000;

    // Scripts stack a few marks on a letter. More marks would cover neighbouring lines. UAX #15 §13 allows thirty, for
    // texts in general.
    private const int MaxCombiningMarks = 8;

    // Indentation carries the meaning of YAML and Python.
    private const int MaxIndentation = 24;
    private const int TabWidth = 4;

    // Collapses white space to single spaces. Null if no visible text is left.
    public static string? Line(string? text) => Clean(text, MaxLine, keepLines: false);

    // Keeps line breaks and indentation, but at most one empty line in a row. Null if no visible text is left.
    public static string? Lines(string? text) => Clean(text, MaxBody, keepLines: true);

    // The same within another limit, in UTF-16 code units.
    public static string? Clean(string? text, int limit, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (IsClean(text, limit))
            return text;

        Span<char> utf16 = stackalloc char[2];
        var clean = new StringBuilder(Math.Min(text.Length, limit + 2));
        var (space, breaks, indentation, marks, last) = (false, 0, 0, 0, default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLines)
                (breaks, indentation) = (breaks + 1, 0);
            else if (Rune.IsWhiteSpace(rune) || IsBlank(rune))
                (space, indentation) = (true, indentation + WidthOf(rune));
            else if (IsVisible(rune) && (clean.Length > 0 || !NeedsBaseCharacter(rune)))
            {
                // A repeated invisible format character, such as a joiner, has no further effect.
                if (rune == last && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                    continue;
                marks = IsMark(rune) ? marks + 1 : 0;
                if (marks > MaxCombiningMarks)
                    continue;
                AppendSeparator(clean, space, breaks, indentation);
                (space, breaks, indentation, last) = (false, 0, 0, rune);
                clean.Append(utf16[..rune.EncodeToUtf16(utf16)]);
                if (clean.Length > limit)
                    return Truncate(clean.ToString(), limit);
            }
        }
        return clean.Length > 0 ? clean.ToString() : null;
    }

    // Most texts are: printable ASCII with single spaces between the words.
    private static bool IsClean(string text, int limit) =>
        text.Length <= limit
        && text[0] != ' '
        && text[^1] != ' '
        && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !text.Contains("  ", StringComparison.Ordinal);

    private static void AppendSeparator(StringBuilder clean, bool space, int breaks, int indentation)
    {
        if (clean.Length == 0)
            return;
        if (breaks > 0)
            // One space is more often a slip than indentation.
            clean
                .Append('\n', Math.Min(breaks, 2))
                .Append(' ', indentation > 1 ? Math.Min(indentation, MaxIndentation) : 0);
        else if (space)
            clean.Append(' ');
    }

    private static int WidthOf(Rune space) =>
        space.Value switch
        {
            ' ' => 1,
            '\t' => TabWidth,
            _ => 0,
        };

    // Excludes controls, U+FFFD (which EnumerateRunes yields for a lone surrogate), noncharacters and characters that
    // change the reading direction.
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

    // Unicode letters without a glyph: a title made of them would look empty.
    private static bool IsBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    // Joiners, zero-width spaces and accents are invisible without a base character.
    private static bool NeedsBaseCharacter(Rune rune) =>
        IsMark(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Truncates at a grapheme cluster boundary (UAX #29); splits a cluster only when it exceeds the limit by itself.
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
