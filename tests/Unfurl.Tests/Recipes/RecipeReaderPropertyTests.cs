using FsCheck;
using FsCheck.Fluent;
using Unfurl.Recipes.Reading;

namespace Unfurl.Tests.Recipes;

public sealed class RecipeReaderPropertyTests
{
    private static readonly Config Config = Fuzz.Config(400);

    // What means something in YAML, JMESPath, CSS, Liquid or a regular expression.
    private static readonly string[] Pieces =
    [
        "",
        " ",
        "\n",
        "\n  ",
        "\t",
        "\0",
        "\uFEFF",
        "\uD800",
        ":",
        ": ",
        "- ",
        "? ",
        "!!int ",
        "&a ",
        "*a",
        "<<: ",
        "|\n",
        "---\n",
        "%YAML 1.2\n",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "{{",
        "}}",
        "{%",
        "%}",
        "{% if x %}",
        "{% raw %}",
        "| ",
        "||",
        "&",
        "@",
        "$",
        "`1`",
        "'",
        "\"",
        "\\",
        "*",
        "+",
        "?",
        "^",
        "{9999}",
        "(?=",
        "\\1",
        "[?",
        "length(@)",
        "sort_by(a, &b)",
        ":has(",
        ":not(",
        ">>",
        "null",
        "~",
        "true",
        "99999999999999999999",
        "-1",
        "../",
        "//",
        "#",
        "ünï",
    ];

    private static readonly string[] Recipes = [.. RecipeFiles.Included.Select(RecipeFiles.IncludedText)];

    [Fact]
    public void A_recipe_with_any_change_is_read_or_has_problems_with_places()
    {
        var change = (
            from at in Gen.Choose(0, int.MaxValue)
            from length in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 12)), (1, Gen.Choose(0, 400)))
            from piece in Gen.Elements(Pieces)
            select (at, length, piece)
        );
        var property = Prop.ForAll(
            (
                from recipe in Gen.Elements(Recipes)
                from changes in Gen.ListOf(change, 4)
                from count in Gen.Choose(1, 4)
                select changes.Take(count).Aggregate(recipe, Change)
            ).ToArbitrary(),
            IsReadOrRefused
        );

        Check.One(Config, property);
    }

    [Fact]
    public void Lines_in_any_order_are_read_or_have_problems_with_places()
    {
        var property = Prop.ForAll(
            (
                from recipe in Gen.Elements(Recipes)
                let lines = recipe.Split('\n')
                from a in Gen.Choose(0, lines.Length - 1)
                from b in Gen.Choose(0, lines.Length - 1)
                from other in Gen.Elements(Recipes.SelectMany(text => text.Split('\n')).ToArray())
                select string.Join(
                    '\n',
                    lines.Select(
                        (line, i) =>
                            i == a ? lines[b]
                            : i == b ? other
                            : line
                    )
                )
            ).ToArbitrary(),
            IsReadOrRefused
        );

        Check.One(Config, property);
    }

    private static string Change(string text, (int At, int Length, string Piece) change)
    {
        var at = change.At % (text.Length + 1);
        return text[..at] + change.Piece + text[Math.Min(text.Length, at + change.Length)..];
    }

    private static bool IsReadOrRefused(string text)
    {
        var (recipe, problems) = RecipeReader.Read("recipe.yaml", text);
        var lines = text.Split('\n').Length;
        return recipe is null == problems.Count > 0
            && problems.All(problem => problem.Line >= 1 && problem.Line <= lines + 1 && problem.Column >= 1);
    }
}
