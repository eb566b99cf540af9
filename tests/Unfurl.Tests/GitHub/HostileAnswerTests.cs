using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.GitHub;

/// <summary>Whatever answers in GitHub's place, and however: an outcome, never an exception.</summary>
public sealed class HostileAnswerTests
{
    private const string Url = "https://github.com/octocat/Hello-World/pull/1347";

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.SeeOther)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task A_redirect_takes_the_token_nowhere(HttpStatusCode status)
    {
        var handler = Canned.Json("{}", status, ("Location", "https://evil.example/graphql"));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable($"HTTP {(int)status}"));
        handler.Requests.ShouldHaveSingleItem().RequestUri!.Host.ShouldBe("api.github.com");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task What_counts_is_what_an_answer_says_and_not_what_it_is_called(string? type)
    {
        var answer = await CaseTests.AnswerAsync("pull-request.open");
        var handler = new Canned(_ =>
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer));
            content.Headers.ContentType = type is null ? null : new(type);
            return new HttpResponseMessage { Content = content };
        });

        (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Found>();
        (await ResolveAsync(Canned.Json("<html></html>"))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{\"data\":", 100_000)]
    [InlineData("{\"data\":{\"repository\":{\"a\":[[", 1)]
    [InlineData("{\"data\":{\"repository\":{\"nameWithOwner\":{\"a\":", 1000)]
    public async Task Deep_nesting_is_a_failure(string piece, int times)
    {
        var answer = new StringBuilder().Insert(0, piece, times).ToString();

        (await ResolveAsync(Canned.Json(answer))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Theory]
    [InlineData("title", "null")]
    [InlineData("title", "7")]
    [InlineData("title", "[\"a\"]")]
    [InlineData("title", "{}")]
    [InlineData("createdAt", "\"yesterday\"")]
    [InlineData("createdAt", "\"0000-00-00T00:00:00Z\"")]
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
        var answer = JsonNode.Parse(await CaseTests.AnswerAsync("pull-request.open"))!;
        answer["data"]!["repository"]!["issueOrPullRequest"]![name] = JsonNode.Parse(value);

        (await ResolveAsync(Canned.Json(answer.ToJsonString()))).ShouldBeOfType<Resolution.Unavailable>();
    }

    [Fact]
    public async Task Nothing_in_place_of_an_error_is_passed_over() =>
        (
            await ResolveAsync(Canned.Json("""{"data":{"repository":null},"errors":[null,{"type":"NOT_FOUND"}]}"""))
        ).ShouldBe(new Resolution.NotFound());

    [Fact]
    public async Task Broken_characters_do_not_break_the_card()
    {
        var answer = await CaseTests.AnswerAsync("pull-request.open");
        var handler = Canned.Json(answer.Replace("\"body\": \"", "\"body\": \"\\ud800 \\u0000 "));

        (await ResolveAsync(handler)).ShouldBeAssignableTo<Resolution>();
    }

    [Theory]
    [MemberData(nameof(CaseTests.Names), MemberType = typeof(CaseTests))]
    public async Task Anything_in_place_of_any_part_has_an_outcome(string name)
    {
        var answer = await CaseTests.AnswerAsync(name);
        var count = Nodes(JsonNode.Parse(answer)!).Count();
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
            var changed = JsonNode.Parse(answer)!;
            Nodes(changed).ElementAt(index)(JsonNode.Parse(value));

            (
                await Some.GitHub()
                    .ResolveAsync(
                        CaseTests.LinkOf(name),
                        // Where the thing is gone, REST is asked whether it moved.
                        CaseTests.GitHubOf(name, changed.ToJsonString(), rest: "{}")
                    )
            ).ShouldNotBeNull($"{index}: {value}");
        }
    }

    [Theory]
    [InlineData("""{"message":"Bad credentials","status":"401"}""", true)]
    [InlineData("", true)]
    [InlineData(" <html>Log in to the proxy</html>", false)]
    public async Task Only_GitHub_ends_a_credential(string body, bool isGitHub) =>
        (await ResolveAsync(Canned.Json(body, HttpStatusCode.Unauthorized))).ShouldBe(
            isGitHub ? new Resolution.SignInNeeded() : new Resolution.Unavailable("HTTP 401")
        );

    [Fact]
    public async Task A_refusal_in_plain_text_is_a_failure_and_no_refusal_of_the_user() =>
        (
            await ResolveAsync(
                Canned.Json(
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
                    HttpStatusCode.Forbidden
                )
            )
        ).ShouldBe(new Resolution.Unavailable("HTTP 403"));

    [Fact]
    public async Task A_number_that_a_visible_repository_does_not_have_is_not_found() =>
        (
            await ResolveAsync(
                Canned.Json(
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
                Canned.Json(
                    """
                    {"data":{"repository":null},"errors":[{"type":"FORBIDDEN","path":["repository"],
                     "message":"Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and 10.0.0.1 is not permitted to access this resource."}]}
                    """
                )
            )
        ).ShouldBeOfType<Resolution.Forbidden>().Remedy.ShouldContain("allow its address");

    [Fact]
    public async Task Too_few_scopes_come_without_data() =>
        (
            await ResolveAsync(
                Canned.Json(
                    """{"errors":[{"type":"INSUFFICIENT_SCOPES","locations":[{"line":1,"column":1}],"message":"Your token has not been granted the required scopes"}]}"""
                )
            )
        )
            .ShouldBeOfType<Resolution.Forbidden>()
            .Remedy.ShouldContain("scopes");

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task The_hourly_limit_comes_with_other_statuses_too(HttpStatusCode status) =>
        (
            await ResolveAsync(
                Canned.Json(
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
    public async Task A_time_far_off_does_not_hold_an_account_for_good(string header, string value) =>
        (
            await ResolveAsync(
                Canned.Json("{}", HttpStatusCode.TooManyRequests, ("X-RateLimit-Remaining", "0"), (header, value))
            )
        ).ShouldBe(new Resolution.RateLimited(Some.Now.AddDays(1)));

    /// <summary>For every part of an answer, what puts another in its place.</summary>
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
