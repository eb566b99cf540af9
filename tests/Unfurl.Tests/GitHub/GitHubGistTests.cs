using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubGistTests
{
    [Theory]
    [InlineData(1, "1 file")]
    [InlineData(10, "10 files")]
    [InlineData(11, "More than 10 files")]
    public async Task A_gists_files_are_counted_as_far_as_GitHub_lists_them(int count, string shown)
    {
        var answer = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("gist.public"))!;
        var gist = answer["data"]!["resource"]!;
        var file = gist["files"]![0]!.DeepClone();
        gist["files"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => file.DeepClone())]);

        var found = await Some.GitHub()
            .ResolveAsync(CaseTests.LinkOf("gist.public"), StubHttpHandler.Json(answer.ToJsonString()));

        found
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Fields.Single(field => field.Id == "files")
            .Value.ShouldBe(new FieldValue.Text(shown));
    }
}
