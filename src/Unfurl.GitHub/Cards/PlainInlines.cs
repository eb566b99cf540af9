using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Converts the inlines of a paragraph or heading to plain text: emphasis, links and images are replaced by their text.
/// </summary>
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

    // Some tags break lines, stand for a text, or hide their content. Returns the end tag that ends the hidden content.
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
            // GitHub preserves the line breaks of issues and comments.
            case LineBreakInline:
                text.Append('\n');
                break;
            // An unmatched delimiter is text.
            case DelimiterInline delimiter:
                text.Append(delimiter.ToLiteral());
                break;
        }
    }
}
