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

    /// <returns>The root; null if the text is no YAML, or uses what a recipe does not need.</returns>
    public static YamlMappingNode? Read(string text, RecipeProblems problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(1, 1, $"The file is longer than {MaxLength / 1024} KB.");
            return null;
        }
        try
        {
            if (!IsPlain(text, problems))
                return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            problems.Add(1, 1, "A recipe is one YAML document of keys and values: name: …, kinds: …");
        }
        catch (YamlException exception)
        {
            problems.Add(
                exception.Start.Line,
                exception.Start.Column,
                $"This is no YAML: {Sentence(exception.Message)}"
            );
        }
        return null;
    }

    // Aliases make a small file a large tree.
    private static bool IsPlain(string text, RecipeProblems problems)
    {
        var depth = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            var at = parser.Current!;
            if (at is AnchorAlias || at is NodeEvent { Anchor.IsEmpty: false })
            {
                problems.Add(at.Start.Line, at.Start.Column, "A recipe has no anchors and aliases: write it out.");
                return false;
            }
            depth += at.NestingIncrease;
            if (depth > MaxDepth)
            {
                problems.Add(at.Start.Line, at.Start.Column, $"A recipe is nested {MaxDepth} levels deep at most.");
                return false;
            }
        }
        return true;
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ') + ".";
}
