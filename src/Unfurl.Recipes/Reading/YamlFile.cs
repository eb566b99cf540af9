using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads YAML into its nodes, and nothing that grows beyond what is written.</summary>
internal static class YamlFile
{
    // In UTF-16 code units. The longest recipe that comes along has a tenth.
    public const int MaxLength = 256 * 1024;

    // YamlDotNet's tree is built by recursion.
    private const int MaxDepth = 32;

    private static readonly SearchValues<char> Printable = SearchValues.Create([
        .. Enumerable
            .Range(0, char.MaxValue + 1)
            .Select(c => (char)c)
            .Where(c => c is '\t' or '\n' or '\r' || !(char.IsControl(c) || c is '\uFFFE' or '\uFFFF')),
    ]);

    /// <param name="what">What the file is, for its problems.</param>
    /// <param name="example">Its first keys.</param>
    /// <returns>The root; null if the text is no YAML, or uses what such a file does not need.</returns>
    public static YamlMappingNode? Read(
        string text,
        RecipeProblems problems,
        string what = "A recipe",
        string example = "name: …, kinds: …"
    )
    {
        if (text.Length > MaxLength)
        {
            problems.Add(1, 1, $"The file is longer than {MaxLength / 1024} KB.");
            return null;
        }
        // YAML has none, and YamlDotNet throws something else or stops reading at one.
        if (text.AsSpan().IndexOfAnyExcept(Printable) is >= 0 and var at)
        {
            var before = text[..at];
            problems.Add(
                before.Count(c => c == '\n') + 1,
                at - before.LastIndexOf('\n'),
                $"{what} is text: there is a character U+{(int)text[at]:X4} here."
            );
            return null;
        }
        var events = new PlainEvents(new Parser(new StringReader(text)), what);
        try
        {
            var stream = new YamlStream();
            stream.Load(events);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add(1, 1, $"{what} is one YAML document of keys and values: {example}");
        }
        catch (UnwantedException exception)
        {
            problems.Add(exception.Start.Line, exception.Start.Column, exception.Message);
        }
        catch (YamlException exception)
        {
            problems.Add(
                exception.Start.Line,
                exception.Start.Column,
                $"This is no YAML: {Sentence(exception.Message)}"
            );
        }
        catch (Exception)
        {
            // YamlDotNet throws others as well, e.g. where a value goes on too far to the left.
            var from = events.Current?.End ?? Mark.Empty;
            problems.Add(from.Line, from.Column, "This is no YAML: it cannot be read around here.");
        }
        return null;
    }

    private static string Sentence(string message) =>
        message.StartsWith("Duplicate key", StringComparison.Ordinal)
            ? "the key stands here twice."
            : message.TrimEnd('.', ' ') + ".";

    private sealed class UnwantedException(Mark at, string problem) : YamlException(at, at, problem);

    /// <summary>What such files need of YAML.</summary>
    private sealed class PlainEvents(Parser parser, string what) : IParser
    {
        private int _depth;

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext())
                return false;
            var at = parser.Current!;
            // Aliases make a small file a large tree.
            if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                throw new UnwantedException(at.Start, $"{what} has no anchors and aliases: write it out.");
            _depth += at.NestingIncrease;
            return _depth <= MaxDepth
                ? true
                : throw new UnwantedException(at.Start, $"{what} is nested {MaxDepth} levels deep at most.");
        }
    }
}
