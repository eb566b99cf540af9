namespace Unfurl.Html;

/// <summary>Reads a table, row by row. A cell without words shows as a dash, so that the others keep their columns.</summary>
internal sealed class TableReader(PictureText pictures, CancellationToken cancellationToken)
{
    public Block Read(HtmlElement table)
    {
        var rows = new List<IReadOnlyList<string>>();
        var cells = new List<IReadOnlyList<Block>>();
        foreach (var row in RowsOf(table))
        {
            var read = row
                .Elements.Where(cell => cell.Name is "td" or "th")
                .Select(cell => new FlowReader(pictures, cancellationToken).Read(cell))
                .ToList();
            cells.AddRange(read);
            if (read.Select(TextOf).ToList() is var texts && texts.Exists(text => text.Length > 0))
                rows.Add(texts);
        }
        // One column is how mails and headers of bots are laid out, not a table of anything.
        return rows.TrueForAll(row => row.Count == 1)
            ? new Block.Items([new("", null, [.. cells.SelectMany(cell => cell)])])
            : new Block.Table(rows);
    }

    private static IEnumerable<HtmlElement> RowsOf(HtmlElement table) =>
        table.Elements.SelectMany(child =>
            child.Name switch
            {
                "tr" => [child],
                "table" => [],
                _ => RowsOf(child),
            }
        );

    private static string TextOf(IReadOnlyList<Block> cell) =>
        string.Join(' ', BlockWriter.LinesOf(cell).Select(line => line.Trim()));
}
