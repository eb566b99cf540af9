using System.Net;
using Unfurl.Demo.Site;
using static Unfurl.IntegrationTests.Contract.AcmeWorld;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>Every request gets an answer in bounded time; what goes wrong is remembered, briefly and for one account.</summary>
public sealed class BoundedTimeTests : IAsyncLifetime
{
    private const string Item = "/items/1";
    private const string Silent = "/items/504";

    private static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);

    private AcmeWorld _world = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await StartAsync();
        _ada = await _world.AdaAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_after_the_hard_timeout()
    {
        var answer = await _world.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Silent)),
            Silent,
            timers: 1,
            HardTimeout
        );

        answer.Status.ShouldBe(504);
    }

    [Fact]
    public async Task With_an_older_copy_a_slow_provider_is_waited_for_no_longer_than_the_soft_timeout()
    {
        await _ada.UnfurlAsync(LinkTo(Item));
        _world.Clock.Advance(Fresh);
        _world.Acme.Change<AcmeItem>(Item, item => item with { Title = "New title" });

        Unfurled meanwhile;
        using (_world.Acme.HoldCalls())
            meanwhile = await _world.AdvanceDuringAsync(
                () => _ada.UnfurlAsync(LinkTo(Item)),
                Item,
                timers: 2,
                SoftTimeout
            );
        var next = await _ada.UnfurlAsync(LinkTo(Item));

        meanwhile.Title.ShouldNotBeNull().ShouldNotBe("New title");
        next.Title.ShouldBe("New title");
        _world.Acme.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_failing_provider_gets_the_older_copy_shown()
    {
        var before = await _ada.UnfurlAsync(LinkTo(Item));
        _world.Clock.Advance(Fresh);

        _world.Acme.AnswerNext(HttpStatusCode.InternalServerError);
        var during = await _ada.UnfurlAsync(LinkTo(Item));

        during.Operations.ShouldBe(before.Operations);
        _world.Acme.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_remembered_for_30_seconds()
    {
        _world.Acme.AnswerNext(HttpStatusCode.InternalServerError);
        var failed = await _ada.UnfurlAsync(LinkTo(Item));

        _world.Clock.Advance(TimeSpan.FromSeconds(29.9));
        var remembered = await _ada.UnfurlAsync(LinkTo(Item));
        var calls = _world.Acme.ApiCallsTo(Item);
        _world.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var after = await _ada.UnfurlAsync(LinkTo(Item));

        (failed.Status, remembered.Status, calls).ShouldBe((502, 502, 1));
        after.Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_gateway_that_failed_is_tried_once_more()
    {
        _world.Acme.AnswerNext(HttpStatusCode.ServiceUnavailable);

        var answer = await _world.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Item)),
            Item,
            timers: 2,
            TimeSpan.FromMilliseconds(500)
        );

        answer.Title.ShouldNotBeNull();
        _world.Acme.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_rate_limit_holds_all_links_of_its_account_until_the_named_time_and_nobody_else()
    {
        var ben = await _world.BenAsync();
        _world.Acme.AnswerNext(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromMinutes(10));
        var limited = await _ada.UnfurlAsync(LinkTo("/items/3"));

        _world.Clock.Advance(TimeSpan.FromMinutes(9));
        var otherLink = await _ada.UnfurlAsync(LinkTo("/items/5"));
        var callsOfAda = _world.Acme.ApiCalls;
        var bens = await ben.UnfurlAsync(LinkTo("/items/5"));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await _ada.UnfurlAsync(LinkTo("/items/3"));

        (limited.Status, otherLink.Status, callsOfAda).ShouldBe((429, 429, 1));
        limited.Message!.ShouldContain("10 min");
        bens.Title.ShouldNotBeNull();
        after.Title.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/items/403", 403)]
    [InlineData("/items/404", 404)]
    [InlineData("/items/429", 429)]
    public async Task Refusals_have_a_status_and_a_message_that_repeats_nothing_of_the_link(string path, int status)
    {
        var answer = await _ada.UnfurlAsync(LinkTo($"{path}?secret=word#fragment"));

        answer.Status.ShouldBe(status);
        ShouldRepeatNothing(answer, path);
    }

    [Fact]
    public async Task Failures_have_a_status_and_a_message_that_repeats_nothing_of_the_link()
    {
        var failing = await _world.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo("/items/502")),
            "/items/502",
            timers: 2,
            TimeSpan.FromMilliseconds(500)
        );
        var silent = await _world.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Silent)),
            Silent,
            timers: 1,
            HardTimeout
        );
        _world.Acme.RevokeTokens("ada");
        var revoked = await _ada.UnfurlAsync(LinkTo(Item));

        (failing.Status, silent.Status, revoked.Status).ShouldBe((502, 504, 401));
        ShouldRepeatNothing(failing, "/items/502");
        ShouldRepeatNothing(silent, Silent);
        ShouldRepeatNothing(revoked, Item);
        revoked.Message!.ShouldContain(new Uri(_world.Service.Url, "/connections").AbsoluteUri);
    }

    private static void ShouldRepeatNothing(Unfurled answer, string path)
    {
        var message = answer.Message.ShouldNotBeNull();
        message.ShouldNotBeEmpty();
        foreach (var part in (string[])[AcmeCatalog.Host, "items", path.Split('/')[^1], "secret", "fragment"])
        {
            // A number may be in a message for another reason, such as our own port or minutes to wait.
            if (!int.TryParse(part, out _))
                message.ShouldNotContain(part, Case.Insensitive);
        }
        message.ShouldNotContain(path);
    }
}
