using System.CommandLine;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary><c>recipe</c>: adapters written in YAML.</summary>
internal static class RecipeCommand
{
    public static Command Create() =>
        new("recipe", "Recipes: adapters written in YAML.")
        {
            NewCommand.Create(),
            CheckCommand.Create(),
            RecordCommand.Create(),
            TestCommand.Create(),
        };

    public static Argument<string[]> Files() =>
        new("file")
        {
            Description = "A recipe's file, or the name of one that comes along.",
            Arity = ArgumentArity.OneOrMore,
        };
}
