using System.Text.Encodings.Web;
using System.Text.Json;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Unfurl.Tests.GitHub;

/// <summary>Compares texts line by line and shows the first difference.</summary>
internal static class Difference
{
    public static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void ShouldBeSame(string expected, string actual)
    {
        var difference = new InlineDiffBuilder(new Differ()).BuildDiffModel(
            expected.ReplaceLineEndings("\n").TrimEnd(),
            actual
        );
        if (difference.Lines.Any(line => line.Type != ChangeType.Unchanged))
            Assert.Fail(
                string.Join('\n', difference.Lines.Select(line => $"{Sign(line.Type)} {line.Text}").Prepend(""))
                    + $"\n\nIn full:\n{actual}\n"
            );
    }

    private static char Sign(ChangeType change) =>
        change switch
        {
            ChangeType.Inserted => '+',
            ChangeType.Deleted => '-',
            _ => ' ',
        };
}
