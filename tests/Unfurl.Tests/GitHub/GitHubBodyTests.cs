using System.Net;
using System.Text;
using Unfurl.GitHub;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubBodyTests(GitHubDoubleFixture fixture) : GitHubDoubleTests(fixture)
{
    private const string IssueComment = $"{Issue}#issuecomment-492700400";

    [Theory]
    [InlineData(Issue, GitHubThings.Issue)]
    [InlineData(PullRequest, GitHubThings.PullRequest)]
    public async Task A_body_is_the_text_of_GitHubs_rendering(string link, int number)
    {
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            number,
            new { body = "~~No.~~ Yes :tada:[^1]\n\n| a |  |\n|--|--|\n| 1 | 2 |\n\n[^1]: A note." }
        );

        (await FindAsync(link)).Preview.Body.ShouldBe("Yes 🎉\n\na | –\n1 | 2");
    }

    [Fact]
    public async Task A_comment_begins_with_its_authors_own_words()
    {
        await GitHub.SetCommentAsync(GitHubThings.IssueComment, new { body = "> Should we drop Node 16?\n\nNo." });

        (await FindAsync(IssueComment)).Preview.Body.ShouldBe("No.");
    }

    [Theory]
    [InlineData("oversized")]
    [InlineData("body-fails")]
    [InlineData("something-wrong")]
    public async Task A_body_that_cannot_be_rendered_is_shown_as_GitHubs_plain_text(string failure)
    {
        await GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.Issue, new { body = "Yes, **really**." });
        await GitHub.FailAsync(failure, path: "graphql");

        (await FindAsync(Issue)).Preview.Body.ShouldBe("Yes, really.");
        (await GitHub.CallsAsync()).GraphQL.ShouldBe(2);
    }

    [Fact]
    public async Task A_rendering_that_is_too_large_costs_no_other_field()
    {
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.PullRequest,
            new
            {
                body = "Small.",
                bodyHTML = new string('x', 2_000_000),
                statusCheckRollup = new { state = "SUCCESS" },
            }
        );

        var preview = (await FindAsync(PullRequest)).Preview;

        preview.Body.ShouldBe("Small.");
        preview.Fields.Select(field => field.Id).ShouldContain("checks");
    }

    [Fact]
    public async Task Comments_are_requested_as_HTML_and_as_text_where_that_fails()
    {
        var graphQL = await CaseTests.ReadGraphQLAsync("comment.on-an-issue");
        const string comment = """
            {"issue_url":"https://api.github.com/repos/octocat/Hello-World/issues/42","created_at":"2025-02-20T09:30:00Z",
             "updated_at":"2025-02-20T09:30:00Z","user":null,"body_text":"As text."}
            """;
        foreach (
            var failure in new[] { Json("{}", HttpStatusCode.UnsupportedMediaType), Json(new string(' ', 2_000_000)) }
        )
        {
            var requested = new List<string>();
            var server = new StubHttpHandler(request =>
            {
                if (request.Method == HttpMethod.Post)
                    return Json(graphQL);
                requested.Add(request.Headers.Accept.Single().MediaType!);
                return requested.Count == 1 ? failure : Json(comment);
            });

            var found = await Some.GitHub().ResolveAsync(CaseTests.LinkOf("comment.on-an-issue"), server);

            found.ShouldBeOfType<Resolution.Found>().Preview.Body.ShouldBe("As text.");
            requested.ShouldBe(["application/vnd.github.html+json", "application/vnd.github.text+json"]);
        }
    }

    [Fact]
    public async Task Signed_URLs_of_pictures_are_not_shown()
    {
        const string picture =
            "![image](https://github.com/user-attachments/assets/0a1b2c3d-0000-4444-8888-000000000000)";
        await GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.Issue, new { body = picture });
        await GitHub.SetCommentAsync(GitHubThings.IssueComment, new { body = $"See {picture} there." });

        (await FindAsync(Issue)).Preview.Body.ShouldBe("1 picture");
        (await FindAsync(IssueComment)).Preview.Body.ShouldBe("See there.");
    }

    [Theory]
    [InlineData("""{"a":"x?jwt=eyJh.b-c_d"}""", """{"a":"x?jwt="}""")]
    [InlineData("""{"a":"x?jwt=eyJh\u0026y=1 jwt=eyJi"}""", """{"a":"x?jwt=\u0026y=1 jwt="}""")]
    [InlineData("""{"a":"x?jwt=eyJh&amp;y=1\" z=\"jwt="}""", """{"a":"x?jwt=&amp;y=1\" z=\"jwt="}""")]
    [InlineData("jwt=eyJh", "jwt=")]
    [InlineData("""{"a":"nothing"}""", """{"a":"nothing"}""")]
    public void Signatures_are_not_stored(string json, string stored) =>
        Encoding.UTF8.GetString(SignedAddresses.Remove(Encoding.UTF8.GetBytes(json)).Span).ShouldBe(stored);

    [Fact]
    public async Task A_stored_response_has_no_signature()
    {
        var cache = new ETagCache();
        using var http = new HttpResponseMessage
        {
            Content = new StringContent("""{"body_html":"<img src=x?jwt=eyJh>"}"""),
        };
        http.Headers.ETag = new("\"abc\"");
        var response = await GitHubResponse.ReadAsync(http, 1000, Time, TestContext.Current.CancellationToken);

        cache.Set("key", response!, Time);

        Encoding.UTF8.GetString(cache.Get("key", Time)!.Body.Span).ShouldBe("""{"body_html":"<img src=x?jwt=>"}""");
    }

    [Fact]
    public async Task Emoji_of_labels_and_descriptions_are_shown_and_titles_stay()
    {
        await GitHub.SetAsync(
            GitHubThings.PublicRepository,
            GitHubThings.Issue,
            new
            {
                title = ":bug: Fix :rocket:",
                labels = new { totalCount = 2, nodes = new[] { new { name = ":bug: Bug" }, new { name = "a:b" } } },
            }
        );
        await GitHub.SetRepositoryAsync(GitHubThings.PublicRepository, new { description = "Fast :rocket: <b>&</b>" });
        await GitHub.SetCommitAsync(
            GitHubThings.PublicRepository,
            GitHubThings.Commit,
            new { message = ":bug: Fix\n\n:memo: Why\n\n    code" }
        );

        var issue = (await FindAsync(Issue)).Preview;
        var commit = (await FindAsync(Commit)).Preview;

        issue.Title.ShouldBe(":bug: Fix :rocket:");
        issue.Facts.Labels.ShouldBe(["🐛 Bug", "a:b"]);
        (await FindAsync(Repository)).Preview.Body.ShouldBe("Fast 🚀 &");
        (commit.Title, commit.Body).ShouldBe((":bug: Fix", "📝 Why\n\n    code"));
    }

    private static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
