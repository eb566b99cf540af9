using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubTagTests
{
    [Theory]
    [InlineData(
        "Hello\n\nIt greets.\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n",
        "Hello\n\nIt greets."
    )]
    [InlineData("Hello\n-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n", "Hello")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\niQEz\n-----END PGP SIGNATURE-----\n", null)]
    [InlineData("About -----BEGIN PGP SIGNATURE-----", "About -----BEGIN PGP SIGNATURE-----")]
    public async Task A_signature_is_no_part_of_a_tags_message(string message, string? shown)
    {
        var answer = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("release.of-an-annotated-tag-only"))!;
        answer["data"]!["repository"]!["ref"]!["target"]!["tagMessage"] = message;

        var found = await Some.GitHub()
            .ResolveAsync(
                "https://github.com/octocat/Hello-World/releases/tag/v1.2.0",
                StubHttpHandler.Json(answer.ToJsonString())
            );

        found.ShouldBeOfType<Resolution.Found>().Preview.Body.ShouldBe(shown);
    }
}
