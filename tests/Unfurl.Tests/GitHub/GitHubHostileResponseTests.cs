using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.GitHub;

/// <summary>Any response in place of GitHub's gives an outcome, never an exception.</summary>
public sealed class GitHubHostileResponseTests
{
    private const string Url = "https://github.com/octocat/Hello-World/pull/1347";

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.SeeOther)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task A_redirect_does_not_forward_the_token(HttpStatusCode status)
    {
        var handler = StubHttpHandler.Json("{}", status, ("Location", "https://evil.example/graphql"));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable($"HTTP {(int)status}"));
        handler.Requests.ShouldHaveSingleItem().RequestUri!.Host.ShouldBe("api.github.com");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task The_body_counts_and_not_the_content_type(string? type)
    {
        var response = await CaseTests.ReadGraphQLAsync("pull-request.open");
        var handler = new StubHttpHandler(_ =>
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(response));
            content.Headers.ContentType = type is null ? null : new(type);
            return new HttpResponseMessage { Content = content };
        });

        (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Found>();
        (await ResolveAsync(StubHttpHandler.Json("<html></html>"))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"data\":", 100_000)]
    [InlineData("{\"data\":{\"repository\":{\"a\":[[", 1)]
    [InlineData("{\"data\":{\"repository\":{\"nameWithOwner\":{\"a\":", 1000)]
    public async Task Deep_nesting_is_a_failure(string piece, int times)
    {
        var response = new StringBuilder().Insert(0, piece, times).ToString();

        (await ResolveAsync(StubHttpHandler.Json(response))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Theory]
    [InlineData("title", "null")]
    [InlineData("title", "7")]
    [InlineData("title", "[\"a\"]")]
    [InlineData("title", "{}")]
    [InlineData("additions", "1e99")]
    [InlineData("additions", "99999999999")]
    [InlineData("additions", "\"1\"")]
    [InlineData("labels", "[]")]
    [InlineData("labels", "{\"nodes\":{}}")]
    [InlineData("author", "{}")]
    [InlineData("author", "\"octocat\"")]
    [InlineData("__typename", "null")]
    [InlineData("$type", "\"PullRequest\"")]
    [InlineData("$ref", "\"1\"")]
    public async Task A_part_of_another_shape_is_a_failure(string name, string value)
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("pull-request.open"))!;
        response["data"]!["repository"]!["issueOrPullRequest"]![name] = JsonNode.Parse(value);

        (await ResolveAsync(StubHttpHandler.Json(response.ToJsonString()))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Fact]
    public async Task A_null_error_is_ignored() =>
        (
            await ResolveAsync(
                StubHttpHandler.Json("""{"data":{"repository":null},"errors":[null,{"type":"NOT_FOUND"}]}""")
            )
        ).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task Broken_characters_do_not_break_the_card()
    {
        var response = await CaseTests.ReadGraphQLAsync("pull-request.open");
        var handler = StubHttpHandler.Json(response.Replace("\"bodyHTML\": \"", "\"bodyHTML\": \"\\ud800 \\u0000 "));

        (await ResolveAsync(handler)).ShouldBeAssignableTo<Resolution>();
    }

    [Theory]
    [MemberData(nameof(CaseTests.Names), MemberType = typeof(CaseTests))]
    public async Task Any_value_in_place_of_any_part_has_an_outcome(string name)
    {
        var response = await CaseTests.ReadGraphQLAsync(name);
        var count = Nodes(JsonNode.Parse(response)!).Count();
        var changes =
            from index in Gen.Choose(0, count - 1)
            from value in Gen.Elements(
                "null",
                "0",
                "-1.5e300",
                "\"\"",
                "\"PUBLIC\"",
                "[]",
                "{}",
                "[null]",
                "true",
                "[[{}]]"
            )
            select (index, value);

        foreach (var (index, value) in changes.Sample(50))
        {
            var changed = JsonNode.Parse(response)!;
            Nodes(changed).ElementAt(index)(JsonNode.Parse(value));

            (
                await Some.GitHub()
                    .ResolveAsync(
                        CaseTests.LinkOf(name),
                        // If the issue is missing, REST is queried for a transfer.
                        CaseTests.GitHubOf(name, changed.ToJsonString(), rest: "{}")
                    )
            ).ShouldNotBeNull($"{index}: {value}");
        }
    }

    [Theory]
    [InlineData("""{"message":"Bad credentials","status":"401"}""", true)]
    [InlineData("", true)]
    [InlineData(" <html>Log in to the proxy</html>", false)]
    public async Task Only_a_401_from_GitHub_itself_needs_a_sign_in(string body, bool isGitHub) =>
        (await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.Unauthorized))).ShouldBe(
            isGitHub
                ? new Resolution.SignInNeeded()
                : new Resolution.Unavailable("HTTP 401") { IsUnknownRefusal = true }
        );

    [Fact]
    public async Task A_403_in_plain_text_is_unavailable_and_not_forbidden() =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
                    HttpStatusCode.Forbidden
                )
            )
        ).ShouldBe(new Resolution.Unavailable("HTTP 403") { IsUnknownRefusal = true });

    [Fact]
    public async Task A_number_that_a_visible_repository_does_not_have_is_not_found() =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    """
                    {"data":{"repository":{"databaseId":1,"nameWithOwner":"octocat/Hello-World","visibility":"PUBLIC","issueOrPullRequest":null}},
                     "errors":[{"type":"NOT_FOUND","path":["repository","issueOrPullRequest"],"message":"Could not resolve"}]}
                    """
                )
            )
        ).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task An_address_that_the_organization_does_not_allow_is_refused_access() => (
            await ResolveAsync(
                StubHttpHandler.Json(
                    """
                    {"data":{"repository":null},"errors":[{"type":"FORBIDDEN","path":["repository"],
                     "message":"Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and 10.0.0.1 is not permitted to access this resource."}]}
                    """
                )
            )
        ).ShouldBeOfType<Resolution.Forbidden>().Remedy.ShouldContain("allow its address");

    [Fact]
    public async Task Insufficient_scopes_without_data_are_forbidden() =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    """{"errors":[{"type":"INSUFFICIENT_SCOPES","locations":[{"line":1,"column":1}],"message":"Your token has not been granted the required scopes"}]}"""
                )
            )
        )
            .ShouldBeOfType<Resolution.Forbidden>()
            .Remedy.ShouldContain("scopes");

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task The_primary_rate_limit_is_recognized_with_other_statuses(HttpStatusCode status) =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    """{"message":"API rate limit exceeded for user ID 1.","status":"403"}""",
                    status,
                    ("X-RateLimit-Remaining", "0"),
                    ("X-RateLimit-Reset", Some.Now.AddMinutes(20).ToUnixTimeSeconds().ToString())
                )
            )
        ).ShouldBe(new Resolution.RateLimited(Some.Now.AddMinutes(20)));

    [Theory]
    [InlineData("Retry-After", "2147483647")]
    [InlineData("X-RateLimit-Reset", "99999999999")]
    public async Task A_distant_retry_time_is_capped(string header, string value) =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    "{}",
                    HttpStatusCode.TooManyRequests,
                    ("X-RateLimit-Remaining", "0"),
                    (header, value)
                )
            )
        ).ShouldBe(new Resolution.RateLimited(Some.Now.AddDays(1)));

    // Per part of a response, an action that replaces it.
    private static IEnumerable<Action<JsonNode?>> Nodes(JsonNode node)
    {
        if (node is JsonObject found)
        {
            foreach (var (name, value) in found.ToList())
            {
                yield return other => found[name] = other;
                foreach (var inner in value is null ? [] : Nodes(value))
                    yield return inner;
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                var index = i;
                yield return other => list[index] = other;
                foreach (var inner in list[i] is { } element ? Nodes(element) : [])
                    yield return inner;
            }
        }
    }

    private static Task<Resolution> ResolveAsync(HttpMessageHandler handler) =>
        Some.GitHub().ResolveAsync(Url, handler);
}
