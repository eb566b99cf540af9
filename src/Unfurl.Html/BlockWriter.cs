namespace Unfurl.Html;

/// <summary>Writes blocks as lines of plain text, without what a template left behind.</summary>
internal static class BlockWriter
{
    // Bold labels rank below all headings.
    private const int LabelLevel = 7;

    private const string EmptyCell = "–";

    // A heading needs content before the next heading of its rank. The first headings are omitted if they only
    // announce a description, and a quotation at the start is omitted if the author's own words follow.
    public static IReadOnlyList<string> Write(IReadOnlyList<Block> blocks)
    {
        var result = new List<string>();
        var headings = new Stack<(int Level, string Text)>();
        var explained = FindTemplateSections(blocks);
        var quoted = CountQuotationsBeforeOwnWords(blocks);
        var before = "";
        Block? previous = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (i < quoted && block is Block.Quotation)
                continue;
            List<string> lines = [.. LinesOf(block, explained[i] || TemplatePhrases.IsChecklist(before))];
            if (lines is [])
                continue;

            before = lines[^1];
            if (LevelOf(block, lines) is { } level)
            {
                while (headings.TryPeek(out var above) && above.Level >= level)
                    headings.Pop();
                headings.Push((level, lines[0]));
                lines.RemoveAt(0);
                if (lines is [])
                    continue;
            }
            var shown = headings
                .Reverse()
                .Select(heading => heading.Text)
                .SkipWhile(text => result is [] && TemplatePhrases.IsHeading(text))
                .ToList();
            if (result is not [] && (shown is not [] || headings.Count > 0 || StandApart(previous, block)))
                result.Add("");
            previous = block;
            headings.Clear();
            result.AddRange(shown);
            result.AddRange(lines);
        }
        return result;
    }

    // Markdown starts a new list at another bullet character.
    private static bool StandApart(Block? previous, Block next) =>
        (previous, next) is (Block.Items before, Block.Items after)
            ? before.All[0].Marker == "•" != (after.All[0].Marker == "•")
            : previous is { StandsApart: true } || next.StandsApart;

    // The lines of a part, such as a table cell, without empty lines between its blocks.
    public static IEnumerable<string> LinesOf(IEnumerable<Block> blocks, bool isOfTemplate = false) =>
        blocks.SelectMany(block => LinesOf(block, isOfTemplate));

    private static IEnumerable<string> LinesOf(Block block, bool isOfTemplate) =>
        block switch
        {
            Block.Heading heading => [heading.Text],
            Block.Paragraph paragraph => TemplatePhrases.IsNoResponse(paragraph)
                ? []
                : paragraph.Lines.Where(line => !TemplatePhrases.IsSentence(line)),
            Block.Code code => code.Lines,
            Block.Table table => table.Rows.Select(row => string.Join(" | ", row.Select(CellOf))),
            Block.Items items => LinesOf(items, isOfTemplate),
            Block.Quotation quotation => Quote([.. LinesOf(quotation.Blocks.Select(Unquoted))]),
            Block.Alert alert => Titled(alert.Title, [.. LinesOf(alert.Blocks)]),
            _ => [],
        };

    private static string CellOf(string text) => text.Length > 0 ? text : EmptyCell;

    // A nested quotation gets no quotation marks of its own.
    private static Block Unquoted(Block block) =>
        block is Block.Quotation inner ? new Block.Items([new("", null, [.. inner.Blocks.Select(Unquoted)])]) : block;

    private static List<string> Quote(List<string> lines)
    {
        if (lines is [])
            return lines;
        lines[0] = "“" + lines[0];
        lines[^1] += "”";
        return lines;
    }

    private static List<string> Titled(string title, List<string> lines) =>
        lines is [var first, .. var others] ? [$"{title}: {first}", .. others] : [];

    private static IEnumerable<string> LinesOf(Block.Items items, bool isOfTemplate)
    {
        var texts = items
            .All.Select(item => LinesOf(item.Blocks, isOfTemplate).Where(line => line.Length > 0).ToList())
            .ToList();
        var isTemplates = isOfTemplate || AreDeclarations(items, texts);
        var isUnfilled = texts.Exists(lines => lines is [var text, ..] && TemplatePhrases.IsPlaceholder(text));
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is not [var first, .. var others])
                continue;
            var item = items.All[i];
            if (isTemplates && item.IsChecked is { } isChecked && (!isChecked || TemplatePhrases.IsPersonal(first)))
                continue;
            if (isUnfilled && TemplatePhrases.IsUnfilled(first))
                continue;
            var marker = item.IsChecked switch
            {
                true => "☑",
                false => "☐",
                null => item.Marker,
            };
            yield return marker.Length > 0 ? $"{marker} {first.TrimStart()}" : first;
            foreach (var line in others)
                yield return line;
        }
    }

    // The author may have written a single box that begins like a declaration. A template has several, and little else.
    private static bool AreDeclarations(Block.Items items, List<List<string>> texts)
    {
        var boxes = texts.Where((lines, i) => lines is not [] && items.All[i].IsChecked is not null).ToList();
        var declarations = boxes.Count(lines => TemplatePhrases.IsDeclaration(lines[0]));
        return declarations >= 2 && 2 * declarations >= boxes.Count;
    }

    // Null if the first line is neither a heading nor a bold label.
    private static int? LevelOf(Block block, List<string> lines) =>
        block switch
        {
            Block.Heading heading => heading.Level,
            Block.Paragraph { BeginsBold: true, Lines: var all }
                when all.Count > 1 || lines[0].EndsWith(':') || TemplatePhrases.IsLabel(lines[0]) => LabelLevel,
            _ => null,
        };

    // The number of blocks before the author's own words; 0 if there are none.
    private static int CountQuotationsBeforeOwnWords(IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not (Block.Quotation or Block.Heading or Block.Comment or Block.Rule))
                return i;
        }
        return 0;
    }

    // A section of checkboxes and a comment alone is a template's: the comment explains the boxes.
    private static bool[] FindTemplateSections(IReadOnlyList<Block> blocks)
    {
        var explained = new bool[blocks.Count];
        var (start, comments, others) = (0, 0, 0);
        for (var i = 0; i <= blocks.Count; i++)
        {
            if (i == blocks.Count || blocks[i] is Block.Heading)
            {
                explained.AsSpan(start..i).Fill(comments > 0 && others == 0);
                (start, comments, others) = (i, 0, 0);
            }
            else if (blocks[i] is Block.Comment)
                comments++;
            else if (blocks[i] is not (Block.Items or Block.Rule))
                others++;
        }
        return explained;
    }
}
