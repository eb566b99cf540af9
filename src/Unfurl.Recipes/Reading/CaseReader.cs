using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads which recordings lie beside a recipe.</summary>
internal static partial class CaseReader
{
    /// <param name="recipe">What was read of it so far.</param>
    public static List<RecipeCase> Read(Section section, Recipe recipe, RecipeProblems problems)
    {
        // Nothing is said of links while their kinds have mistakes.
        var areKindsRight = problems.All.Count == 0;
        var cases = new List<RecipeCase>();
        foreach (var (name, key, node) in section.Part("cases", "recorded cases with their links")?.Entries ?? [])
        {
            if (!FileName.IsMatch(name))
                problems.Add(key, "The name of a case is that of a file: letters, digits, '-', '_' and '.'.");
            else if (RecipeCase.KeyNames.Contains(name))
                problems.Add(key, $"'{name}' is the recording of whose a key is, and needs no case.");
            if (CaseOf(name, node, problems) is not { } one)
                continue;
            cases.Add(one);
            if (areKindsRight && recipe.KindOf(one.Link) is null)
                problems.Add(key, $"No kind of link matches {one.Link}.");
            if (one.IsAsNobody && !recipe.IsPublic)
                problems.Add(
                    key,
                    "The tool is asked as nobody only where the recipe says public: true, because it shows something to anybody."
                );
        }
        return cases;
    }

    private static RecipeCase? CaseOf(string name, YamlNode node, RecipeProblems problems)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } path })
            return new(name, path, new Dictionary<string, string>());
        var one = new Section(node, "a case", problems);
        var link = one.RequiredText("link", "/issues/12");
        var settings = (one.Part("settings", "settings")?.Entries ?? []).ToDictionary(
            setting => setting.Name,
            setting => one.TextOf(setting.Value, setting.Name) ?? ""
        );
        var isAsNobody = one.Word("as", "nobody") is not null;
        one.End();
        return link is null ? null : new(name, link, settings) { IsAsNobody = isAsNobody };
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex FileName { get; }
}
