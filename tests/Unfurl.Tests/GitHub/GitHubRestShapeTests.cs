using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>Validates the REST responses of the tests against GitHub's published schemas.</summary>
public sealed class GitHubRestShapeTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private const string IssueComment = "issue-comment";
    private const string ReviewComment = "pull-request-review-comment";
    private const string Review = "pull-request-review";
    private const string CommitComment = "commit-comment";
    private const string Comparison = "commit-comparison";

    [Fact]
    public async Task The_cases_have_the_shape_of_GitHubs_responses()
    {
        const string extension = ".github.rest.json";
        var responses = Directory
            .EnumerateFiles(CaseTests.Folder, "*" + extension)
            .Select(file => (Path.GetFileName(file), SchemaOf(Path.GetFileName(file)), File.ReadAllText(file)))
            .ToList();

        responses.ShouldNotBeEmpty();
        (await ProblemsOf(responses)).ShouldBe("");
    }

    [Theory]
    [InlineData("issues/comments/492700400", IssueComment)]
    [InlineData("pulls/comments/284312630", ReviewComment)]
    [InlineData("pulls/2/reviews/237895671", Review)]
    [InlineData("comments/33548674", CommitComment)]
    [InlineData("issues/1", "issue")]
    [InlineData("compare/master...changes", Comparison)]
    public async Task The_double_responds_in_GitHubs_shape(string path, string schema)
    {
        var url = $"{GitHub.ApiUrl}/repos/{GitHubThings.PublicRepository}/{path}";
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new("Bearer", await GitHub.IssueTokenAsync(GitHubUsers.Octocat));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Test", "1.0"));

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var received = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        (await ProblemsOf([(path, schema, received)])).ShouldBe("");
        JsonNode.Parse(received)!["url"]?.GetValue<string>().ShouldBe(url);
    }

    [Fact]
    public async Task A_wrong_shape_is_detected() =>
        (
            await ProblemsOf([
                (
                    "Wrong",
                    CommitComment,
                    """
                    {"url":1,"html_url":"","id":1,"node_id":"","user":null,"position":null,"line":null,"path":null,
                     "commit_id":"","author_association":"OWNER","created_at":"","updated_at":""}
                    """
                ),
            ])
        ).ShouldBe(
            """
            Wrong: must have required property 'body'
            Wrong/url: must be string
            """
        );

    private static string SchemaOf(string file) =>
        file.Split('.')[0] switch
        {
            "comment" => IssueComment,
            "review-comment" or "review-comment-on-changes" => ReviewComment,
            "review" or "review-of-changes" => Review,
            "compare" => Comparison,
            "advisory-of-a-repository" => "repository-advisory",
            _ => CommitComment,
        };

    private static async Task<string> ProblemsOf(IEnumerable<(string Name, string Schema, string Answer)> responses)
    {
        using var validation = NodeScript.Start("validate-rest.mjs");
        await validation.StandardInput.WriteAsync(
            JsonSerializer.Serialize(
                responses.ToDictionary(
                    it => it.Name,
                    it => new { schema = it.Schema, answer = JsonNode.Parse(it.Answer) }
                )
            )
        );
        validation.StandardInput.Close();
        var problems = await validation.StandardError.ReadToEndAsync();
        await validation.WaitForExitAsync();
        (validation.ExitCode == 0).ShouldBe(problems.Length == 0, problems);
        return problems.TrimEnd();
    }
}
