namespace Unfurl.Html;

/// <summary>Reads a table, row by row. A cell without words shows as a dash, so that the others keep their columns.</summary>
internal sealed class TableReader(PictureText pictures, CancellationToken cancellationToken)
{
    public IEnumerable<Block> Read(HtmlElement table)
    {
        var between = new HtmlElement("div", []);
        AddWhatIsInNoCell(table, between.Children);
        var rows = RowsOf(table).Select(row => row.Select(ReadFlow).ToList()).ToList();
        List<IReadOnlyList<string>> texts = [.. rows.Select(row => row.ConvertAll(TextOf))];
        // A table with one column is layout.
        Block read = texts.TrueForAll(row => row.Count == 1)
            ? new Block.Items([new("", null, [.. rows.SelectMany(row => row[0])])])
            : new Block.Table([.. texts.Where(row => row.Any(text => text.Length > 0))]);
        return [.. ReadFlow(between), read];
    }

    private IReadOnlyList<Block> ReadFlow(HtmlElement element) =>
        new FlowReader(pictures, cancellationToken).Read(element);

    // Adjacent cells outside a row form a row.
    private static IEnumerable<List<HtmlElement>> RowsOf(HtmlElement part)
    {
        List<HtmlElement> loose = [];
        foreach (var child in part.Elements)
        {
            if (IsCell(child))
            {
                loose.Add(child);
                continue;
            }
            if (loose is not [])
                yield return loose;
            loose = [];
            if (child.Name == "tr" && child.Elements.Where(IsCell).ToList() is { Count: > 0 } cells)
                yield return cells;
            else if (IsGroup(child))
            {
                foreach (var row in RowsOf(child))
                    yield return row;
            }
        }
        if (loose is not [])
            yield return loose;
    }

    // Captions, and text that is invalid there.
    private static void AddWhatIsInNoCell(HtmlElement part, List<HtmlNode> found)
    {
        foreach (var child in part.Children)
        {
            if (child is HtmlElement element && (IsGroup(element) || element.Name == "tr"))
                AddWhatIsInNoCell(element, found);
            else if (child is not HtmlElement cell || !IsCell(cell))
                found.Add(child);
        }
    }

    private static bool IsCell(HtmlElement element) => element.Name is "td" or "th";

    private static bool IsGroup(HtmlElement element) => element.Name is "thead" or "tbody" or "tfoot";

    private static string TextOf(IReadOnlyList<Block> cell) =>
        string.Join(' ', BlockWriter.LinesOf(cell).Select(line => line.Trim()).Where(line => line.Length > 0));
}
