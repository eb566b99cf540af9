using System.CommandLine;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary><c>recipe test</c>: recorded answers against the cards beside them.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var files = RecipeCommand.Files();
        var update = new Option<bool>("--update")
        {
            Description = "Writes the cards instead of comparing them. Read them, above all \"audience\".",
        };
        var command = new CommandWithExamples(
            "test",
            "Turns recorded answers into cards, without the tool. The recordings lie in a folder beside the recipe, of its name.",
            "unfurl recipe test wiki.yaml",
            "unfurl recipe test wiki.yaml --update"
        )
        {
            files,
            update,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(update), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string[] files, bool isUpdating, CancellationToken cancellationToken)
    {
        var (passed, failed) = (0, 0);
        foreach (var file in files)
        {
            var (recipe, problems) = RecipeFiles.ReadAll(file);
            if (recipe is null)
            {
                foreach (var problem in problems)
                    Terminal.WriteLine(problem);
                failed++;
                continue;
            }
            var run = new RecipeTestRun(file, recipe, isUpdating);
            await foreach (var (name, problem) in run.RunAsync(cancellationToken))
            {
                Terminal.WriteLine(
                    problem is null ? $"passed  {recipe.Name}: {name}" : $"FAILED  {recipe.Name}: {name}\n{problem}\n"
                );
                (passed, failed) = problem is null ? (passed + 1, failed) : (passed, failed + 1);
            }
            foreach (var missing in run.Missing)
                Terminal.WriteLine($"note    {recipe.Name}: {missing}");
        }
        Terminal.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }
}
