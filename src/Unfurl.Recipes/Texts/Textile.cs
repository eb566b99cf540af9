using System.Net;
using System.Text.RegularExpressions;

namespace Unfurl.Recipes.Texts;

/// <summary>Textile as text: https://textile-lang.com. No library of .NET reads it.</summary>
internal static partial class Textile
{
    // Linear in the text, whatever is in it.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const RegexOptions EachLine = Linear | RegexOptions.Multiline;

    public static string ToText(string textile)
    {
        var text = textile.ReplaceLineEndings("\n");
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
        @"^(?:h[1-6]|p|bq|bc|pre|notextile|fn[0-9]{1,3})[<>=]{0,2}(?:\([^)\n]*\)|\{[^}\n]*\}|\[[^\]\n]*\])*\.{1,2} ",
        EachLine
    )]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"^\*{1,8} ", EachLine)]
    private static partial Regex Item { get; }

    [GeneratedRegex(@"^#{1,8} ", EachLine)]
    private static partial Regex Numbered { get; }

    [GeneratedRegex(@"^ {0,3}\|(?<cells>[^\n]*)\|[ \t]*$", EachLine)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"^(?:_|[<>=^~-]|\\[0-9]{1,2}|/[0-9]{1,2}|\([^)]*\)|\{[^}]*\}){1,6}\. ?", Linear)]
    private static partial Regex CellMark { get; }

    [GeneratedRegex(@"!(?:[<>=]|\{[^}\n]*\})?[^!\s]+(?:\([^)\n]*\))?!(?::[^\s]+)?", Linear)]
    private static partial Regex Picture { get; }

    [GeneratedRegex("\"(?<text>[^\"\n]+)\":(?:https?://|mailto:|/|#)[^\\s]*", Linear)]
    private static partial Regex LinkWithText { get; }

    // *strong*, _emphasis_, -deleted-, +inserted+, ^above^, ~below~, @code@, %span%, ??cited??.
    [GeneratedRegex(
        @"(?<before>^|[\s(\[])(?:\*\*?|__?|\+|-|\^|~|@|%(?:\{[^}\n]*\})?|\?\?)(?<text>[^\s*_+^~@%?-](?:[^*_+^~@%?\n]*[^\s*_+^~@%?-])?)(?:\*\*?|__?|\+|-|\^|~|@|%|\?\?)",
        EachLine
    )]
    private static partial Regex Marked { get; }

    [GeneratedRegex(@"\[[0-9]{1,3}\]", Linear)]
    private static partial Regex Footnote { get; }

    [GeneratedRegex(@"</?(?:pre|code|notextile|del|ins|sup|sub|br)(?: [^>\n]*)?/?>", Linear | RegexOptions.IgnoreCase)]
    private static partial Regex Tag { get; }
}
