using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>GitHub refuses a query whose variables do not have the types that it declares.</summary>
[NeedsNode]
public sealed class GitHubVariablesTests
{
    private const string Commit = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

    // Beside the samples: what one sample does not have.
    private static readonly string[] MoreLinks =
    [
        "/octocat/Hello-World/blob/main/README.md",
        "/octocat/Hello-World/blob/main/a/b/c/d/e",
        $"/octocat/Hello-World/blob/{Commit}/a/b",
        "/octocat/Hello-World/blob/HEAD/a",
        "/octocat/Hello-World/tree/main",
        "/octocat/Hello-World/tree/main/a/b/c/d/e",
        $"/octocat/Hello-World/tree/{Commit}",
        "/octocat/Hello-World/commits",
        "/octocat/Hello-World/commits/main",
        "/octocat/Hello-World/commits/main/a/b/c/d/e",
        "/octocat/Hello-World/compare/main",
        "/octocat/Hello-World/compare/...dev",
        "/octocat/Hello-World/compare/mona:a...dev",
        "/users/octocat/projects/1",
        "/users/octocat/projects/1?pane=issue&itemId=5",
    ];

    [Fact]
    public async Task Every_query_is_sent_with_what_it_declares()
    {
        var requests = new JsonObject();
        foreach (var name in CaseTests.Names.Select(row => row.Data))
            await AddAsync(CaseTests.LinkOf(name), CaseTests.GitHubOf(name, await CaseTests.ReadGraphQLAsync(name)));
        var cases = requests.Count;
        foreach (var path in MoreLinks)
            await AddAsync($"https://github.com{path}", StubHttpHandler.Json("""{"data":{}}""", "{}"));

        using var script = NodeScript.Start("variables.mjs");
        await script.StandardInput.WriteAsync(requests.ToJsonString());
        script.StandardInput.Close();
        var problems = JsonSerializer.Deserialize<Dictionary<string, string[]>>(
            await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
        );

        cases.ShouldBeGreaterThanOrEqualTo(CaseTests.Names.Count);
        problems.ShouldBeEmpty();

        async Task AddAsync(string link, StubHttpHandler server)
        {
            await Some.GitHub().ResolveAsync(link, server);
            foreach (var body in server.Bodies.Where(body => body.Length > 0))
                requests[$"{link} {requests.Count}"] = JsonNode.Parse(body);
        }
    }
}
