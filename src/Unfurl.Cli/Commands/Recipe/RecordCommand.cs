using System.CommandLine;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary><c>recipe record</c>: asks the tool what a recipe asks, and writes its answers down.</summary>
internal static class RecordCommand
{
    private const string KeyVariable = "UNFURL_KEY";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The recipe's file." };
        var cases = new Argument<string[]>("case")
        {
            Description = $"Cases of the recipe; {RecipeCase.ValidKey} or {RecipeCase.WrongKey} for whose the key is.",
            Arity = ArgumentArity.OneOrMore,
        };
        var tool = new Option<Uri?>("--base")
        {
            Description = "The tool's address with its base path.",
            Required = true,
            CustomParser = result =>
            {
                if (RecordRun.BaseOf(result.Tokens[0].Value) is { } address)
                    return address;
                result.AddError("--base is an address such as https://wiki.acme.com, without query and fragment.");
                return null;
            },
        };
        var command = new CommandWithExamples(
            "record",
            $"Asks the tool what the recipe asks, with the key in the environment variable {KeyVariable} or as nobody where a case says so, and writes the answers beside the recipe. "
                + "Cookies and dates are left out, the key becomes KEY and the tool's address another one; whatever else is private is for you to replace.",
            $"{KeyVariable}=… unfurl recipe record wiki.yaml page key.valid --base https://wiki.acme.com",
            $"{KeyVariable}=wrong unfurl recipe record wiki.yaml page.key-dead key.wrong --base https://wiki.acme.com"
        )
        {
            file,
            cases,
            tool,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(file),
                    parsed.GetRequiredValue(cases),
                    parsed.GetRequiredValue(tool)!,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string file, string[] cases, Uri tool, CancellationToken cancellationToken)
    {
        if (!RecipeFiles.IsFile(file))
            return Terminal.WriteErrors([
                $"'{file}' is no file of a recipe: the recordings lie beside it. unfurl recipe new tool.yaml --from {file} writes one.",
            ]);
        var (recipe, problems) = RecipeFiles.ReadAll(file);
        if (recipe is null)
            return Terminal.WriteErrors(problems);
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        var run = new RecordRun(file, recipe, tool, string.IsNullOrEmpty(key) ? null : new Secret(key));
        if (cases.Select(run.ProblemWith).OfType<string>().ToList() is [_, ..] wrong)
            return Terminal.WriteErrors(wrong);
        try
        {
            foreach (var name in cases)
            {
                foreach (var line in await run.RecordAsync(name, cancellationToken))
                    Terminal.WriteLine(line);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Terminal.WriteErrors([$"{tool}: {exception.Message}"]);
        }
        return ExitCodes.Passed;
    }
}
