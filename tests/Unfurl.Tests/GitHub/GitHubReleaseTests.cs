using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubReleaseTests
{
    private const string Releases = "https://github.com/octocat/Hello-World/releases";

    // Only who may write to a repository sees its drafts, also in a public one.
    [Theory]
    [InlineData(true, Audience.Account)]
    [InlineData(false, Audience.Public)]
    public async Task A_draft_is_shown_to_who_asked_only(bool isDraft, Audience expected)
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("release.latest"))!;
        response["data"]!["repository"]!["release"]!["isDraft"] = isDraft;

        (await FindAsync($"{Releases}/tag/v1.2.0", response)).Audience.ShouldBe(expected);
    }

    [Theory]
    [InlineData("hello-windows.zip", typeof(Resolution.NotFound))]
    [InlineData("hello-linux-x64.tar.gz", typeof(Resolution.Found))]
    public async Task Only_a_file_of_the_release_has_a_card(string file, Type expected)
    {
        var response = await CaseTests.ReadGraphQLAsync("file-of-a-release.found");

        (await Some.GitHub().ResolveAsync($"{Releases}/download/v1.2.0/{file}", StubHttpHandler.Json(response)))
            .GetType()
            .ShouldBe(expected);
    }

    [Fact]
    public async Task A_file_needs_a_release()
    {
        var response = await CaseTests.ReadGraphQLAsync("release.of-a-tag-only");

        (
            await Some.GitHub().ResolveAsync($"{Releases}/download/v1.2.0/a.zip", StubHttpHandler.Json(response))
        ).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [InlineData("tag/%40acme%2Fcore%401.0", "@acme/core@1.0")]
    [InlineData("tag/core/v1", "core/v1")]
    [InlineData("download/core/v1/a.zip", "core/v1")]
    public async Task A_tag_may_have_slashes_and_escapes(string path, string tag)
    {
        var handler = StubHttpHandler.Json(await CaseTests.ReadGraphQLAsync("file-of-a-release.found"));

        await Some.GitHub().ResolveAsync($"{Releases}/{path}", handler);

        var variables = JsonNode.Parse(handler.Bodies.ShouldHaveSingleItem())!["variables"]!;
        variables["tag"]!.GetValue<string>().ShouldBe(tag);
        variables["ref"]!.GetValue<string>().ShouldBe($"refs/tags/{tag}");
    }

    // A release that is published or deleted gives the word "Latest" to another one, or takes it.
    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(false, false, false, true)]
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)]
    public async Task The_card_of_a_release_changes_with_the_latest_one(
        bool isLatest,
        bool isDraft,
        bool isPrerelease,
        bool expected
    )
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("release.latest"))!;
        var release = response["data"]!["repository"]!["release"]!;
        (release["isLatest"], release["isDraft"], release["isPrerelease"]) = (isLatest, isDraft, isPrerelease);

        (await FindAsync($"{Releases}/tag/v1.2.0", response))
            .Resources.Contains(new Resource("repo:1296269/latest-release"))
            .ShouldBe(expected);
    }

    private static async Task<Resolution.Found> FindAsync(string link, JsonNode response) =>
        (
            await Some.GitHub().ResolveAsync(link, StubHttpHandler.Json(response.ToJsonString()))
        ).ShouldBeOfType<Resolution.Found>();
}
