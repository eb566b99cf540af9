using System.Net;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class RecordingTests
{
    private const string Url = "/things/12";

    [Fact]
    public async Task The_first_kind_that_matches_is_resolved_with_what_was_recorded()
    {
        var recorded = RecordedHttp.Parse(ThingAdapter.GoodThing);

        var resolution = await new ThingAdapter().Tested.ResolveAsync(Url, recorded, "a key");

        resolution.ShouldBeOfType<Resolution.Found>().Preview.Title.ShouldBe("Lamp");
        var request = recorded.Requests.ShouldHaveSingleItem();
        request.ToString().ShouldBe($"GET https://{ThingAdapter.Host}/api/things/12");
        request.Headers["authorization"].ShouldBe("Bearer a key");
        request.Headers["User-Agent"].ShouldBe("Unfurl/1.0");
        request.Body.ShouldBeNull();
    }

    [Fact]
    public async Task A_request_that_is_not_recorded_fails_and_names_what_is()
    {
        var recorded = RecordedHttp.Parse("GET /api/things/13\n\nHTTP/1.1 200 OK\n\n{}");

        var message = await FailureAsync(new ThingAdapter(), recorded);

        message.ShouldContain($"GET https://{ThingAdapter.Host}/api/things/12, which is not in");
        message.ShouldContain("- GET /api/things/13");
    }

    [Fact]
    public async Task A_request_that_is_not_recorded_fails_also_if_the_adapter_catches_everything()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                try
                {
                    await call.Http.GetAsync($"https://{ThingAdapter.Host}/other", cancellationToken);
                }
                catch (Exception)
                {
                    // As careless adapters do.
                }
                return new Resolution.NotFound();
            },
        };

        (await FailureAsync(adapter, RecordedHttp.Parse(""))).ShouldContain("/other, and The recording is empty");
    }

    [Fact]
    public async Task A_recording_that_nobody_asks_for_fails()
    {
        var recorded = RecordedHttp.Parse($"{ThingAdapter.GoodThing}\n###\n{ThingAdapter.GoodUser}");

        var message = await FailureAsync(new ThingAdapter(), recorded);

        message.ShouldContain("did not ask for");
        message.ShouldContain("- GET /api/me");
        message.ShouldNotContain("- GET /api/things/12");
    }

    [Fact]
    public async Task A_request_that_is_sent_more_often_than_recorded_fails()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                for (var i = 0; i < 2; i++)
                    await call.Http.GetAsync($"https://{ThingAdapter.Host}/api/things/12", cancellationToken);
                return new Resolution.NotFound();
            },
        };

        (await FailureAsync(adapter, RecordedHttp.Parse(ThingAdapter.GoodThing))).ShouldContain("more often");
    }

    [Fact]
    public async Task What_curl_prints_is_read_as_it_is()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var first = await call.Http.GetAsync($"https://{ThingAdapter.Host}/a?b=c", cancellationToken);
                using var second = await call.Http.PostAsync($"https://{ThingAdapter.Host}/d", null, cancellationToken);
                var text = await first.Content.ReadAsStringAsync(cancellationToken);
                return new Resolution.Forbidden(
                    $"{(int)first.StatusCode} {first.Headers.ETag} {first.Content.Headers.ContentType} {text}|{(int)second.StatusCode} {first.Content.Headers.ContentEncoding.Count}"
                );
            },
        };
        const string recording =
            "# Recorded in spring.\nGET /a?b=c\n\nHTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/2 206 \r\netag: \"1\"\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n# caf\u00E9\n\n### Not a separator\n\n###\n\nPOST /d\n\nHTTP/1.1 503 Service Unavailable\n\n";

        var resolution = await adapter.Tested.ResolveAsync(Url, RecordedHttp.Parse(recording));

        resolution
            .ShouldBeOfType<Resolution.Forbidden>()
            .Remedy.ShouldBe("206 \"1\" text/plain; charset=utf-8 # caf\u00E9\n\n### Not a separator\n|503 0");
    }

    [Theory]
    [InlineData("get /a", "line 1 must be a request line")]
    [InlineData("GET /a\n\nok", "line 3 must be a status line")]
    [InlineData("GET /a\n\nHTTP/2 200\nserver\n\n", "line 4 must be a header")]
    [InlineData("GET /a\n\nHTTP/2 302\n\nHTTP/2 200\n\n", "without -L")]
    public void What_is_no_recording_fails_with_its_line(string recording, string problem) =>
        Should.Throw<AdapterTestException>(() => RecordedHttp.Parse(recording)).Message.ShouldContain(problem);

    [Fact]
    public void A_file_that_is_missing_fails_with_its_path() =>
        Should
            .Throw<AdapterTestException>(() => RecordedHttp.Load("Cases/none.http"))
            .Message.ShouldContain(Path.Combine("Unfurl.Tests", "Cases", "none.http"));

    [Theory]
    [InlineData("https://other.example/things/12", "is a link of other.example")]
    [InlineData("/people/ada", "No kind matches")]
    [InlineData("things", "is no link")]
    public async Task A_link_of_no_kind_fails(string url, string problem) =>
        (
            await Should.ThrowAsync<AdapterTestException>(() =>
                new ThingAdapter().Tested.ResolveAsync(url, RecordedHttp.Parse(""))
            )
        ).Message.ShouldContain(problem);

    [Theory]
    [InlineData(null, 8 * 1024 * 1024)]
    [InlineData(1000, 1000)]
    public async Task An_answer_is_as_long_as_in_the_service_at_most(int? asked, int limit)
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Get,
                    $"https://{ThingAdapter.Host}/api/things/12"
                );
                if (asked is { } bytes)
                    request.LimitResponse(bytes);
                using var response = await call.Http.SendAsync(request, cancellationToken);
                return new Resolution.NotFound();
            },
        };

        await adapter.Tested.ResolveAsync(Url, Body(limit));
        var failure = await Should.ThrowAsync<HttpRequestException>(() =>
            adapter.Tested.ResolveAsync(Url, Body(limit + 1))
        );

        failure.HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);

        static RecordedHttp Body(int length) =>
            RecordedHttp.Parse($"GET /api/things/12\n\nHTTP/2 200\n\n{new string('a', length)}");
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_cookies_not_kept()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var first = await ThingAdapter.GetAsync(
                    call,
                    $"https://{ThingAdapter.Host}/a",
                    cancellationToken
                );
                using var second = await ThingAdapter.GetAsync(
                    call,
                    $"https://{ThingAdapter.Host}/b",
                    cancellationToken
                );
                return first.StatusCode == HttpStatusCode.Redirect
                    ? new Resolution.NotFound()
                    : new Resolution.SignInNeeded();
            },
        };
        var recorded = RecordedHttp.Parse(
            "GET /a\n\nHTTP/2 302\nlocation: /c\nset-cookie: a=b\n\n\n###\nGET /b\n\nHTTP/2 200\n\n"
        );

        var resolution = await adapter.Tested.ResolveAsync(Url, recorded);

        resolution.ShouldBeOfType<Resolution.NotFound>();
        recorded.Requests[1].Headers.Keys.ShouldNotContain("Cookie");
    }

    private static async Task<string> FailureAsync(ThingAdapter adapter, RecordedHttp recorded) =>
        (await Should.ThrowAsync<AdapterTestException>(() => adapter.Tested.ResolveAsync(Url, recorded))).Message;
}
