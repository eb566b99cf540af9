using System.Net;
using Microsoft.Extensions.Time.Testing;
using Unfurl.Adapters;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Tests.Providers.Gate;

public sealed class ConditionalRequestsTests : IDisposable
{
    private const string Url = "https://wiki.acme.com/page?id=1";

    private readonly FakeTimeProvider _clock = new();
    private readonly Provider _provider = new();
    private readonly HttpClient _http;

    public ConditionalRequestsTests() =>
        _http = new HttpClient(new ConditionalRequests(_clock) { InnerHandler = _provider });

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("\"v1\"")]
    [InlineData("W/\"v1\"")]
    [InlineData("without-quotes")]
    [InlineData("\"with \\\"spaces\\\" and ümlauts\"")]
    public async Task A_kept_response_is_returned_when_the_provider_confirms_its_tag(string tag)
    {
        _provider.Answer = Ok("one", tag);
        await GetAsync();
        _provider.Answer = NotModified();

        var again = await GetAsync();

        again.ShouldBe((HttpStatusCode.OK, "one"));
        _provider.Tags.ShouldBe([null, tag]);
    }

    [Fact]
    public async Task A_request_that_does_not_ask_for_it_is_not_conditional_and_gets_its_own_304()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = NotModified();

        var response = await GetAsync(isConditional: false);

        response.ShouldBe((HttpStatusCode.NotModified, ""));
        _provider.Tags.ShouldBe([null, null]);
    }

    [Fact]
    public async Task A_304_without_a_kept_response_is_passed_on()
    {
        _provider.Answer = NotModified();

        (await GetAsync()).ShouldBe((HttpStatusCode.NotModified, ""));
    }

    [Fact]
    public async Task An_adapters_own_tag_is_its_own_affair()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = NotModified();

        var response = await GetAsync(headers: ("If-None-Match", "\"mine\""));

        response.Status.ShouldBe(HttpStatusCode.NotModified);
        _provider.Tags.ShouldBe([null, "\"mine\""]);
    }

    [Theory]
    [InlineData("https://wiki.acme.com/page?id=2", null)]
    [InlineData(Url, "Authorization: Bearer b")]
    [InlineData(Url, "X-Key: b")]
    [InlineData(Url, "Accept: text/html")]
    public async Task Another_address_credential_or_media_type_is_another_response(string url, string? header)
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync(headers: [("Authorization", "Bearer a"), ("X-Key", "a"), ("Accept", "application/json")]);
        var other = header?.Split(": ") is [var name, var value] ? (name, value) : ("Authorization", "Bearer a");
        (string, string)[] headers = [("Authorization", "Bearer a"), ("X-Key", "a"), ("Accept", "application/json")];

        await GetAsync(url, headers: [.. headers.Where(it => it.Item1 != other.Item1), other]);

        _provider.Tags.ShouldBe([null, null]);
    }

    [Fact]
    public async Task The_same_values_in_other_headers_are_another_response()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync(headers: [("X-A", "b"), ("X-C", "d")]);
        await GetAsync(headers: [("X-A", "bX-C"), ("X-D", "")]);
        await GetAsync(headers: [("X-A", "b"), ("X-A", "X-C"), ("X-D", "d")]);

        _provider.Tags.ShouldAllBe(tag => tag == null);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, true)]
    [InlineData(HttpStatusCode.Forbidden, true)]
    [InlineData(HttpStatusCode.NotFound, true)]
    [InlineData(HttpStatusCode.Gone, true)]
    [InlineData(HttpStatusCode.BadGateway, false)]
    [InlineData(HttpStatusCode.TooManyRequests, false)]
    [InlineData(HttpStatusCode.Found, false)]
    public async Task A_refusal_ends_what_was_kept_and_a_failure_does_not(HttpStatusCode status, bool ends)
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = () => new(status);

        (await GetAsync()).Status.ShouldBe(status);
        await GetAsync();

        _provider.Tags.ShouldBe([null, "\"v1\"", ends ? null : "\"v1\""]);
    }

    [Fact]
    public async Task A_new_response_replaces_the_kept_one()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = Ok("two", "\"v2\"");
        (await GetAsync()).Body.ShouldBe("two");
        _provider.Answer = NotModified();

        (await GetAsync()).Body.ShouldBe("two");
        _provider.Tags.ShouldBe([null, "\"v1\"", "\"v2\""]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("\"v2\"", "no-store")]
    [InlineData("\"v2\"", "private, no-store")]
    public async Task A_response_that_cannot_be_kept_ends_the_kept_one(string? tag, string? cacheControl)
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = Ok("two", tag, ("Cache-Control", cacheControl));
        await GetAsync();

        await GetAsync();

        _provider.Tags.ShouldBe([null, "\"v1\"", null]);
    }

    // RFC 9111 §4.3.4.
    [Fact]
    public async Task Headers_of_the_confirmation_replace_the_kept_ones_except_those_of_the_body()
    {
        _provider.Answer = Ok("one", "\"v1\"", ("X-Rate", "5"), ("X-Kept", "k"), ("Last-Modified", Day(1)));
        await GetAsync();
        _provider.Answer = NotModified(
            ("X-Rate", "4"),
            ("Last-Modified", Day(2)),
            ("Content-Type", "text/html"),
            ("Content-Length", "0"),
            ("Connection", "close")
        );

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var response = await _http.SendAsync(Request(), TestContext.Current.CancellationToken);

            response.Headers.GetValues("X-Rate").ShouldBe(["4"]);
            response.Headers.GetValues("X-Kept").ShouldBe(["k"]);
            response.Headers.GetValues("ETag").ShouldBe(["\"v1\""]);
            response.Headers.Contains("Connection").ShouldBeFalse();
            response.Content.Headers.GetValues("Last-Modified").ShouldBe([Day(2)]);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            response.Content.Headers.ContentLength.ShouldBe(3);
            response.RequestMessage.ShouldNotBeNull();
            _provider.Answer = NotModified();
        }
    }

    [Fact]
    public async Task A_response_is_kept_for_twelve_hours_after_its_last_use()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await GetAsync();
        _provider.Answer = NotModified();
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(12));
        await GetAsync();

        _provider.Tags.ShouldBe([null, "\"v1\"", "\"v1\"", null]);
    }

    [Theory]
    [InlineData(60 * 1024, true)]
    [InlineData(64 * 1024, false)]
    [InlineData(1024 * 1024, false)]
    public async Task A_large_response_is_read_but_not_kept(int length, bool isKept)
    {
        var body = new string('x', length);
        _provider.Answer = Ok(body, "\"v1\"");
        (await GetAsync()).Body.ShouldBe(body);

        await GetAsync();

        _provider.Tags.ShouldBe([null, isKept ? "\"v1\"" : null]);
    }

    [Fact]
    public async Task What_was_used_least_recently_makes_room()
    {
        const int Entries = 400;
        var body = new string('x', 60 * 1024);
        _provider.Answer = Ok(body, "\"v1\"");
        foreach (var number in Enumerable.Range(0, Entries))
        {
            await GetAsync($"https://wiki.acme.com/{number}");
            // Used again and again.
            await GetAsync("https://wiki.acme.com/0");
        }
        _provider.Tags.Clear();
        _provider.Answer = NotModified();

        foreach (var number in Enumerable.Range(0, Entries))
            await GetAsync($"https://wiki.acme.com/{number}");

        // 16 MB hold 270 of them.
        _provider.Tags.Count(tag => tag is not null).ShouldBeInRange(250, 273);
        _provider.Tags[0].ShouldNotBeNull();
        _provider.Tags[1].ShouldBeNull();
        _provider.Tags[^1].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_kept_response_above_the_limit_of_a_request_is_not_used_for_it()
    {
        _provider.Answer = Ok("12345", "\"v1\"");
        await GetAsync();

        using var response = await _http.SendAsync(Request().LimitResponse(4), TestContext.Current.CancellationToken);
        using var enough = await _http.SendAsync(Request().LimitResponse(5), TestContext.Current.CancellationToken);

        _provider.Tags.ShouldBe([null, null, "\"v1\""]);
    }

    [Fact]
    public async Task Only_GET_is_conditional()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Url).AskConditionally();
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }

        _provider.Tags.ShouldBe([null, null]);
    }

    private static string Day(int day) => $"Thu, {day:00} Oct 2026 00:00:00 GMT";

    private static HttpRequestMessage Request() => new HttpRequestMessage(HttpMethod.Get, Url).AskConditionally();

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(
        string url = Url,
        bool isConditional = true,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        if (isConditional)
            request.AskConditionally();
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Func<HttpResponseMessage> Ok(
        string body,
        string? tag,
        params (string Name, string? Value)[] headers
    ) => () => With(new(HttpStatusCode.OK) { Content = new StringContent(body) }, [("ETag", tag), .. headers]);

    private static Func<HttpResponseMessage> NotModified(params (string Name, string? Value)[] headers) =>
        () => With(new(HttpStatusCode.NotModified), headers);

    private static HttpResponseMessage With(HttpResponseMessage response, (string Name, string? Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            if (value is null || response.Headers.TryAddWithoutValidation(name, value))
                continue;
            response.Content.Headers.Remove(name);
            response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    private sealed class Provider : HttpMessageHandler
    {
        public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.OK);

        // If-None-Match of each request.
        public List<string?> Tags { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Tags.Add(request.Headers.NonValidated.TryGetValues("If-None-Match", out var tags) ? tags.ToString() : null);
            return Task.FromResult(Answer());
        }
    }
}
