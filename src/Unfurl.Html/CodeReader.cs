namespace Unfurl.Html;

/// <summary>Reads code, whose white space matters, and what GitHub draws instead of code.</summary>
internal static class CodeReader
{
    private const string Suggestion = "suggestion";

    // Null if the element is not a rendered diagram.
    public static string? KindOf(HtmlElement element) => DrawingOf(element["data-type"]);

    public static Block Read(HtmlElement pre)
    {
        var language = LanguageOf(pre);
        if (DrawingOf(language) is { } drawing)
            return new Block.Paragraph([drawing]);
        var lines = LinesOf(pre.Text);
        return language == Suggestion ? SuggestedChange(lines) : new Block.Code(lines);
    }

    // GitHub's pages show a suggested change as old and new lines.
    public static Block ReadSuggestedChange(HtmlElement box) =>
        SuggestedChange([
            .. box
                .Descendants.Where(cell => cell.HasClass("blob-code-addition"))
                .SelectMany(cell => LinesOf(cell.Text)),
        ]);

    // https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request#adding-comments-to-a-pull-request
    private static Block SuggestedChange(List<string> lines) =>
        lines.Count == 0
            ? new Block.Paragraph(["Suggested change: delete this"])
            : new Block.Code(["Suggested change:", .. lines]);

    // GitHub names the language on the "pre" element, Markdig on the "code" element in it.
    private static string? LanguageOf(HtmlElement pre)
    {
        const string prefix = "language-";
        var words = pre.Elements.FirstOrDefault(child => child.Name == "code")?["class"] ?? "";
        return pre["lang"]
            ?? Array
                .Find(words.Split(' '), word => word.StartsWith(prefix, StringComparison.Ordinal))
                ?[prefix.Length..];
    }

    // https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
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
