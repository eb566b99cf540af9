using System.Net;
using Microsoft.Extensions.Time.Testing;
using Unfurl.Adapters;
using static Unfurl.Tests.Providers.Gate.ConditionalProvider;

namespace Unfurl.Tests.Providers.Gate;

public sealed class KeptResponsesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConditionalProvider _provider;

    public KeptResponsesTests() => _provider = new(_clock);

    public void Dispose() => _provider.Dispose();

    // RFC 9111 §4.3.4.
    [Fact]
    public async Task Headers_of_the_confirmation_replace_the_kept_ones_except_those_of_the_body()
    {
        _provider.Answer = Ok("one", "\"v1\"", ("X-Rate", "5"), ("X-Kept", "k"), ("Last-Modified", Day(1)));
        await _provider.GetAsync();
        _provider.Answer = NotModified(
            ("X-Rate", "4"),
            ("Last-Modified", Day(2)),
            ("Content-Type", "text/html"),
            ("Content-Length", "0"),
            ("Connection", "close")
        );

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var response = await _provider.SendAsync(Request());

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
        await _provider.GetAsync();
        _provider.Answer = NotModified();
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await _provider.GetAsync();
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await _provider.GetAsync();
        _clock.Advance(TimeSpan.FromHours(12));
        await _provider.GetAsync();

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
        (await _provider.GetAsync()).Body.ShouldBe(body);

        await _provider.GetAsync();

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
            await _provider.GetAsync($"https://wiki.acme.com/{number}");
            // Used again and again.
            await _provider.GetAsync("https://wiki.acme.com/0");
        }
        _provider.Tags.Clear();
        _provider.Answer = NotModified();

        foreach (var number in Enumerable.Range(0, Entries))
            await _provider.GetAsync($"https://wiki.acme.com/{number}");

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
        await _provider.GetAsync();

        using var response = await _provider.SendAsync(Request().LimitResponse(4));
        using var enough = await _provider.SendAsync(Request().LimitResponse(5));

        _provider.Tags.ShouldBe([null, null, "\"v1\""]);
    }

    private static string Day(int day) => $"Thu, {day:00} Oct 2026 00:00:00 GMT";
}
