using System.Net;
using Unfurl.Adapters;
using static Unfurl.Tests.Providers.Gate.ConditionalProvider;

namespace Unfurl.Tests.Providers.Gate;

public sealed class ConditionalRequestsTests : IDisposable
{
    private readonly ConditionalProvider _provider = new(TimeProvider.System);

    public void Dispose() => _provider.Dispose();

    [Theory]
    [InlineData("\"v1\"")]
    [InlineData("W/\"v1\"")]
    [InlineData("without-quotes")]
    [InlineData("\"with \\\"spaces\\\" and ümlauts\"")]
    public async Task A_kept_response_is_returned_when_the_provider_confirms_its_tag(string tag)
    {
        _provider.Answer = Ok("one", tag);
        await _provider.GetAsync();
        _provider.Answer = NotModified();

        var again = await _provider.GetAsync();

        again.ShouldBe((HttpStatusCode.OK, "one"));
        _provider.Tags.ShouldBe([null, tag]);
    }

    [Fact]
    public async Task A_request_that_does_not_ask_for_it_is_not_conditional_and_gets_its_own_304()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync();
        _provider.Answer = NotModified();

        var response = await _provider.GetAsync(isConditional: false);

        response.ShouldBe((HttpStatusCode.NotModified, ""));
        _provider.Tags.ShouldBe([null, null]);
    }

    [Fact]
    public async Task A_304_without_a_kept_response_is_passed_on()
    {
        _provider.Answer = NotModified();

        (await _provider.GetAsync()).ShouldBe((HttpStatusCode.NotModified, ""));
    }

    [Fact]
    public async Task An_adapters_own_tag_is_its_own_affair()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync();
        _provider.Answer = NotModified();

        var response = await _provider.GetAsync(headers: ("If-None-Match", "\"mine\""));

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
        await _provider.GetAsync(
            headers: [("Authorization", "Bearer a"), ("X-Key", "a"), ("Accept", "application/json")]
        );
        var other = header?.Split(": ") is [var name, var value] ? (name, value) : ("Authorization", "Bearer a");
        (string, string)[] headers = [("Authorization", "Bearer a"), ("X-Key", "a"), ("Accept", "application/json")];

        await _provider.GetAsync(url, headers: [.. headers.Where(it => it.Item1 != other.Item1), other]);

        _provider.Tags.ShouldBe([null, null]);
    }

    [Fact]
    public async Task The_same_values_in_other_headers_are_another_response()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync(headers: [("X-A", "b"), ("X-C", "d")]);
        await _provider.GetAsync(headers: [("X-A", "bX-C"), ("X-D", "")]);
        await _provider.GetAsync(headers: [("X-A", "b"), ("X-A", "X-C"), ("X-D", "d")]);

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
        await _provider.GetAsync();
        _provider.Answer = () => new(status);

        (await _provider.GetAsync()).Status.ShouldBe(status);
        await _provider.GetAsync();

        _provider.Tags.ShouldBe([null, "\"v1\"", ends ? null : "\"v1\""]);
    }

    [Fact]
    public async Task A_new_response_replaces_the_kept_one()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync();
        _provider.Answer = Ok("two", "\"v2\"");
        (await _provider.GetAsync()).Body.ShouldBe("two");
        _provider.Answer = NotModified();

        (await _provider.GetAsync()).Body.ShouldBe("two");
        _provider.Tags.ShouldBe([null, "\"v1\"", "\"v2\""]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("\"v2\"", "no-store")]
    [InlineData("\"v2\"", "private, no-store")]
    public async Task A_response_that_cannot_be_kept_ends_the_kept_one(string? tag, string? cacheControl)
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync();
        _provider.Answer = Ok("two", tag, ("Cache-Control", cacheControl));
        await _provider.GetAsync();

        await _provider.GetAsync();

        _provider.Tags.ShouldBe([null, "\"v1\"", null]);
    }

    [Fact]
    public async Task Only_GET_is_conditional()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Url).AskConditionally();
            using var response = await _provider.SendAsync(request);
        }

        _provider.Tags.ShouldBe([null, null]);
    }

    [Fact]
    public async Task A_confirmation_that_comes_late_does_not_end_a_newer_response()
    {
        _provider.Answer = Ok("one", "\"v1\"");
        await _provider.GetAsync();
        var held = new TaskCompletionSource();
        (_provider.Answer, _provider.Held) = (NotModified(), held.Task);
        var late = _provider.GetAsync();
        (_provider.Answer, _provider.Held) = (Ok("two", "\"v2\""), null);
        await _provider.GetAsync();
        held.SetResult();
        (await late).Body.ShouldBe("one");
        _provider.Answer = NotModified();

        var next = await _provider.GetAsync();

        next.Body.ShouldBe("two");
        _provider.Tags.ShouldBe([null, "\"v1\"", "\"v1\"", "\"v2\""]);
    }
}
