using System.Text;
using System.Text.Json;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;
using Unfurl.Testing;

namespace Unfurl.Tests.Recipes;

/// <summary><c>UPDATE_DOCS=1 ./test --filter RecipePageTests</c> writes the table.</summary>
public sealed class RecipePageTests
{
    private const string Heading = "## Recipes that come along\n\n";

    private static readonly string Page = RepositoryRoot.File("docs", "recipes.md");

    [Fact]
    public void The_table_of_the_page_is_made_of_the_recipes()
    {
        var text = File.ReadAllText(Page);
        var end = text.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length;
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Page, text[..end] + Table());

        File.ReadAllText(Page)[end..].ShouldBe(Table());
    }

    private static string Table()
    {
        var text = new StringBuilder(
            "| `Recipe` | what it is for | link | on the card | `SignIn` | settings | webhooks |\n|---|---|---|---|---|---|---|\n"
        );
        foreach (var name in RecipeFiles.Included)
        {
            var recipe = RecipeFiles.Read(name).Recipe!;
            foreach (var kind in recipe.Kinds)
            {
                var isFirst = kind == recipe.Kinds[0];
                text.Append(isFirst ? $"| `{name}` | {recipe.About} " : "| | ")
                    .Append(
                        $"| {kind.Name}: {string.Join(", ", kind.Links.Select(link => $"`{Escaped(link.Template)}`"))} "
                    )
                    .Append($"| {string.Join(", ", FieldsOf(name, recipe, kind))} ")
                    .Append(
                        isFirst
                            ? $"| {SignInsOf(recipe)} | {SettingsOf(recipe)} | {(recipe.Webhook is null ? "–" : "yes")} |\n"
                            : "| | | |\n"
                    );
            }
        }
        return text.ToString();
    }

    private static string Escaped(string template) => template.Replace("|", "\\|", StringComparison.Ordinal);

    private static string SignInsOf(Recipe recipe) =>
        string.Join(
            ", ",
            new[]
            {
                recipe.Key is { } key ? $"`PersonalKey` ({key.Name})" : null,
                recipe.Key is null ? null : "`Shared`",
                recipe.IsPublic ? "`None`" : null,
            }.OfType<string>()
        );

    private static string SettingsOf(Recipe recipe) =>
        recipe.Settings.Count == 0
            ? "–"
            : string.Join(
                "; ",
                recipe.Settings.Select(setting =>
                    $"`{setting.Name}`: {setting.About}{(setting.Default is { } standard ? $" (`{standard}`)" : "")}"
                )
            );

    // What the recorded cards have.
    private static IEnumerable<string> FieldsOf(string name, Recipe recipe, RecipeKind kind) =>
        recipe
            .Cases.Where(one => kind.Links.Any(link => Matches(kind.Name, link, one.Link)))
            .Select(one => File.ReadAllText(RepositoryRoot.File("recipes", name, one.Name + ".card.json")))
            .Select(card => JsonDocument.Parse(card).RootElement)
            .SelectMany(card => card.TryGetProperty("preview", out var preview) ? Names(preview) : [])
            .Distinct()
            .Order(StringComparer.OrdinalIgnoreCase);

    private static bool Matches(string kind, RecipeLink link, string path) =>
        Link.TryParse($"https://tool.acme.example{path}", out var parsed)
        && new LinkPattern(kind, link.Template, link.Sample).Match(parsed) is not null;

    private static IEnumerable<string> Names(JsonElement preview)
    {
        foreach (var part in preview.EnumerateObject())
        {
            if (part.Name == "facts")
            {
                foreach (var fact in part.Value.EnumerateObject())
                    yield return fact.Name;
            }
            else if (part.Name == "fields")
            {
                foreach (var field in part.Value.EnumerateArray())
                    yield return field.GetProperty("name").GetString()!;
            }
            else if (part.Name is "status" or "body" or "author")
                yield return part.Name;
        }
    }
}
