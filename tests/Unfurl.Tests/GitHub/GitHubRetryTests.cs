using System.Net;
using System.Text.Json.Nodes;
using Unfurl.Testing;

namespace Unfurl.Tests.GitHub;

/// <summary>
/// A query is retried once if that may help and time allows; RFC 9110 §9.2.2 permits it for requests that only read.
/// </summary>
public sealed class GitHubRetryTests
{
    private const string Url = "https://github.com/octocat/Hello-World/pull/1347";
    private const string Missing = """{"data":{"repository":null},"errors":[{"type":"NOT_FOUND","message":"no"}]}""";
    private const string SomethingWrong =
        """{"data":null,"errors":[{"message":"Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug."}]}""";

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "<html>Unicorn!</html>")]
    [InlineData(HttpStatusCode.BadGateway, SomethingWrong)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "")]
    [InlineData(HttpStatusCode.GatewayTimeout, "")]
    [InlineData(HttpStatusCode.OK, SomethingWrong)]
    public async Task A_transient_failure_is_retried_once(HttpStatusCode status, string body)
    {
        var handler = RespondInOrder(() => Response(status, body), () => Response(HttpStatusCode.OK, Missing));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.NotFound());
        handler.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_connection_is_retried_once()
    {
        var handler = RespondInOrder(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            () => Response(HttpStatusCode.OK, Missing)
        );

        (await ResolveAsync(handler)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task The_retry_omits_optional_fields()
    {
        var handler = RespondInOrder(
            () => Response(HttpStatusCode.OK, SomethingWrong),
            () => Response(HttpStatusCode.OK, Missing)
        );

        await ResolveAsync(handler);

        QueryOf(handler.Bodies[0]).ShouldContain("statusCheckRollup");
        QueryOf(handler.Bodies[1]).ShouldNotContain("statusCheckRollup");
        QueryOf(handler.Bodies[1]).ShouldContain("headRefOid");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task There_is_no_second_retry(HttpStatusCode status)
    {
        var handler = new StubHttpHandler(_ => Response(status, ""));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable($"HTTP {(int)status}"));
        handler.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_gateway_failure_with_Retry_After_is_not_retried()
    {
        var handler = new StubHttpHandler(_ =>
        {
            var response = Response(HttpStatusCode.ServiceUnavailable, "");
            response.Headers.Add("Retry-After", "1");
            return response;
        });

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable("HTTP 503"));
        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_failure_is_not_retried()
    {
        var handler = new StubHttpHandler(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Response(HttpStatusCode.BadGateway, "");
        });

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable("HTTP 502"));
        handler.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task Other_statuses_are_not_retried(HttpStatusCode status)
    {
        var handler = new StubHttpHandler(_ => Response(status, """{"message":"no"}"""));

        await ResolveAsync(handler);

        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_retry_decides_on_the_credential_too()
    {
        var handler = RespondInOrder(
            () => Response(HttpStatusCode.BadGateway, ""),
            () => Response(HttpStatusCode.Unauthorized, """{"message":"Bad credentials"}""")
        );

        (await ResolveAsync(handler)).ShouldBe(new Resolution.SignInNeeded());
    }

    private static string QueryOf(string body) => JsonNode.Parse(body)!["query"]!.GetValue<string>();

    private static HttpResponseMessage Response(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body) };

    private static StubHttpHandler RespondInOrder(params Func<HttpResponseMessage>[] responses)
    {
        var next = new Queue<Func<HttpResponseMessage>>(responses);
        return new StubHttpHandler(_ => next.Dequeue()());
    }

    private async Task<Resolution> ResolveAsync(StubHttpHandler handler)
    {
        using var http = new HttpClient(handler);
        var adapter = Some.GitHub();
        return await adapter.ResolveAsync(
            adapter.Match(Url),
            TestCall.With(http, new Secret("gho_token"), _clock),
            TestContext.Current.CancellationToken
        );
    }
}
