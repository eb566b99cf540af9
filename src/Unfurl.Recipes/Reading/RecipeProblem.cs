namespace Unfurl.Recipes.Reading;

/// <summary>What is wrong with a recipe, and where.</summary>
/// <param name="File">The recipe's file, or its name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Text">What is wrong, and what to write instead.</param>
public sealed record RecipeProblem(string File, int Line, int Column, string Text)
{
    /// <summary>Returns the problem in the form that editors and terminals make a link of.</summary>
    /// <returns><c>redmine.yaml:12:7: …</c>.</returns>
    public override string ToString() => $"{File}:{Line}:{Column}: {Text}";
}
