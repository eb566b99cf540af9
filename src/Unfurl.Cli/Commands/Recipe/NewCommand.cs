using System.CommandLine;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary><c>recipe new</c>: a recipe to begin with.</summary>
internal static class NewCommand
{
    // Editors with the YAML language server complete and check by it.
    private const string EditorsSchema = $"# yaml-language-server: $schema={RecipeFiles.Schema}\n";

    private const string Start = """
        name: NAME
        about: What of the tool gets cards, from which version on, and what has to be switched on in it.

        # How users' keys are sent and checked. The check is a request that only a valid key can make.
        key:
          name: API key
          page: /settings/keys
          check:
            get: /api/me
            id: id
            login: login

        kinds:
          Page:
            link: /pages/{number:int}
            sample: /pages/12
            requests:
              page:
                get: /api/pages/{{ number }}
            card:
              title: title
              identifier: "#{{ number }}"
              body: { json: text, kind: markdown }
              author: author.name
              updated: updated_at
              status:
                value: state
                states:
                  draft: { word: Draft, color: gray }
                  published: { word: Published, color: green }
                otherwise: gray

        # What the tool answered lies in FOLDER/page.http and so on. Record it, and read it before you keep it:
        #   unfurl recipe record FOLDER.yaml page key.valid --base https://tool.acme.com
        #   UNFURL_KEY=wrong unfurl recipe record FOLDER.yaml key.wrong --base https://tool.acme.com
        cases:
          page: /pages/12

        """;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The file to write, e.g. wiki.yaml." };
        var from = new Option<string?>("--from")
        {
            Description = $"A recipe that comes along to begin with: {string.Join(", ", RecipeFiles.Included)}.",
        };
        var command = new CommandWithExamples(
            "new",
            "Writes a recipe to begin with, a schema by which editors complete it, and a folder for recorded answers.",
            "unfurl recipe new wiki.yaml",
            "unfurl recipe new tracker.yaml --from redmine"
        )
        {
            file,
            from,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(from)));
        return command;
    }

    private static int Run(string file, string? from)
    {
        if (!RecipeFiles.IsFile(file))
            return Terminal.WriteErrors([$"'{file}' is no name for a recipe: it ends with {RecipeFiles.Extension}."]);
        if (from is not null && !RecipeFiles.Included.Contains(from))
            return Terminal.WriteErrors([
                $"No recipe '{from}' comes along; there is {string.Join(", ", RecipeFiles.Included)}.",
            ]);
        if (File.Exists(file))
            return Terminal.WriteErrors([$"{file} is there already."]);
        var name = Path.GetFileNameWithoutExtension(file);
        try
        {
            Directory.CreateDirectory(RecipeFiles.FolderOf(file));
            var schema = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, RecipeFiles.Schema);
            File.WriteAllText(schema, RecipeFiles.SchemaText());
            File.WriteAllText(
                file,
                EditorsSchema
                    + (
                        from is null
                            ? Start
                                .Replace("NAME", char.ToUpperInvariant(name[0]) + name[1..], StringComparison.Ordinal)
                                .Replace("FOLDER", name, StringComparison.Ordinal)
                            : RecipeFiles.IncludedText(from)
                    )
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Terminal.WriteErrors([exception.Message]);
        }
        Terminal.WriteLine($"{file} is written. Next: unfurl recipe check {file}");
        return ExitCodes.Passed;
    }
}
