using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubAdvisoryTests
{
    // Who writes an advisory may leave any of these empty.
    [Theory]
    [InlineData("a", "< 2", "2", "a < 2, fixed in 2")]
    [InlineData("a", "< 2", "", "a < 2")]
    [InlineData("a", "< 2", "None", "a < 2")]
    [InlineData("a", "", null, "a")]
    [InlineData("a", null, " 2 ", "a, fixed in 2")]
    [InlineData("", "< 2", "2", null)]
    [InlineData(null, "< 2", "2", null)]
    public async Task A_package_is_named_with_what_is_known_of_it(
        string? name,
        string? range,
        string? patched,
        string? shown
    )
    {
        var rest = JsonNode.Parse(CaseTests.ReadRest("advisory-of-a-repository.published")!)!;
        rest["vulnerabilities"] = new JsonArray(
            new JsonObject
            {
                ["package"] = new JsonObject { ["ecosystem"] = "npm", ["name"] = name },
                ["vulnerable_version_range"] = range,
                ["patched_versions"] = patched,
            }
        );

        var found = await Some.GitHub()
            .ResolveAsync(
                CaseTests.LinkOf("advisory-of-a-repository.published"),
                StubHttpHandler.Json(
                    await CaseTests.ReadGraphQLAsync("advisory-of-a-repository.published"),
                    rest.ToJsonString()
                )
            );

        found
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Fields.SingleOrDefault(field => field.Id == "packages")
            ?.Value.ShouldBe(new FieldValue.Text(shown!));
        (shown is null).ShouldBe(((Resolution.Found)found).Preview.Fields.All(field => field.Id != "packages"));
    }

    [Theory]
    [InlineData("/advisories")]
    [InlineData("/octocat/Hello-World/security/advisories")]
    public void An_advisorys_id_may_be_written_in_any_case(string path)
    {
        var adapter = Some.GitHub();
        string KeyOf(string id)
        {
            Link.TryParse($"https://github.com{path}/{id}", out var link).ShouldBeTrue();
            var match = new LinkKinds(adapter.Kinds).Match(link, out var kind).ShouldNotBeNull(id);
            return kind!.Key(match);
        }

        KeyOf("ghsa-jfh8-c2jp-5v3q").ShouldBe(KeyOf("GHSA-jfh8-c2jp-5v3q"));
        KeyOf("GHSA-JFH8-C2JP-5V3Q").ShouldBe(KeyOf("GHSA-jfh8-c2jp-5v3q"));
    }

    [Fact]
    public async Task An_alert_that_is_open_again_is_not_closed()
    {
        var answer = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("dependabot-alert.fixed"))!;
        answer["data"]!["repository"]!["vulnerabilityAlert"]!["state"] = "OPEN";

        var found = await Some.GitHub()
            .ResolveAsync(CaseTests.LinkOf("dependabot-alert.fixed"), StubHttpHandler.Json(answer.ToJsonString()));

        found.ShouldBeOfType<Resolution.Found>().Preview.Facts.Closed.ShouldBeNull();
    }
}
