using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Converts GitHub Flavored Markdown, with HTML and templates, to plain text:
/// https://docs.github.com/en/get-started/writing-on-github.
/// </summary>
internal static class MarkdownText
{
    // The limit in characters: a card shows 2,000, and templates include long comments.
    internal const int MaxInputLength = 8 * 1024;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAlertBlocks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    // One line per paragraph; null if the author added nothing to the template.
    public static string? ToPlainText(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return null;

        var read = markdown[..Math.Min(markdown.Length, MaxInputLength)];
        var lines = Parse(read) is { } document ? PlainBlocks.Of(document, read) : StripMarkers(read);
        var text = NeutralizeComments(string.Join('\n', lines).Trim());
        return text.Length == 0 ? null : text;
    }

    // Null if the document exceeds Markdig's nesting limit.
    private static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own depth limit keeps hostile nesting from exhausting the stack.
            return null;
        }
    }

    private static IEnumerable<string> StripMarkers(string markdown) =>
        HtmlText
            .Of(markdown)
            .Split('\n')
            .Select(line => line.Trim().TrimStart('>', ' ', '\t', '-', '*', '+', '#', '[', '!'))
            .Where(line => line.Length > 0);

    // Code may contain comment delimiters; later steps must not read them as a comment.
    private static string NeutralizeComments(string text) => text.Replace("<!--", "<! --", StringComparison.Ordinal);
}
