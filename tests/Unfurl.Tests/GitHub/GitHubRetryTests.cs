using System.Net;
using System.Text.Json.Nodes;
using Unfurl.Testing;

namespace Unfurl.Tests.GitHub;

/// <summary>A query is asked once more where that may help, and in time; RFC 9110 §9.2.2 lets what only reads be repeated.</summary>
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
    public async Task What_may_pass_is_asked_for_once_more(HttpStatusCode status, string body)
    {
        var handler = InTurn(() => Answer(status, body), () => Answer(HttpStatusCode.OK, Missing));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.NotFound());
        handler.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_broke_is_tried_once_more()
    {
        var handler = InTurn(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            () => Answer(HttpStatusCode.OK, Missing)
        );

        (await ResolveAsync(handler)).ShouldBe(new Resolution.NotFound());
    }

    [Fact]
    public async Task The_second_try_asks_for_no_more_than_a_card_needs()
    {
        var handler = InTurn(() => Answer(HttpStatusCode.OK, SomethingWrong), () => Answer(HttpStatusCode.OK, Missing));

        await ResolveAsync(handler);

        QueryOf(handler.Bodies[0]).ShouldContain("statusCheckRollup");
        QueryOf(handler.Bodies[1]).ShouldNotContain("statusCheckRollup");
        QueryOf(handler.Bodies[1]).ShouldContain("headRefOid");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task There_is_no_third_try(HttpStatusCode status)
    {
        var handler = new Canned(_ => Answer(status, ""));

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable($"HTTP {(int)status}"));
        handler.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_gateway_that_names_a_time_is_not_asked_before()
    {
        var handler = new Canned(_ =>
        {
            var answer = Answer(HttpStatusCode.ServiceUnavailable, "");
            answer.Headers.Add("Retry-After", "1");
            return answer;
        });

        (await ResolveAsync(handler)).ShouldBe(new Resolution.Unavailable("HTTP 503"));
        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_failed_slowly_is_not_tried_again()
    {
        var handler = new Canned(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Answer(HttpStatusCode.BadGateway, "");
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
    public async Task An_answer_of_another_status_is_an_answer(HttpStatusCode status)
    {
        var handler = new Canned(_ => Answer(status, """{"message":"no"}"""));

        await ResolveAsync(handler);

        handler.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_second_try_is_the_last_word_on_the_credential_too()
    {
        var handler = InTurn(
            () => Answer(HttpStatusCode.BadGateway, ""),
            () => Answer(HttpStatusCode.Unauthorized, """{"message":"Bad credentials"}""")
        );

        (await ResolveAsync(handler)).ShouldBe(new Resolution.SignInNeeded());
    }

    private static string QueryOf(string body) => JsonNode.Parse(body)!["query"]!.GetValue<string>();

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body) };

    private static Canned InTurn(params Func<HttpResponseMessage>[] answers)
    {
        var next = new Queue<Func<HttpResponseMessage>>(answers);
        return new Canned(_ => next.Dequeue()());
    }

    private async Task<Resolution> ResolveAsync(Canned handler)
    {
        using var http = new HttpClient(handler);
        var adapter = Some.GitHub();
        return await adapter.ResolveAsync(
            adapter.Match(Url),
            new ProviderCall(http, new Secret("gho_token"), _clock),
            TestContext.Current.CancellationToken
        );
    }
}
