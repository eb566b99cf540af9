using System.Text.Json;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>What a card shows of a file's text.</summary>
internal static class FileText
{
    // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    private const string LfsPointer = "version https://git-lfs.github.com/spec/";

    // Reading ends here: a card shows far less.
    private const int MaxCells = 20;

    private static readonly string[] MarkdownExtensions = [".md", ".markdown", ".mdown", ".mkd", ".mdx"];

    public static bool IsLfsPointer(string? text) => text?.StartsWith(LfsPointer, StringComparison.Ordinal) is true;

    /// <summary>The excerpt that a card shows: the lines, or how a document begins.</summary>
    public static string? Of(string path, string text, LineRange? lines)
    {
        if (lines?.In(text) is { } chosen)
            return HtmlText.FromText(chosen);
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return MarkdownExtensions.Contains(extension) ? HtmlText.FromMarkdown(text)
            : extension == ".ipynb" ? OfNotebook(text)
            : HtmlText.FromText(new LineRange(1, int.MaxValue).In(text));
    }

    // https://nbformat.readthedocs.io/en/latest/format_description.html
    private static string? OfNotebook(string text)
    {
        try
        {
            using var notebook = JsonDocument.Parse(text);
            if (
                notebook.RootElement.ValueKind != JsonValueKind.Object
                || !notebook.RootElement.TryGetProperty("cells", out var cells)
                || cells.ValueKind != JsonValueKind.Array
            )
                return null;
            return HtmlText.FromMarkdown(
                string.Join("\n\n", cells.EnumerateArray().Take(MaxCells).Select(CellOf).OfType<string>())
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Prose as it is, code as a block of code.
    private static string? CellOf(JsonElement cell)
    {
        if (cell.ValueKind != JsonValueKind.Object || !cell.TryGetProperty("source", out var source))
            return null;
        var text = source.ValueKind switch
        {
            JsonValueKind.String => TextOf(source),
            JsonValueKind.Array => string.Concat(source.EnumerateArray().Select(TextOf)),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? null
            : cell.TryGetProperty("cell_type", out var type) && TextOf(type) == "code" ? CodeBlockOf(text)
            : text;
    }

    // The fence is longer than any within the code.
    private static string CodeBlockOf(string code)
    {
        var fence = "~~~~";
        while (code.Contains(fence, StringComparison.Ordinal))
            fence += fence;
        return $"{fence}\n{code}\n{fence}";
    }

    // Null for what is no text, or has half a character.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
