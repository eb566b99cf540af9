using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Converts the blocks of a Markdown document to lines of plain text, without the unchanged parts of a template.
/// </summary>
internal static class PlainBlocks
{
    // A bold label ranks below all headings.
    private const int LabelLevel = 7;

    // A heading is kept if content follows before the next heading of its level. Leading headings that only announce a
    // description are dropped. Separate parts stay separated by an empty line.
    public static IEnumerable<string> Of(MarkdownDocument document, string markdown)
    {
        var headings = new Stack<(int Level, string Text)>();
        var started = false;
        var end = 0;
        var explained = FindTemplateSections(document);
        var before = "";
        for (var i = 0; i < document.Count; i++)
        {
            var isOfTemplate = explained[i] || TemplateBoilerplate.IsChecklist(before);
            List<string> lines = [.. LinesOf(document[i], isOfTemplate).Select(line => line.TrimEnd())];
            lines.RemoveAll(line => line.Length == 0);
            if (lines is [])
                continue;

            before = lines[^1];
            if (LevelOf(document[i], lines) is { } level)
            {
                while (headings.TryPeek(out var above) && above.Level >= level)
                    headings.Pop();
                headings.Push((level, lines[0]));
                lines.RemoveAt(0);
                if (lines is [])
                    continue;
            }
            if (started && markdown.AsSpan(end..Math.Max(end, document[i].Span.Start)).Count('\n') > 1)
                yield return "";
            end = markdown.AsSpan(..Math.Min(document[i].Span.End + 1, markdown.Length)).TrimEnd().Length;
            foreach (var (_, heading) in headings.Reverse())
            {
                if (!started && TemplateBoilerplate.IsBoilerplateHeading(heading))
                    continue;
                started = true;
                yield return heading;
            }
            headings.Clear();
            started = true;
            foreach (var line in lines)
                yield return line;
        }
    }

    // A paragraph in bold counts as a heading.
    private static int? LevelOf(Block block, List<string> lines) =>
        block switch
        {
            HeadingBlock heading => heading.Level,
            ParagraphBlock { Inline.FirstChild: EmphasisInline { DelimiterCount: 2 } bold }
                when IsEndOfLabel(bold.NextSibling)
                    && (
                        lines.Count > 1 || lines[0].EndsWith(':') || TemplateBoilerplate.IsBoilerplateLabel(lines[0])
                    ) => LabelLevel,
            _ => null,
        };

    private static bool IsEndOfLabel(Inline? next) =>
        next is null or LineBreakInline || (next is LiteralInline { Content: var text } && text.AsSpan().Trim() is ":");

    // Per block: true if its section holds only check boxes and a comment, as in the explanations of a template.
    private static bool[] FindTemplateSections(MarkdownDocument document)
    {
        var explained = new bool[document.Count];
        var (start, comments, others) = (0, 0, 0);
        for (var i = 0; i <= document.Count; i++)
        {
            if (i == document.Count || document[i] is HeadingBlock)
            {
                explained.AsSpan(start..i).Fill(comments > 0 && others == 0);
                (start, comments, others) = (i, 0, 0);
            }
            else if (IsComment(document[i]))
                comments++;
            else if (document[i] is not (ListBlock or ThematicBreakBlock))
                others++;
        }
        return explained;
    }

    private static bool IsComment(Block block) => block is HtmlBlock { Type: HtmlBlockType.Comment };

    private static IEnumerable<string> LinesOf(Block block, bool isOfTemplate) =>
        block switch
        {
            HtmlBlock html => HtmlText.Of(html.Lines.ToString()).Split('\n'),
            CodeBlock code => code.Lines.ToString().Split('\n'),
            ParagraphBlock paragraph when TemplateBoilerplate.IsNoResponse(paragraph) => [],
            LeafBlock { Inline: { } inline } => PlainInlines.Of(inline).Split('\n'),
            ListBlock list => LinesOf(list, isOfTemplate),
            Table table => table.OfType<TableRow>().Select(LineOf),
            LinkReferenceDefinitionGroup => [],
            ContainerBlock container => container.SelectMany(child => LinesOf(child, isOfTemplate)),
            _ => [],
        };

    private static IEnumerable<string> LinesOf(ListBlock list, bool isOfTemplate)
    {
        var items = list.OfType<ListItemBlock>().ToList();
        var boxes = items.Select(BoxOf).ToList();
        var areDeclarations = isOfTemplate || items.Exists(TemplateBoilerplate.IsDeclaration);
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        for (var i = 0; i < items.Count; i++)
        {
            if (boxes[i] is { Checked: false } && areDeclarations)
                continue;
            var marker = boxes[i] switch
            {
                { Checked: true } => "☑",
                { Checked: false } => "☐",
                null => list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{(long)number + i}.") : "•",
            };
            foreach (var line in LinesOf(items[i], isOfTemplate).Where(line => !string.IsNullOrWhiteSpace(line)))
            {
                yield return marker.Length > 0 ? $"{marker} {line.TrimStart()}" : line;
                marker = "";
            }
        }
    }

    private static TaskList? BoxOf(ListItemBlock item) =>
        item.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: TaskList box } ? box : null;

    private static string LineOf(TableRow row) =>
        string.Join(
            " | ",
            row.OfType<TableCell>()
                .Select(cell => string.Join(' ', cell.SelectMany(block => LinesOf(block, isOfTemplate: false))))
                .Where(text => text.Length > 0)
        );
}
