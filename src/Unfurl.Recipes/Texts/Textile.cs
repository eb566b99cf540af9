using System.Net;
using System.Text.RegularExpressions;

namespace Unfurl.Recipes.Texts;

/// <summary>Textile as text: https://textile-lang.com. No library of .NET reads it.</summary>
internal static partial class Textile
{
    // In UTF-16 code units: some times what a card shows. With the limits of what a mark encloses, no expression takes long.
    private const int MaxLength = 8000;

    private const int Timeout = 1000;

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const RegexOptions EachLine = Plain | RegexOptions.Multiline;

    public static string ToText(string textile)
    {
        var text = textile[..Math.Min(textile.Length, MaxLength)].ReplaceLineEndings("\n");
        text = Block.Replace(text, "");
        text = Item.Replace(text, "• ");
        text = Numbered.Replace(text, "– ");
        text = Row.Replace(text, row => Cells(row.Groups["cells"].Value));
        text = Picture.Replace(text, "");
        text = LinkWithText.Replace(text, "${text}");
        text = Marked.Replace(text, "${before}${text}");
        text = Footnote.Replace(text, "");
        text = Tag.Replace(text, "");
        return WebUtility.HtmlDecode(text);
    }

    private static string Cells(string row) =>
        string.Join(" | ", row.Split('|').Select(cell => CellMark.Replace(cell, "").Trim()));

    // h1. p. bq. bc. fn1. with alignment, classes and styles: "h2(note)>. ".
    [GeneratedRegex(
        @"^(?:h[1-6]|p|bq|bc|pre|notextile|fn[0-9]{1,3})[<>=]{0,2}(?:[({\[][^)}\]\n]{0,100}[)}\]]){0,3}\.{1,2} ",
        EachLine,
        Timeout
    )]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^\*{1,8} ", EachLine, Timeout)]
    private static partial Regex Item { get; }

    [GeneratedRegex(@"^#{1,8} ", EachLine, Timeout)]
    private static partial Regex Numbered { get; }

    [GeneratedRegex(@"^ {0,3}\|(?<cells>[^\n]*)\|[ \t]*$", EachLine, Timeout)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"^(?:_|[<>=^~-]|\\[0-9]{1,2}|/[0-9]{1,2}|\([^)]*\)|\{[^}]*\}){1,6}\. ?", Plain, Timeout)]
    private static partial Regex CellMark { get; }

    [GeneratedRegex(@"!(?:[<>=]|\{[^}\n]*\})?[^!\s]{1,500}(?:\([^)\n]{0,200}\))?!(?::[^\s]+)?", Plain, Timeout)]
    private static partial Regex Picture { get; }

    [GeneratedRegex("\"(?<text>[^\"\n]{1,200})\":(?:https?://|mailto:|/|#)[^\\s]*", Plain, Timeout)]
    private static partial Regex LinkWithText { get; }

    // *strong*, _emphasis_, -deleted-, +inserted+, ^above^, ~below~, @code@, %span%, ??cited??.
    [GeneratedRegex(
        @"(?<before>^|[\s(\[])(?:\*\*?|__?|\+|-|\^|~|@|%|\?\?)(?:\{[^}\n]{0,100}\})?(?<text>[^\s*_+^~@%?-](?:[^*_+^~@%?\n]{0,200}[^\s*_+^~@%?-])?)(?:\*\*?|__?|\+|-|\^|~|@|%|\?\?)",
        EachLine,
        Timeout
    )]
    private static partial Regex Marked { get; }

    [GeneratedRegex(@"\[[0-9]{1,3}\]", Plain, Timeout)]
    private static partial Regex Footnote { get; }

    [GeneratedRegex(
        @"</?(?:pre|code|notextile|del|ins|sup|sub|br)(?: [^>\n]*)?/?>",
        Plain | RegexOptions.IgnoreCase,
        Timeout
    )]
    private static partial Regex Tag { get; }
}
