using System.Net;
using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubCompareTests
{
    private const string Compare = "https://github.com/octocat/Hello-World/compare";

    [Theory]
    [InlineData("main...fix", "main", "fix")]
    [InlineData("main..fix", "main", "fix")]
    [InlineData("release/1.x...feature/cache", "release/1.x", "feature/cache")]
    [InlineData("v1.0...v1.1", "v1.0", "v1.1")]
    [InlineData("main...mona:fix", "main", "mona:fix")]
    public async Task A_link_names_base_and_head(string range, string @base, string head)
    {
        var (preview, variables) = await AskAsync(range, """{"ref":{"name":"x","compare":COMPARISON}}""");

        (variables["base"]!.GetValue<string>(), variables["head"]!.GetValue<string>()).ShouldBe((@base, head));
        preview.Title.ShouldBe($"Comparing {range}");
    }

    [Theory]
    [InlineData("fix")]
    [InlineData("...fix")]
    public async Task Without_a_base_the_default_branch_is_the_base(string range)
    {
        var (preview, variables) = await AskAsync(
            range,
            """{"defaultBranchRef":{"name":"trunk","compare":COMPARISON}}"""
        );

        variables["isWithBase"]!.GetValue<bool>().ShouldBeFalse();
        preview.Title.ShouldBe("Comparing trunk...fix");
    }

    // GraphQL compares from a branch or tag only.
    [Theory]
    [InlineData("6dcb09b...fix", "6dcb09b...fix")]
    [InlineData("mona:a/b...fix", "mona%3Aa%2Fb...fix")]
    public async Task Commits_and_branches_of_forks_are_compared_by_REST(string range, string path)
    {
        var handler = StubHttpHandler.Json(
            Repository("""{"ref":null}"""),
            """{"status":"ahead","ahead_by":2,"behind_by":0}"""
        );

        var found = (await ResolveAsync(range, handler)).ShouldBeOfType<Resolution.Found>();

        found.Preview.Status!.Word.ShouldBe("Ahead");
        handler
            .Requests[1]
            .RequestUri!.PathAndQuery.ShouldBe($"/repos/octocat/Hello-World/compare/{path}?per_page=1&page=2");
    }

    [Fact]
    public async Task What_neither_knows_is_not_found() =>
        (await ResolveAsync("a...b", Failing(HttpStatusCode.NotFound, """{"message":"Not Found"}"""))).ShouldBe(
            new Resolution.NotFound()
        );

    [Fact]
    public async Task A_failure_of_REST_is_the_outcome() =>
        (
            await ResolveAsync("a...b", Failing(HttpStatusCode.TooManyRequests, """{"message":"slow down"}"""))
        ).ShouldBeOfType<Resolution.RateLimited>();

    [Fact]
    public async Task Nothing_is_compared_without_a_head()
    {
        var handler = StubHttpHandler.Json(Repository("""{"ref":null}"""), (string?)null);

        (await ResolveAsync("main...", handler)).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [InlineData("main...mona:fix", Audience.Account)]
    [InlineData("mona:main...fix", Audience.Account)]
    [InlineData("main...fix", Audience.Public)]
    public async Task A_branch_of_a_fork_is_shown_to_who_asked_only(string range, Audience expected) =>
        (
            await ResolveAsync(
                range,
                StubHttpHandler.Json(
                    Repository("""{"ref":null}"""),
                    """{"status":"ahead","ahead_by":2,"behind_by":0}"""
                )
            )
        )
            .ShouldBeOfType<Resolution.Found>()
            .Audience.ShouldBe(expected);

    // A push to either side changes the card.
    [Fact]
    public async Task Both_sides_are_resources() =>
        (
            await ResolveAsync(
                "main...a/b",
                StubHttpHandler.Json(Comparing("""{"ref":{"name":"main","compare":COMPARISON}}"""))
            )
        )
            .ShouldBeOfType<Resolution.Found>()
            .Resources.Select(it => it.Name)
            .Take(2)
            .ShouldBe(["repo:1/ref:main", "repo:1/ref:a/b"]);

    private static async Task<(Preview Preview, JsonObject Variables)> AskAsync(string range, string repository)
    {
        var handler = StubHttpHandler.Json(Comparing(repository));
        var found = (await ResolveAsync(range, handler)).ShouldBeOfType<Resolution.Found>();
        return (found.Preview, JsonNode.Parse(handler.Bodies.ShouldHaveSingleItem())!["variables"]!.AsObject());
    }

    private static Task<Resolution> ResolveAsync(string range, StubHttpHandler handler) =>
        Some.GitHub().ResolveAsync($"{Compare}/{range}", handler);

    private static StubHttpHandler Failing(HttpStatusCode status, string body) =>
        new(request => new HttpResponseMessage(request.Method == HttpMethod.Post ? HttpStatusCode.OK : status)
        {
            Content = new StringContent(request.Method == HttpMethod.Post ? Repository("""{"ref":null}""") : body),
        });

    private static string Comparing(string repository) =>
        Repository(repository.Replace("COMPARISON", """{"status":"AHEAD","aheadBy":1,"behindBy":0}"""));

    private static string Repository(string own)
    {
        var repository = JsonNode.Parse(own)!.AsObject();
        repository["databaseId"] = 1;
        repository["nameWithOwner"] = "octocat/Hello-World";
        repository["visibility"] = "PUBLIC";
        return new JsonObject { ["data"] = new JsonObject { ["repository"] = repository } }.ToJsonString();
    }
}
