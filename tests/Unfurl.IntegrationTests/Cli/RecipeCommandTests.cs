namespace Unfurl.IntegrationTests.Cli;

public sealed class RecipeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-recipe-").FullName;

    private string Recipe => Path.Combine(_folder, "wiki.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_recipe_is_right_and_its_tests_pass_when_answers_are_recorded()
    {
        (await RunAsync("new", Recipe)).ExitCode.ShouldBe(0);
        (await RunAsync("check", Recipe)).ExitCode.ShouldBe(0);
        (await RunAsync("test", Recipe)).Output.ShouldContain("There is no recording");
        Record("page", "/api/pages/12", "200 OK", """{"title":"Release notes","state":"draft"}""");
        Record("key.valid", "/api/me", "200 OK", """{"id":7,"login":"ada"}""");
        Record("key.wrong", "/api/me", "401 Unauthorized", "{}");

        var written = await RunAsync("test", Recipe, "--update");
        var tested = await RunAsync("test", Recipe);

        written.ExitCode.ShouldBe(0, written.Output);
        tested.ExitCode.ShouldBe(0, tested.Output);
        tested.Output.ShouldEndWith("4 passed, 0 failed\n");
        File.ReadAllText(Path.Combine(_folder, "wiki", "page.card.json")).ShouldContain("\"word\": \"Draft\"");
    }

    [Fact]
    public async Task Another_card_fails_and_says_what_is_different()
    {
        await A_new_recipe_is_right_and_its_tests_pass_when_answers_are_recorded();
        Record("page", "/api/pages/12", "200 OK", """{"title":"Other notes","state":"draft"}""");
        Record("key.wrong", "/api/me", "200 OK", """{"id":7,"login":"ada"}""");

        var run = await RunAsync("test", Recipe);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("FAILED  Wiki: page");
        run.Output.ShouldContain("Other notes");
        run.Output.ShouldContain("If the new one is right, run unfurl recipe test with --update.");
        run.Output.ShouldContain("The key is Known, and must be Rejected.");
        run.Output.ShouldContain("note    Wiki: Page: no recording has body, author, updated\n");
        run.Output.ShouldEndWith("2 passed, 2 failed\n");
    }

    [Fact]
    public async Task All_mistakes_are_said_at_once_with_their_places()
    {
        await File.WriteAllTextAsync(
            Recipe,
            "name: Wiki\npublic: yes\nkinds:\n  Page:\n    lnk: /a\n",
            TestContext.Current.CancellationToken
        );

        var run = await RunAsync("check", Recipe);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain($"{Recipe}:2:9: 'public' is true or false.");
        run.Output.ShouldContain($"{Recipe}:5:5: A kind has no 'lnk'");
    }

    [Theory]
    [InlineData("new", "wiki.txt", "ends with .yaml")]
    [InlineData("new", "wiki.yaml --from nothing", "there is")]
    [InlineData("check", "nothing", "names no recipe")]
    [InlineData("check", "nothing.yaml", "cannot be read")]
    public async Task A_wrong_name_is_explained(string command, string arguments, string word)
    {
        var run = await RunAsync(command, [.. arguments.Split(' ')]);

        run.ExitCode.ShouldNotBe(0);
        (run.Output + run.Errors).ShouldContain(word);
    }

    [Fact]
    public async Task A_recipe_that_comes_along_can_be_taken_as_a_start_and_nothing_is_overwritten()
    {
        (await RunAsync("new", Recipe, "--from", "redmine")).ExitCode.ShouldBe(0);
        var text = await File.ReadAllTextAsync(Recipe, TestContext.Current.CancellationToken);

        var again = await RunAsync("new", Recipe);

        text.ShouldContain("name: Redmine");
        again.ExitCode.ShouldBe(2);
        again.Errors.ShouldContain("is there already");
        (await File.ReadAllTextAsync(Recipe, TestContext.Current.CancellationToken)).ShouldBe(text);
    }

    private static Task<UnfurlProgram.Run> RunAsync(string command, params string[] arguments) =>
        UnfurlProgram.RunAsync(["recipe", command, .. arguments]);

    private void Record(string name, string path, string status, string json) =>
        File.WriteAllText(
            Path.Combine(_folder, "wiki", $"{name}.http"),
            $"GET {path}\n\nHTTP/1.1 {status}\nContent-Type: application/json\n\n{json}"
        );
}
