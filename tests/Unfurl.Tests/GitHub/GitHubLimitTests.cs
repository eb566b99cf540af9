using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.GitHub;

/// <summary>Limits in the words of today, of yesterday and of nobody yet.</summary>
public sealed class GitHubLimitTests
{
    private const string Url = "https://github.com/octocat/Hello-World/pull/1347";
    private const string InFiveMinutes = "1740830700";

    private static readonly (string, string)[] UsedUp =
    [
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", InFiveMinutes),
    ];

    [Theory]
    // https://github.com/octokit/plugin-throttling.js/issues/824
    [InlineData(
        """{"type":"RATE_LIMIT","code":"graphql_rate_limit","message":"API rate limit already exceeded for user ID 101."}"""
    )]
    [InlineData("""{"type":"RATE_LIMITED","message":"API rate limit exceeded for user ID 101."}""")]
    [InlineData("""{"type":"RATE_LIMIT","message":"no"}""")]
    [InlineData("""{"code":"graphql_rate_limit","message":"no"}""")]
    [InlineData("""{"extensions":{"code":"rate-limited"},"message":"no"}""")]
    [InlineData("""{"type":"SECONDARY_RATE_LIMIT","message":"no"}""")]
    [InlineData("""{"type":"ABUSE_DETECTED","message":"no"}""")]
    [InlineData("""{"message":"You have triggered an abuse detection mechanism."}""")]
    [InlineData("""{"type":"NOT_NOW","message":"Come back later."}""")]
    public async Task A_limit_has_the_time_of_the_headers_whatever_its_words(string error)
    {
        var bodies = new[]
        {
            $$"""{"errors":[{{error}}]}""",
            $$"""{"data":{"repository":null},"errors":[{{error}}]}""",
        };
        foreach (var body in bodies)
            (await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.OK, UsedUp))).ShouldBe(InSeconds(300));
    }

    [Fact]
    public async Task Any_error_of_unknown_words_is_a_limit_if_the_headers_say_so()
    {
        var texts = ArbMap.Default.GeneratorFor<string>();
        var errors =
            from type in texts
            from code in texts
            from message in texts
            select new JsonObject
            {
                ["type"] = type,
                ["code"] = code,
                ["message"] = message,
            };
        foreach (var error in errors.Sample(200))
        {
            var body = new JsonObject { ["errors"] = new JsonArray(error) }.ToJsonString();

            (await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.OK, UsedUp))).ShouldBe(InSeconds(300), body);
        }
    }

    [Theory]
    [InlineData("""{"type":"NOT_FOUND","message":"no"}""", typeof(Resolution.NotFound))]
    [InlineData("""{"type":"FORBIDDEN","message":"no"}""", typeof(Resolution.Forbidden))]
    [InlineData("""{"type":"INSUFFICIENT_SCOPES","message":"no"}""", typeof(Resolution.Forbidden))]
    public async Task The_last_request_that_a_limit_allows_counts(string error, Type expected)
    {
        var body = $$"""{"data":{"repository":null},"errors":[{{error}}]}""";

        (await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.OK, UsedUp))).ShouldBeOfType(expected);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Retry-After", "90", 90)]
    [InlineData(HttpStatusCode.TooManyRequests, "Retry-After", "90", 90)]
    [InlineData(HttpStatusCode.OK, "Retry-After", "90", 90)]
    public async Task A_secondary_limit_is_recognized_by_its_header(
        HttpStatusCode status,
        string header,
        string value,
        int seconds
    )
    {
        var body = """{"message":"Please calm down.","errors":[{"message":"Please calm down."}]}""";

        (await ResolveAsync(StubHttpHandler.Json(body, status, (header, value)))).ShouldBe(InSeconds(seconds));
    }

    [Theory]
    [InlineData("https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits")]
    [InlineData("https://docs.github.com/rest/overview/resources-in-the-rest-api#secondary-rate-limits")]
    [InlineData("https://developer.github.com/v3/#abuse-rate-limits")]
    [InlineData("https://docs.github.com/enterprise/3.16/rest/overview/resources-in-the-rest-api#rate-limiting")]
    public async Task A_limit_without_headers_is_recognized_by_its_page(string page)
    {
        var body = $$"""{"message":"Please calm down.","documentation_url":"{{page}}"}""";

        (await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.Forbidden))).ShouldBe(InSeconds(60));
    }

    [Theory]
    [InlineData("""{"type":"RESOURCE_LIMITS_EXCEEDED","message":"Resource limits for this query exceeded."}""")]
    [InlineData("""{"type":"MAX_NODE_LIMIT_EXCEEDED","message":"no"}""")]
    [InlineData("""{"type":"TIMEOUT","message":"no"}""")]
    [InlineData("""{"extensions":{"code":"validationTimeout"},"message":"no"}""")]
    [InlineData("""{"message":"Timeout on PullRequest.statusCheckRollup"}""")]
    [InlineData("""{"message":"Query has complexity of 1200, which exceeds max complexity of 1000"}""")]
    [InlineData("""{"message":"Something went wrong while executing your query on 2025-03-01T12:00:00Z."}""")]
    public async Task A_query_that_is_too_heavy_is_requested_smaller_once(string error)
    {
        var handler = StubHttpHandler.Json($$"""{"data":{"repository":null},"errors":[{{error}}]}""");

        (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Unavailable>();

        handler.Bodies.Count.ShouldBe(2);
        handler.Bodies[0].ShouldContain("statusCheckRollup");
        handler.Bodies[1].ShouldNotContain("statusCheckRollup");
        handler.Bodies[1].ShouldContain("headRefOid");
    }

    [Fact]
    public async Task A_card_without_the_heavy_fields_is_shown()
    {
        var card = await File.ReadAllTextAsync(
            Path.Combine(CaseTests.Folder, "pull-request.open.github.json"),
            TestContext.Current.CancellationToken
        );
        var calls = 0;
        var handler = new StubHttpHandler(_ => new HttpResponseMessage
        {
            Content = new StringContent(
                calls++ == 0
                    ? """{"data":{"repository":null},"errors":[{"type":"RESOURCE_LIMITS_EXCEEDED","message":"no"}]}"""
                    : card
            ),
        });

        (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task A_field_that_is_too_heavy_leaves_the_rest_of_the_card()
    {
        var card = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("pull-request.open"))!;
        card["data"]!["repository"]!["issueOrPullRequest"]!["statusCheckRollup"] = null;
        card["errors"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "RESOURCE_LIMITS_EXCEEDED",
                ["path"] = new JsonArray("repository", "issueOrPullRequest", "statusCheckRollup"),
            }
        );
        var handler = StubHttpHandler.Json(card.ToJsonString());

        (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Found>();
        handler.Requests.Count.ShouldBe(1);
    }

    // https://github.com/octokit/octokit.rb/pull/761
    [Theory]
    [InlineData("Sorry. Your account was suspended.")]
    [InlineData("Sorry. Your account was suspended")]
    [InlineData("Your account is suspended. Please check with your installation administrator.", true)]
    [InlineData("Your account is suspended. Please visit https://support.github.com for more information.")]
    [InlineData("SORRY. YOUR ACCOUNT HAS BEEN SUSPENDED BY AN ADMINISTRATOR")]
    public async Task A_suspended_account_is_said_to_be_suspended(string message, bool hasLimit = false)
    {
        var body = new JsonObject { ["message"] = message }.ToJsonString();

        (
            await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.Forbidden, hasLimit ? UsedUp : []))
        ).ShouldBeOfType<Resolution.SignInNeeded>();
    }

    [Theory]
    [InlineData("""{"message":"This installation has been suspended"}""", "suspended")]
    [InlineData("""{"message":"Sorry. This installation owned by acme was suspended"}""", "suspended")]
    [InlineData("""{"message":"Repository access blocked","block":{"reason":"tos"}}""", "blocked")]
    [InlineData("""{"message":"Resource not accessible by integration"}""", "let this app in")]
    [InlineData("""{"message":"A refusal of tomorrow about acme"}""", "no reason that is known")]
    public async Task Another_refusal_says_what_is_known_of_it(string body, string words)
    {
        var forbidden = (
            await ResolveAsync(StubHttpHandler.Json(body, HttpStatusCode.Forbidden))
        ).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldContain(words);
        forbidden.Remedy.ShouldNotContain("acme");
    }

    [Fact]
    public async Task Content_that_is_withheld_for_legal_reasons_is_said_to_be_blocked() =>
        (
            await ResolveAsync(
                StubHttpHandler.Json(
                    """{"message":"Repository access blocked","block":{"reason":"dmca"}}""",
                    HttpStatusCode.UnavailableForLegalReasons
                )
            )
        )
            .ShouldBeOfType<Resolution.Forbidden>()
            .Remedy.ShouldContain("blocked");

    private static Resolution.RateLimited InSeconds(int seconds) => new(Some.Now.AddSeconds(seconds));

    private static Task<Resolution> ResolveAsync(HttpMessageHandler handler) =>
        Some.GitHub().ResolveAsync(Url, handler);
}
