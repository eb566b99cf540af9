using System.Net;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Unfurl.Html;

/// <summary>GitHub Flavored Markdown as HTML, by Markdig, for providers that render nothing themselves.</summary>
internal static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAlertBlocks()
        .UseFootnotes()
        .UseAutoLinks()
        .UseEmojiAndSmiley(EmojiShortcodes.Mapping)
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    public static string Of(string markdown)
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            UnescapePipes(document);
            return document.ToHtml(Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's nesting limit.
            return $"<pre>{WebUtility.HtmlEncode(markdown)}</pre>";
        }
    }

    // In tables, unlike elsewhere, a backslash escapes pipes in code too:
    // https://github.github.com/gfm/#example-200.
    private static void UnescapePipes(MarkdownDocument document)
    {
        foreach (var code in document.Descendants<Table>().SelectMany(table => table.Descendants<CodeInline>()))
            code.Content = code.Content.Replace(@"\|", "|", StringComparison.Ordinal);
    }
}
