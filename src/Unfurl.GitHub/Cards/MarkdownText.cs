using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// The plain text of what people write on GitHub: GitHub Flavored Markdown with HTML in it, often around a template.
/// https://docs.github.com/en/get-started/writing-on-github
/// </summary>
internal static class MarkdownText
{
    /// <summary>What is read of a text, in characters: a card shows 2,000, and templates come with long comments.</summary>
    internal const int MaxInputLength = 8 * 1024;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAlertBlocks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>A text without its markup, its comments and what a template left behind.</summary>
    /// <returns>The text, a line per paragraph; null when nobody wrote anything.</returns>
    public static string? ToPlainText(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return null;

        var read = markdown[..Math.Min(markdown.Length, MaxInputLength)];
        var lines = Parse(read) is { } document ? PlainBlocks.Of(document, read) : StripMarkers(read);
        var text = NeutralizeComments(string.Join('\n', lines).Trim());
        return text.Length == 0 ? null : text;
    }

    /// <summary>The document; null when it is nested deeper than anything that people write.</summary>
    private static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own limit of depth, which keeps hostile nesting from using up the stack.
            return null;
        }
    }

    private static IEnumerable<string> StripMarkers(string markdown) =>
        HtmlText
            .Of(markdown)
            .Split('\n')
            .Select(line => line.Trim().TrimStart('>', ' ', '\t', '-', '*', '+', '#', '[', '!'))
            .Where(line => line.Length > 0);

    /// <summary>Code may speak of comments; nothing downstream shall take that for one.</summary>
    private static string NeutralizeComments(string text) => text.Replace("<!--", "<! --", StringComparison.Ordinal);
}
