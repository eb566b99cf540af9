using Unfurl.Recipes;

namespace Unfurl.Tests.Recipes;

/// <summary>What is wrong with a recipe's instance ends the start, all at once.</summary>
public sealed class RecipeOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-recipe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_mistake_of_the_file_has_a_line()
    {
        var file = Path.Combine(_folder, "a.yaml");
        File.WriteAllText(file, "nam: A\npublic: true\nkinds: { K: { lnk: /a } }\n");

        var problems = Problems(new() { ["Recipe"] = file });

        problems.Count.ShouldBeGreaterThan(4);
        problems.ShouldAllBe(problem => problem.StartsWith("Unfurl:Providers:tool:Recipe has a mistake in "));
        problems.ShouldContain(problem => problem.Contains("a.yaml:1:1: A recipe has no 'nam'"));
        problems.ShouldContain(problem => problem.Contains("a.yaml:3:15: A kind has no 'lnk'"));
    }

    [Theory]
    [InlineData("Recipe", "nothing", "names no recipe")]
    [InlineData("Recipe", "nothing.yaml", "cannot be read")]
    [InlineData("Base", "https://redmine.acme.com/a?b=c", "without query")]
    [InlineData("SignIn", "OAuth", "must be PersonalKey or Shared or None")]
    [InlineData("SignIn", "Shared", "Unfurl:Providers:tool:Key is missing")]
    [InlineData("Key", "two words", "printable ASCII")]
    [InlineData("Settings:Markup", "word", "must be textile or markdown")]
    [InlineData(
        "Settings:Nothing",
        "1",
        "Unfurl:Providers:tool:Settings:Nothing is no setting of this recipe; it has Markup"
    )]
    public void A_wrong_setting_is_named(string key, string value, string word) =>
        Problems(new() { ["Recipe"] = "redmine", [key] = value }).ShouldHaveSingleItem().ShouldContain(word);

    [Theory]
    [InlineData("cgit", "PersonalKey", "must be None")]
    [InlineData("sentry", "None", "must be PersonalKey or Shared")]
    public void Users_are_known_as_the_recipe_can(string recipe, string signIn, string word) =>
        Problems(new() { ["Recipe"] = recipe, ["SignIn"] = signIn }).ShouldHaveSingleItem().ShouldContain(word);

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> values)
    {
        var settings = new ProviderSettings("tool", "tool.acme.com", values);
        new RecipeProviderType().Create(settings);
        return settings.Problems;
    }
}
