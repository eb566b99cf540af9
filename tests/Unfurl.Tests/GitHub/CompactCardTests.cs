namespace Unfurl.Tests.GitHub;

public sealed class CompactCardTests
{
    public static TheoryData<string> Names => CaseTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_compact_card_has_title_state_and_a_few_values(string name)
    {
        var full = await FindAsync(name, "full");
        var compact = await FindAsync(name, "compact");

        (compact.Preview.Title, compact.Preview.Status, compact.Preview.Identifier, compact.Preview.Icon).ShouldBe(
            (full.Preview.Title, full.Preview.Status, full.Preview.Identifier, full.Preview.Icon)
        );
        (compact.Preview.Body, compact.Preview.Author, compact.Preview.Media).ShouldBe((null, null, null));
        compact.Preview.Fields.ShouldBeSubsetOf(full.Preview.Fields);
        compact.Resources.ShouldBe(full.Resources);
        compact.Audience.ShouldBe(full.Audience);
    }

    [Theory]
    [InlineData("pull-request.open", "branch", "changes")]
    [InlineData("compare.diverged-in-an-internal-repository", "commits", "visibility")]
    [InlineData("workflow-run.failure-on-push-in-a-private-repository", "branch", "visibility")]
    [InlineData("issue.open")]
    public async Task Branch_changes_and_the_private_mark_are_kept(string name, params string[] expected) =>
        (await FindAsync(name, "compact")).Preview.Fields.Select(field => field.Id).ShouldBe(expected);

    [Fact]
    public void Another_profile_prevents_the_start()
    {
        var settings = new ProviderSettings(
            "github",
            "github.com",
            new Dictionary<string, string?>
            {
                ["ClientId"] = "id",
                ["ClientSecret"] = "secret",
                ["Cards"] = "tiny",
            }
        );

        new Unfurl.GitHub.GitHubProviderType().Create(settings);

        settings.Problems.ShouldBe(["Unfurl:Providers:github:Cards must be full or compact"]);
    }

    private static async Task<Resolution.Found> FindAsync(string name, string cards)
    {
        var adapter = Some.GitHub(
            settings: new Dictionary<string, string?>
            {
                ["ClientId"] = "id",
                ["ClientSecret"] = "secret",
                ["Cards"] = cards,
            }
        );
        var response = await CaseTests.ReadGraphQLAsync(name);
        return (
            await adapter.ResolveAsync(CaseTests.LinkOf(name), CaseTests.GitHubOf(name, response))
        ).ShouldBeOfType<Resolution.Found>();
    }
}
