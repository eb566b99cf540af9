using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Unfurl.WebPages.Reading;

/// <summary>Texts of a page as one line.</summary>
internal static class Texts
{
    /// <summary>Enough for everything that a card shows.</summary>
    public const int MaxLength = 4000;

    /// <summary>Without white space around it, and with one blank for each run of it.</summary>
    /// <returns>Null for nothing.</returns>
    public static string? Line(string? text)
    {
        if (text is null || IsLine(text))
            return text;
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        var isGap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
            {
                isGap = line.Length > 0;
                continue;
            }
            if (char.IsControl(c))
                continue;
            if (isGap)
                line.Append(' ');
            isGap = false;
            line.Append(c);
            if (line.Length >= MaxLength)
                break;
        }
        // Half of a character is none.
        if (line.Length > 0 && char.IsHighSurrogate(line[^1]))
            line.Length--;
        return line.Length == 0 ? null : line.ToString();
    }

    // Most texts are written as one line.
    private static bool IsLine(string text)
    {
        if (text.Length is 0 or > MaxLength)
            return false;
        var isGap = true;
        foreach (var c in text)
        {
            if (c == ' ' ? isGap : char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\uFEFF')
                return false;
            isGap = c == ' ';
        }
        return !isGap && !char.IsHighSurrogate(text[^1]);
    }

    /// <summary>Of JSON, in which sites write entities that nobody decodes.</summary>
    public static string? Decoded(string? text) =>
        Line(text?.Contains('&', StringComparison.Ordinal) is true ? WebUtility.HtmlDecode(text) : text);

    /// <summary>The text of an element as it is read, without scripts.</summary>
    public static string? Of(INode node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return Line(text.ToString());
    }

    private static void Append(INode node, StringBuilder text)
    {
        var children = node.ChildNodes;
        for (var i = 0; i < children.Length && text.Length < MaxLength; i++)
        {
            if (children[i] is IText { Data: var data })
                text.Append(data);
            else if (children[i] is IElement { LocalName: "br" })
                text.Append(' ');
            else if (
                children[i] is IElement { LocalName: not ("script" or "style" or "template" or "noscript") } element
                && !IsFootnote(element)
            )
                Append(element, text);
        }
    }

    private static bool IsFootnote(IElement element) =>
        element.LocalName == "sup" && element.QuerySelector("a[href^='#']") is not null;
}
