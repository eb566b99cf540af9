using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubDiscussionCommentTests
{
    private const string Discussion = "https://github.com/octocat/Hello-World/discussions/90";

    [Fact]
    public async Task A_comment_is_found_by_its_number_and_asked_for_by_its_node()
    {
        var handler = StubHttpHandler.Json(await CaseTests.ReadGraphQLAsync("discussion-comment.reply"));

        var found = (
            await Some.GitHub().ResolveAsync($"{Discussion}#discussioncomment-1001", handler)
        ).ShouldBeOfType<Resolution.Found>();

        JsonNode.Parse(handler.Bodies[1])!["variables"]!["id"]!.GetValue<string>().ShouldBe("DC_kwDOABPHjc4AAAPp");
        found
            .Resources.Select(it => it.Name)
            .Take(2)
            .ShouldBe(["repo:1296269/discussion:90/comment:1001", "repo:1296269/discussion:90"]);
    }

    [Fact]
    public async Task A_number_that_no_comment_has_is_not_found() =>
        (await ResolveAsync("discussion-comment.reply", "#discussioncomment-7")).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task A_number_that_may_be_beyond_the_listed_comments_is_the_discussion() =>
        (await ResolveAsync("discussion-comment.beyond-what-is-listed", "#discussioncomment-7"))
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Facts.Kind!.Word.ShouldBe("🙏 Q&A");

    [Fact]
    public async Task Without_the_list_of_comments_it_is_the_discussion() =>
        (
            await ResolveAsync(
                "discussion-comment.reply",
                "#discussioncomment-1001",
                data => data["repository"]!["thread"] = null
            )
        ).ShouldBeOfType<Resolution.Found>();

    [Theory]
    [InlineData(21, typeof(Resolution.Found))]
    [InlineData(1, typeof(Resolution.NotFound))]
    public async Task Replies_beyond_the_listed_ones_count_too(int replies, Type expected) =>
        (
            await ResolveAsync(
                "discussion-comment.reply",
                "#discussioncomment-7",
                data => data["repository"]!["thread"]!["comments"]!["nodes"]![0]!["replies"]!["totalCount"] = replies
            )
        )
            .GetType()
            .ShouldBe(expected);

    [Fact]
    public async Task A_deleted_comment_that_has_replies_is_not_found() =>
        (
            await ResolveAsync(
                "discussion-comment.reply",
                "#discussioncomment-1001",
                data => data["node"]!["deletedAt"] = "2025-01-08T10:00:00Z"
            )
        ).ShouldBe(new Resolution.NotFound());

    private static async Task<Resolution> ResolveAsync(string name, string fragment, Action<JsonNode>? change = null)
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync(name))!;
        change?.Invoke(response["data"]!);
        return await Some.GitHub()
            .ResolveAsync($"{Discussion}{fragment}", StubHttpHandler.Json(response.ToJsonString()));
    }
}
