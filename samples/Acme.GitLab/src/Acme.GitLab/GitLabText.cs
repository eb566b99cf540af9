using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Acme.GitLab;

/// <summary>Descriptions as cards want them: plain. GitLab answers in the Markdown that people wrote.</summary>
internal static class GitLabText
{
    // A description may have a million characters, and a card shows a few hundred.
    private const int MaxLength = 20_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().Build();

    public static string? Plain(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return null;
        var start = markdown.Length > MaxLength ? markdown[..MaxLength] : markdown;
        try
        {
            return Render(WithoutPicturesAndHtml(Markdown.Parse(start, Pipeline)));
        }
        catch (ArgumentException)
        {
            // Markdig's limit for what is nested.
            return start;
        }
    }

    // Templates for descriptions are full of comments, and the name of a pasted picture says nothing.
    private static MarkdownDocument WithoutPicturesAndHtml(MarkdownDocument document)
    {
        foreach (var block in document.Descendants<HtmlBlock>().ToList())
            block.Parent!.Remove(block);
        foreach (
            var inline in document
                .Descendants<Inline>()
                .Where(it => it is HtmlInline or LinkInline { IsImage: true })
                .ToList()
        )
            inline.Remove();
        return document;
    }

    private static string Render(MarkdownDocument document)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer)
        {
            EnableHtmlForBlock = false,
            EnableHtmlForInline = false,
            EnableHtmlEscape = false,
        };
        renderer.Render(document);
        return writer.ToString().Trim();
    }
}
