namespace Unfurl.Tests.GitHub;

public sealed class GitHubAudienceTests
{
    private const string Url = "https://github.com/octocat/Hello-World";

    [Theory]
    [InlineData("PUBLIC", Audience.Public)]
    [InlineData("PRIVATE", Audience.Account)]
    [InlineData("INTERNAL", Audience.Account)]
    [InlineData("public", Audience.Account)]
    [InlineData("A_WORD_OF_TOMORROW", Audience.Account)]
    public async Task Only_public_repositories_have_the_public_audience(string visibility, Audience expected) =>
        (await FindAsync("1296269", visibility)).Audience.ShouldBe(expected);

    [Theory]
    [InlineData("1296269", new[] { "repo:1296269", "repo:1296269/*", "name:octocat/hello-world", "owner:octocat" })]
    [InlineData(
        "99999999999",
        new[] { "repo:99999999999", "repo:99999999999/*", "name:octocat/hello-world", "owner:octocat" }
    )]
    [InlineData("null", new[] { "name:octocat/hello-world", "owner:octocat" })]
    public async Task A_repository_has_resources_by_id_and_by_name(string id, string[] expected) =>
        (await FindAsync(id, "PUBLIC")).Resources.Select(resource => resource.Name).ShouldBe(expected);

    private static async Task<Resolution.Found> FindAsync(string id, string visibility)
    {
        var response = $$"""
            {"data":{"repository":{
              "databaseId":{{id}},"nameWithOwner":"octocat/Hello-World","visibility":"{{visibility}}","isArchived":false
            } } }
            """;
        return (
            await Some.GitHub().ResolveAsync(Url, StubHttpHandler.Json(response))
        ).ShouldBeOfType<Resolution.Found>();
    }
}
