namespace Unfurl.Html;

/// <summary>Reads code, whose white space matters, and what GitHub draws instead of code.</summary>
internal static class CodeReader
{
    private const string Suggestion = "suggestion";

    /// <summary>What a box with a drawing in it shows; null for all other elements.</summary>
    public static string? KindOf(HtmlElement element) => DrawingOf(element["data-type"]);

    public static Block Read(HtmlElement pre)
    {
        var language = LanguageOf(pre);
        if (DrawingOf(language) is { } drawing)
            return new Block.Paragraph([drawing]);
        var lines = LinesOf(pre.Text);
        return language == Suggestion ? SuggestedChange(lines) : new Block.Code(lines);
    }

    /// <summary>A suggested change as GitHub's pages show it: the old lines, and the new ones.</summary>
    public static Block ReadSuggestedChange(HtmlElement box) =>
        SuggestedChange([
            .. box
                .Descendants.Where(cell => cell.HasClass("blob-code-addition"))
                .SelectMany(cell => LinesOf(cell.Text)),
        ]);

    /// <summary>https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request#adding-comments-to-a-pull-request</summary>
    private static Block SuggestedChange(List<string> lines) =>
        lines.Count == 0
            ? new Block.Paragraph(["Suggested change: delete this"])
            : new Block.Code(["Suggested change:", .. lines]);

    /// <summary>GitHub names it on the block; Markdig, as CommonMark proposes, on the code in it.</summary>
    private static string? LanguageOf(HtmlElement pre)
    {
        const string prefix = "language-";
        var words = pre.Elements.FirstOrDefault(child => child.Name == "code")?["class"] ?? "";
        return pre["lang"]
            ?? Array
                .Find(words.Split(' '), word => word.StartsWith(prefix, StringComparison.Ordinal))
                ?[prefix.Length..];
    }

    /// <summary>https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams</summary>
    private static string? DrawingOf(string? language) =>
        language switch
        {
            "mermaid" => "Diagram",
            "geojson" or "topojson" => "Map",
            "stl" => "3D model",
            "math" => "Formula",
            _ => null,
        };

    private static List<string> LinesOf(string code)
    {
        List<string> lines =
        [
            .. code.ReplaceLineEndings("\n").Replace("\t", "    ").Split('\n').Select(line => line.TrimEnd()),
        ];
        while (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        while (lines is ["", ..])
            lines.RemoveAt(0);
        return lines;
    }
}
