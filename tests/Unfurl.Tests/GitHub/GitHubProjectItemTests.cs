using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubProjectItemTests
{
    private const string Item = "https://github.com/orgs/octo-org/projects/5?pane=issue&itemId=1001";

    // Its title is that of the issue, and its repository may become private.
    [Fact]
    public async Task An_item_changes_with_the_issue_that_it_shows()
    {
        var handler = StubHttpHandler.Json(await CaseTests.ReadGraphQLAsync("item-of-a-project.issue"));

        var found = (await Some.GitHub().ResolveAsync(Item, handler)).ShouldBeOfType<Resolution.Found>();

        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(
                [
                    "project:PVT_kwDOAA3a1M4AAA",
                    "owner:octo-org",
                    "repo:1296269#12",
                    "repo:1296269/*",
                    "name:octo-org/app",
                ],
                ignoreOrder: true
            );
        handler.Bodies.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("item-of-a-project.draft")]
    [InlineData("item-of-a-project.that-one-may-not-see")]
    public async Task An_item_without_a_repository_changes_with_its_project(string name)
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync(name))!;

        var found = (
            await Some.GitHub().ResolveAsync(Item, StubHttpHandler.Json(response.ToJsonString()))
        ).ShouldBeOfType<Resolution.Found>();

        found
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["project:PVT_kwDOAA3a1M4AAA", "owner:octo-org"], ignoreOrder: true);
    }
}
