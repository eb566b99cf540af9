using System.Text.Json.Nodes;
using Unfurl.Testing;
using Unfurl.Tests.Html;

namespace Unfurl.Tests.GitHub;

/// <summary>Every kind that shows what people wrote reads it as <c>Html/Bodies</c> say.</summary>
[NeedsNode]
public sealed class GitHubBodyKindTests
{
    // Of each, one recorded case and the property that has the body.
    private static readonly (string Case, string Property)[] Html =
    [
        ("comment.on-an-issue", "body_html"),
        ("comment-on-a-commit-of-a-pull-request.of-the-commit", "body_html"),
        ("commit-comment.on-the-commit", "body_html"),
        ("discussion.open", "bodyHTML"),
        ("discussion-comment.answer", "bodyHTML"),
        ("discussion-comment.reply", "bodyHTML"),
        ("file-of-a-release.found", "descriptionHTML"),
        ("file-of-the-latest-release.found", "descriptionHTML"),
        ("issue.open", "bodyHTML"),
        ("latest-release.found", "descriptionHTML"),
        ("pull-request.open", "bodyHTML"),
        ("release.latest", "descriptionHTML"),
        ("review.approved", "body_html"),
        ("review-comment.on-a-line", "body_html"),
    ];

    private static readonly (string Case, string Property)[] Markdown =
    [
        ("advisory.high", "description"),
        ("advisory-of-a-repository.published", "description"),
        ("check-run.timed-out", "summary"),
        ("dependabot-alert.fixed", "description"),
        ("job-of-a-workflow-run.failure", "summary"),
        ("milestone.open", "description"),
        ("project.closed-and-public", "readme"),
        ("release.on-an-older-server", "description"),
    ];

    public static TheoryData<string, string> Rendered => [.. Html];

    public static TheoryData<string, string> Written => [.. Markdown];

    [Theory]
    [MemberData(nameof(Rendered))]
    public async Task A_body_rendered_by_GitHub_is_read_as_any_other(string name, string property)
    {
        foreach (var (body, html) in await BodyTests.Rendered.Value)
            (await BodyOfAsync(name, property, html)).ShouldBe(BodyTests.ExpectedOf(body), body);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_body_in_Markdown_is_read_as_any_other(string name, string property)
    {
        foreach (var body in BodyTests.Markdown.Select(row => row.Data))
            (await BodyOfAsync(name, property, BodyTests.Read(body + ".md"))).ShouldBe(
                BodyTests.ExpectedOf(body),
                body
            );
    }

    private static async Task<string> BodyOfAsync(string name, string property, string body)
    {
        var graphQL = JsonNode.Parse(await CaseTests.ReadGraphQLAsync(name))!;
        var rest = CaseTests.ReadRest(name) is { } text ? JsonNode.Parse(text) : null;
        (Set(graphQL, property, body) | Set(rest, property, body)).ShouldBeTrue();

        var resolution = await Some.GitHub()
            .ResolveAsync(CaseTests.LinkOf(name), StubHttpHandler.Json(graphQL.ToJsonString(), rest?.ToJsonString()));

        return resolution.ShouldBeOfType<Resolution.Found>().Preview.Body ?? "";
    }

    // Whether the property is anywhere in the answer.
    private static bool Set(JsonNode? node, string property, string body)
    {
        if (node is JsonArray array)
            return array.Where(item => Set(item, property, body)).ToList() is not [];
        if (node is not JsonObject parts)
            return false;
        if (!parts.ContainsKey(property))
            return parts.Where(part => Set(part.Value, property, body)).ToList() is not [];
        parts[property] = body;
        return true;
    }
}
