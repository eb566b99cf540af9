using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Unfurl.GitHub.Cards;

/// <summary>The text within a paragraph or heading: emphasis, links and images become what they say.</summary>
internal static class PlainInlines
{
    public static string Of(ContainerInline? container)
    {
        if (container is null)
            return "";

        var text = new StringBuilder();
        var hidden = (string?)null;
        foreach (var inline in container.Descendants<Inline>())
        {
            if (inline is HtmlInline tag)
                hidden = Write(tag.Tag, hidden, text);
            else if (hidden is null)
                Write(inline, text);
        }
        return text.ToString().Trim();
    }

    /// <summary>A tag leaves nothing, except that some break lines or stand for a text, and some hide what is in them.</summary>
    /// <returns>The end tag until which all is hidden; null for none.</returns>
    private static string? Write(string tag, string? hidden, StringBuilder text)
    {
        if (hidden is not null)
            return tag.StartsWith(hidden, StringComparison.OrdinalIgnoreCase) ? null : hidden;
        if (tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase))
            return "</script";
        if (tag.StartsWith("<style", StringComparison.OrdinalIgnoreCase))
            return "</style";
        text.Append(HtmlText.Of(tag));
        return null;
    }

    private static void Write(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            // GitHub shows the line breaks of issues and comments as they are.
            case LineBreakInline:
                text.Append('\n');
                break;
            // Delimiters that found no partner are text.
            case DelimiterInline delimiter:
                text.Append(delimiter.ToLiteral());
                break;
        }
    }
}
