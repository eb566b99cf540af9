using System.Net;
using System.Text.Json.Nodes;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubFailureTests
{
    private const string Url = "https://github.com/octocat/Hello-World/pull/1347";

    private static readonly Resolution InAMinute = new Resolution.RateLimited(Some.Now.AddMinutes(1));

    [Theory]
    [InlineData("""{"message":"You have exceeded a secondary rate limit. Please wait."}""", HttpStatusCode.Forbidden)]
    [InlineData(
        """{"message":"You have exceeded a secondary rate limit. Please wait."}""",
        HttpStatusCode.TooManyRequests
    )]
    [InlineData("""{"message":"API rate limit exceeded for user ID 1."}""", HttpStatusCode.Forbidden)]
    [InlineData("""{"errors":[{"message":"You have exceeded a secondary rate limit."}]}""", HttpStatusCode.OK)]
    [InlineData("""{"errors":[{"type":"RATE_LIMITED","message":"wait"}]}""", HttpStatusCode.OK)]
    [InlineData("not json", HttpStatusCode.TooManyRequests)]
    public async Task A_rate_limit_without_a_time_lasts_a_minute(string body, HttpStatusCode status) =>
        (await ResolveAsync(StubHttpHandler.Json(body, status))).ShouldBe(InAMinute);

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("Retry-After", "Sat, 01 Mar 2025 12:05:00 GMT", 300)]
    [InlineData("Retry-After", "0", 60)]
    [InlineData("Retry-After", "soon", 60)]
    [InlineData("Retry-After", "Sat, 01 Mar 2025 11:00:00 GMT", 60)]
    public async Task A_rate_limit_lasts_until_the_time_in_the_header(string header, string value, int seconds) =>
        (await ResolveAsync(StubHttpHandler.Json("{}", HttpStatusCode.TooManyRequests, (header, value)))).ShouldBe(
            new Resolution.RateLimited(Some.Now.AddSeconds(seconds))
        );

    [Theory]
    [InlineData("0", "1740830700", 300)]
    [InlineData("0", "1740830000", 60)]
    [InlineData("0", "99999999999999999999", 60)]
    [InlineData("0", "9999999999999", 60)]
    [InlineData("12", "1740830700", 60)]
    public async Task The_hourly_limit_ends_with_the_hour(string remaining, string reset, int seconds)
    {
        var response = StubHttpHandler.Json(
            """{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]}""",
            HttpStatusCode.OK,
            ("X-RateLimit-Remaining", remaining),
            ("X-RateLimit-Reset", reset)
        );

        (await ResolveAsync(response)).ShouldBe(new Resolution.RateLimited(Some.Now.AddSeconds(seconds)));
    }

    [Fact]
    public async Task A_rejected_credential_needs_a_sign_in() =>
        (
            await ResolveAsync(StubHttpHandler.Json("""{"message":"Bad credentials"}""", HttpStatusCode.Unauthorized))
        ).ShouldBe(new Resolution.SignInNeeded());

    [Fact]
    public async Task A_credential_with_insufficient_scopes_stays_active() =>
        (await ResolveAsync(Errors("""{"type":"INSUFFICIENT_SCOPES","message":"no"}"""))).ShouldBe(
            new Resolution.Forbidden(
                "The connected account's token has too few scopes. After the operator has configured more, connect your GitHub account again."
            )
        );

    [Theory]
    [InlineData(
        """{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","path":["repository"],"message":"no"}]}"""
    )]
    [InlineData("""{"data":{"repository":null}}""")]
    public async Task An_unknown_resource_is_not_found(string body) =>
        (await ResolveAsync(StubHttpHandler.Json(body))).ShouldBe(new Resolution.NotFound());

    [Theory]
    [InlineData(
        """{"message":"Something went wrong while executing your query. Please include `0:0` when reporting."}"""
    )]
    [InlineData("""{"type":"NOT_FOUND","message":"no"},{"message":"Something went wrong"}""")]
    [InlineData("""{"type":"SERVICE_UNAVAILABLE","message":"later"}""")]
    public async Task A_GitHub_error_is_not_mapped_to_not_found(string errors) =>
        (await ResolveAsync(Errors(errors))).ShouldBeOfType<Resolution.Unavailable>();

    [Theory]
    [InlineData("""{"type":"FORBIDDEN","extensions":{"saml_failure":true},"message":"SSO at https://secret.test"}""")]
    [InlineData("""{"type":"FORBIDDEN","message":"The `acme` organization has restricted https://secret.test"}""")]
    public async Task A_forbidden_response_has_a_remedy_that_repeats_nothing(string error)
    {
        var forbidden = (await ResolveAsync(Errors(error))).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldEndWith(".");
        forbidden.Remedy.ShouldNotContain("secret");
        forbidden.Remedy.ShouldNotContain("acme");
    }

    [Fact]
    public async Task Single_sign_on_is_recognized_by_its_header()
    {
        var required = StubHttpHandler.Json(
            """{"message":"Resource protected by organization SAML enforcement."}""",
            HttpStatusCode.Forbidden,
            ("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso?authorization_request=SECRET")
        );

        var forbidden = (await ResolveAsync(required)).ShouldBeOfType<Resolution.Forbidden>();

        forbidden.Remedy.ShouldContain("single sign-on");
        forbidden.Remedy.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task Partial_results_without_single_sign_on_are_not_forbidden()
    {
        var partial = StubHttpHandler.Json(
            """{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","message":"no"}]}""",
            HttpStatusCode.OK,
            ("X-GitHub-SSO", "partial-results; organizations=21955855")
        );

        (await ResolveAsync(partial)).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task An_HTML_page_is_a_failure(HttpStatusCode status) =>
        (await ResolveAsync(StubHttpHandler.Html(status))).ShouldBeOfType<Resolution.Unavailable>();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("{}x")]
    [InlineData("""{"data":""")]
    [InlineData("""{"data":{"repository":{"nameWithOwner":null,"databaseId":1,"visibility":"PUBLIC"}}}""")]
    [InlineData("""{"data":{"repository":{"issueOrPullRequest":{"__typename":"PullRequest"}}}}""")]
    [InlineData("""{"data":null,"errors":"no"}""")]
    public async Task A_response_of_another_shape_is_a_failure(string body) =>
        (await ResolveAsync(StubHttpHandler.Json(body))).ShouldBeOfType<Resolution.Unavailable>();

    [Fact]
    public async Task An_endless_response_is_cut_off()
    {
        var endless = new StubHttpHandler(_ => new HttpResponseMessage { Content = new StreamContent(new Endless()) });

        (await ResolveAsync(endless)).ShouldBe(new Resolution.Unavailable("more than 1048576 bytes"));
    }

    [Fact]
    public async Task A_failed_connection_is_a_failure() =>
        (
            await ResolveAsync(
                new StubHttpHandler(_ => throw new HttpRequestException(HttpRequestError.ConnectionError))
            )
        ).ShouldBe(new Resolution.Unavailable("connection failed: ConnectionError"));

    [Fact]
    public async Task A_client_timeout_is_too_slow() =>
        (await ResolveAsync(new StubHttpHandler(_ => throw new TaskCanceledException()))).ShouldBe(
            new Resolution.Unavailable("timeout") { TooSlow = true }
        );

    [Fact]
    public async Task The_callers_cancellation_passes_through()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        var handler = new StubHttpHandler(_ => throw new OperationCanceledException(ended.Token));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Some.GitHub().ResolveAsync(Url, handler, ended.Token)
        );
    }

    [Fact]
    public async Task An_unsupported_required_field_is_the_reported_reason()
    {
        var handler = Errors("""{"extensions":{"code":"undefinedField"},"message":"Field 'x' doesn't exist"}""");

        var unavailable = (await ResolveAsync(handler)).ShouldBeOfType<Resolution.Unavailable>();

        unavailable.Reason.ShouldBe("the server's version does not support a requested field");
        handler.Bodies.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_has_a_user_agent_and_a_bearer_token()
    {
        var handler = StubHttpHandler.Json("""{"data":{"repository":null}}""");

        await ResolveAsync(handler);

        var request = handler.Requests.ShouldHaveSingleItem();
        request.RequestUri!.AbsoluteUri.ShouldBe("https://api.github.com/graphql");
        request.Headers.UserAgent.ToString().ShouldStartWith("Unfurl/");
        request.Headers.Authorization!.ToString().ShouldBe("Bearer gho_token");
        var variables = JsonNode.Parse(handler.Bodies[0])!["variables"]!;
        variables
            .ToJsonString()
            .ShouldBe(
                """{"number":1347,"isInThread":false,"owner":"octocat","name":"Hello-World","comment":"","isComment":false}"""
            );
    }

    private static StubHttpHandler Errors(string errors) =>
        StubHttpHandler.Json($$"""{"data":{"repository":null},"errors":[{{errors}}]}""");

    private static Task<Resolution> ResolveAsync(HttpMessageHandler handler) =>
        Some.GitHub().ResolveAsync(Url, handler);

    private sealed class Endless : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(buffer.Length);
    }
}
