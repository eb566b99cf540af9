using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Collects all problems of a recipe, so that its author sees them at once.</summary>
internal sealed class RecipeProblems(string file)
{
    // A file that is no recipe at all has one for each of its lines.
    private const int Max = 100;

    private readonly List<RecipeProblem> _all = [];

    public int Count => _all.Count;

    public IReadOnlyList<RecipeProblem> All =>
        [.. _all.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(YamlNode at, string text) => Add(at.Start.Line, at.Start.Column, text);

    public void Add(long line, long column, string text)
    {
        if (_all.Count < Max)
            _all.Add(new(file, (int)Math.Max(1, line), (int)Math.Max(1, column), text));
    }
}
