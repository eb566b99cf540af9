using Unfurl.Demo.Site;
using static Unfurl.IntegrationTests.Fixtures.AcmeUsers;
using static Unfurl.IntegrationTests.Fixtures.DefaultTimes;

namespace Unfurl.IntegrationTests.Previews;

/// <summary>Every request gets a response in bounded time. A failure is cached briefly and for one account.</summary>
public sealed class BoundedTimeTests : IAsyncLifetime
{
    private const string Item = "/items/1";
    private const string Silent = "/items/504";

    private static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);

    private TestHost _host = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder().WithAcme().StartAsync();
        _ada = await _host.AdaAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_unresponsive_provider_times_out_after_the_hard_timeout()
    {
        var response = await _host.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Silent)),
            Silent,
            timers: 1,
            HardTimeout
        );

        response.Status.ShouldBe(504);
    }

    [Fact]
    public async Task A_stale_entry_is_served_after_the_soft_timeout_when_the_provider_is_slow()
    {
        await _ada.UnfurlAsync(LinkTo(Item));
        _host.Clock.Advance(Fresh);
        _host.Acme.Site.Change<AcmeItem>(Item, item => item with { Title = "New title" });

        Unfurled during;
        using (_host.Acme.Site.PauseCalls())
            during = await _host.AdvanceDuringAsync(() => _ada.UnfurlAsync(LinkTo(Item)), Item, timers: 2, SoftTimeout);
        var next = await _ada.UnfurlAsync(LinkTo(Item));

        during.Title.ShouldNotBeNull().ShouldNotBe("New title");
        next.Title.ShouldBe("New title");
        _host.Acme.Site.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_stale_entry_is_served_when_the_provider_fails()
    {
        var before = await _ada.UnfurlAsync(LinkTo(Item));
        _host.Clock.Advance(Fresh);

        _host.Acme.Site.RespondNext(HttpStatusCode.InternalServerError);
        var during = await _ada.UnfurlAsync(LinkTo(Item));

        during.Operations.ShouldBe(before.Operations);
        _host.Acme.Site.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_is_cached_for_30_seconds()
    {
        _host.Acme.Site.RespondNext(HttpStatusCode.InternalServerError);
        var failed = await _ada.UnfurlAsync(LinkTo(Item));

        _host.Clock.Advance(TimeSpan.FromSeconds(29.9));
        var remembered = await _ada.UnfurlAsync(LinkTo(Item));
        var calls = _host.Acme.Site.ApiCallsTo(Item);
        _host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var after = await _ada.UnfurlAsync(LinkTo(Item));

        (failed.Status, remembered.Status, calls).ShouldBe((502, 502, 1));
        after.Title.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_gateway_failure_is_retried_once()
    {
        _host.Acme.Site.RespondNext(HttpStatusCode.ServiceUnavailable);

        var response = await _host.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Item)),
            Item,
            timers: 2,
            TimeSpan.FromMilliseconds(500)
        );

        response.Title.ShouldNotBeNull();
        _host.Acme.Site.ApiCallsTo(Item).ShouldBe(2);
    }

    [Fact]
    public async Task A_rate_limit_throttles_only_its_account_until_the_named_time()
    {
        var ben = await _host.BenAsync();
        _host.Acme.Site.RespondNext(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromMinutes(10));
        var limited = await _ada.UnfurlAsync(LinkTo("/items/3"));

        _host.Clock.Advance(TimeSpan.FromMinutes(9));
        var otherLink = await _ada.UnfurlAsync(LinkTo("/items/5"));
        var callsOfAda = _host.Acme.Site.ApiCalls;
        var bens = await ben.UnfurlAsync(LinkTo("/items/5"));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
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
    public async Task Rejections_have_a_status_and_a_message_that_repeats_nothing_of_the_link(string path, int status)
    {
        var response = await _ada.UnfurlAsync(LinkTo($"{path}?secret=word#fragment"));

        response.Status.ShouldBe(status);
        ShouldRepeatNothing(response, path);
    }

    [Fact]
    public async Task Failures_have_a_status_and_a_message_that_repeats_nothing_of_the_link()
    {
        var failing = await _host.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo("/items/502")),
            "/items/502",
            timers: 2,
            TimeSpan.FromMilliseconds(500)
        );
        var silent = await _host.AdvanceDuringAsync(
            () => _ada.UnfurlAsync(LinkTo(Silent)),
            Silent,
            timers: 1,
            HardTimeout
        );
        _host.Acme.Site.RevokeTokens("ada");
        var revoked = await _ada.UnfurlAsync(LinkTo(Item));

        (failing.Status, silent.Status, revoked.Status).ShouldBe((502, 504, 401));
        ShouldRepeatNothing(failing, "/items/502");
        ShouldRepeatNothing(silent, Silent);
        ShouldRepeatNothing(revoked, Item);
        revoked.Message!.ShouldContain(new Uri(_host.Service.Url, "/connections").AbsoluteUri);
    }

    private static void ShouldRepeatNothing(Unfurled response, string path)
    {
        var message = response.Message.ShouldNotBeNull();
        message.ShouldNotBeEmpty();
        foreach (var part in (string[])[AcmeCatalog.Host, "items", path.Split('/')[^1], "secret", "fragment"])
        {
            // A message may contain another number, such as the port or minutes to wait.
            if (!int.TryParse(part, out _))
                message.ShouldNotContain(part, Case.Insensitive);
        }
        message.ShouldNotContain(path);
    }
}
