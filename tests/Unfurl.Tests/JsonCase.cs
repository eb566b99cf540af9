using System.Text;
using System.Text.Json;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Unfurl.Tests;

/// <summary>Compares JSON with a case file as formatted text: the order of members matters.</summary>
internal static class JsonCase
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    // The path is relative to the test project, e.g. Notion/Attributes/Cases/preview.full.json.
    public static void ShouldBe(byte[] actual, string path)
    {
        var expected = File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, path));

        var diff = new InlineDiffBuilder(new Differ()).BuildDiffModel(LayOut(expected), LayOut(actual));

        if (diff.Lines.Exists(line => line.Type != ChangeType.Unchanged))
            throw new ShouldAssertException($"Not as in {path} (- expected, + actual):\n{Print(diff)}");
    }

    private static string LayOut(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Layout);
    }

    private static string Print(DiffPaneModel diff)
    {
        var text = new StringBuilder();
        foreach (var line in diff.Lines)
        {
            var mark = line.Type switch
            {
                ChangeType.Inserted => '+',
                ChangeType.Deleted => '-',
                _ => ' ',
            };
            text.Append(mark).Append(' ').AppendLine(line.Text);
        }
        return text.ToString();
    }
}
