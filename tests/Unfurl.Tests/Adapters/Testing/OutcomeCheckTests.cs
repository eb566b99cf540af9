using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class OutcomeCheckTests
{
    private const string Url = "/things/12";

    private static readonly RecordedHttp Good = RecordedHttp.Parse(ThingAdapter.GoodThing);

    [Fact]
    public Task An_adapter_that_takes_every_answer_right_passes() =>
        new ThingAdapter().Tested.CheckOutcomesAsync(Url, Good);

    public static TheoryData<int, string> Wrong =>
        new()
        {
            { 401, "SignInNeeded" },
            { 404, "NotFound" },
            { 429, "RateLimited" },
            { 500, "Unavailable" },
            { 502, "Unavailable" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_status_that_becomes_something_else_fails(int status, string expected)
    {
        var adapter = new ThingAdapter
        {
            FailureOf = (response, _) =>
                (int)response.StatusCode == status ? new Resolution.Forbidden("Ask the owner.") : null,
        };

        var message = await FailureAsync(adapter);

        message.ShouldContain($"HTTP {status}");
        message.ShouldContain($"it must be {expected}");
        message.ShouldContain("is Forbidden");
        message.ShouldNotContain($"HTTP {(status == 404 ? 500 : 404)}");
    }

    [Theory]
    [InlineData(403)]
    [InlineData(410)]
    [InlineData(302)]
    public async Task A_card_made_of_a_refusal_fails(int status)
    {
        var adapter = new ThingAdapter
        {
            FailureOf = (response, _) =>
                (int)response.StatusCode == status ? new Resolution.Found(new Preview { Title = "Something" }) : null,
        };

        (await FailureAsync(adapter)).ShouldContain($"HTTP {status}");
    }

    [Fact]
    public async Task A_status_that_nobody_looks_at_fails()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var response = await ThingAdapter.GetAsync(call, Api, cancellationToken);
                return ReadLoosely(await response.Content.ReadAsStringAsync(cancellationToken));
            },
        };

        (await FailureAsync(adapter)).ShouldContain("HTTP 404: it must be NotFound");
    }

    [Fact]
    public async Task An_exception_fails()
    {
        var adapter = new ThingAdapter
        {
            Read = body => new Resolution.Found(
                new Preview { Title = JsonNode.Parse(body)!["title"]!.GetValue<string>() }
            ),
        };

        var message = await FailureAsync(adapter);

        message.ShouldContain("HTTP 200 with half of the JSON: it threw JsonReaderException");
        message.ShouldContain("HTTP 200 with the JSON {}: it threw NullReferenceException");
    }

    [Fact]
    public async Task A_card_made_of_a_broken_body_fails()
    {
        var adapter = new ThingAdapter { Read = ReadLoosely };

        var message = await FailureAsync(adapter);

        message.ShouldContain("HTTP 200 with the JSON {}: it must be anything but Found");
        message.ShouldContain("members have other types");
        message.ShouldContain("inner values have other types");
    }

    [Fact]
    public async Task A_limit_that_is_over_already_fails()
    {
        var adapter = new ThingAdapter
        {
            FailureOf = (response, _) =>
                response.StatusCode == HttpStatusCode.TooManyRequests
                    ? new Resolution.RateLimited(DateTimeOffset.UnixEpoch)
                    : null,
        };

        (await FailureAsync(adapter)).ShouldContain("add Retry-After to the time of call.Time");
    }

    [Fact]
    public async Task Text_of_an_answer_in_the_reason_fails()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var response = await ThingAdapter.GetAsync(call, Api, cancellationToken);
                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                return response.IsSuccessStatusCode ? ReadLoosely(body) : new Resolution.Unavailable(body);
            },
        };

        (await FailureAsync(adapter)).ShouldContain("HTTP 502 with a page: the result or the log repeats text");
    }

    [Fact]
    public async Task A_call_that_goes_on_after_it_was_cancelled_fails()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, _) =>
            {
                using var response = await ThingAdapter.GetAsync(call, Api, CancellationToken.None);
                return response.IsSuccessStatusCode
                    ? new Resolution.Found(new Preview { Title = "Lamp" })
                    : new Resolution.NotFound();
            },
        };

        var tested = new TestedAdapter(adapter, ThingAdapter.Host)
        {
            CancellationLimit = TimeSpan.FromMilliseconds(200),
        };
        var failure = await Should.ThrowAsync<AdapterTestException>(() => tested.CheckOutcomesAsync(Url, Good));

        failure.Message.ShouldContain("goes on after it was cancelled");
    }

    [Fact]
    public async Task Exceptions_that_the_service_handles_are_taken_as_it_takes_them()
    {
        var adapter = new ThingAdapter
        {
            FailureOf = (response, _) =>
            {
                if ((int)response.StatusCode >= 500)
                    response.EnsureSuccessStatusCode();
                return null;
            },
        };

        await adapter.Tested.CheckOutcomesAsync(Url, Good);
    }

    [Fact]
    public async Task An_answer_that_is_optional_may_be_missing()
    {
        var adapter = new ThingAdapter
        {
            Resolve = async (_, call, cancellationToken) =>
            {
                using var response = await ThingAdapter.GetAsync(call, Api, cancellationToken);
                return new Resolution.Found(new Preview { Title = $"{(int)response.StatusCode}" });
            },
        };

        await adapter.Tested.CheckOutcomesAsync(Url, RecordedHttp.Parse($"# @optional\n{ThingAdapter.GoodThing}"));
    }

    [Fact]
    public async Task Recordings_without_a_card_are_nothing_to_spoil()
    {
        var recorded = RecordedHttp.Parse("GET /api/things/12\n\nHTTP/1.1 404 Not Found\n\n");

        var failure = await Should.ThrowAsync<AdapterTestException>(() =>
            new ThingAdapter().Tested.CheckOutcomesAsync(Url, recorded)
        );

        failure.Message.ShouldContain("the link is not found");
    }

    private const string Api = $"https://{ThingAdapter.Host}/api/things/12";

    private static Resolution ReadLoosely(string body)
    {
        try
        {
            return new Resolution.Found(new Preview { Title = JsonNode.Parse(body)?["title"]?.ToString() ?? "Thing" });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Resolution.Unavailable("unexpected JSON");
        }
    }

    private static async Task<string> FailureAsync(ThingAdapter adapter) =>
        (await Should.ThrowAsync<AdapterTestException>(() => adapter.Tested.CheckOutcomesAsync(Url, Good))).Message;
}
