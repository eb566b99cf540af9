using System.CommandLine;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary><c>recipe check</c>: everything that is wrong with recipes, with line and column.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = RecipeCommand.Files();
        var command = new CommandWithExamples(
            "check",
            "Says everything that is wrong with recipes, with file, line and column. Exits with 1 if something is.",
            "unfurl recipe check wiki.yaml",
            "unfurl recipe check recipes/*.yaml"
        )
        {
            files,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files)));
        return command;
    }

    private static int Run(string[] files)
    {
        var isRight = true;
        foreach (var file in files)
        {
            var (recipe, problems) = RecipeFiles.ReadAll(file);
            foreach (var problem in problems)
                Terminal.WriteLine(problem);
            if (recipe is null)
                isRight = false;
            else
                Terminal.WriteLine(
                    $"{file}: {recipe.Name} is right: {string.Join(", ", recipe.Kinds.Select(kind => kind.Name))}."
                );
        }
        return isRight ? ExitCodes.Passed : ExitCodes.Failed;
    }
}
