using Unfurl.Simulator.Databases;
using Unfurl.Testing;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>How events arrive: again if they were not taken, and not at all if too many were not.</summary>
public sealed class EventDeliveryTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task What_is_not_taken_comes_again_until_a_day_has_passed(int status)
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        await using var elsewhere = await EventReceiver.StartAsync();
        fixture.Receiver.Status = status;
        fixture.Receiver.Location = elsewhere.Url.AbsoluteUri;
        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(5));
        await AttemptsAsync(fixture, 1);
        var start = fixture.Simulator.Time.GetUtcNow();
        var second = TimeSpan.FromSeconds(1);

        for (var wait = TimeSpan.FromSeconds(16); fixture.Subscription.Pending > 0; wait *= 4)
        {
            var attempts = fixture.Receiver.Events.Count;
            fixture.Simulator.Time.Advance(wait - second);
            // The next attempt's.
            fixture.Simulator.Time.WaitingTimers.ShouldBe(1);
            fixture.Simulator.Time.Advance(second);
            await AttemptsAsync(fixture, attempts + 1);
        }
        fixture.Simulator.Time.Advance(TimeSpan.FromDays(10));

        fixture.Receiver.Events.Select(it => it.Attempt).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        fixture.Receiver.Events.Select(it => it.Id).Distinct().Count().ShouldBe(1);
        fixture.Receiver.Events.ShouldAllBe(it => it.IsSignedWith(fixture.Subscription.VerificationToken.Reveal()));
        fixture.Subscription.Deliveries.Skip(1).ShouldAllBe(it => it.Status == status && !it.IsTaken);
        (fixture.Subscription.Deliveries[^1].Time - start).TotalHours.ShouldBe(24, 0.5);
        elsewhere.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_does_not_answer_in_ten_seconds_is_asked_again()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Receiver.Status = 0;
        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => fixture.Receiver.Events.Count == 1);

        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(9.9));
        var early = fixture.Subscription.Deliveries.Count;
        fixture.Receiver.Status = 204;
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(0.1));
        await AttemptsAsync(fixture, 1);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(16));
        await fixture.SettleAsync();

        early.ShouldBe(1);
        fixture.Subscription.Deliveries.Select(it => it.Status).ShouldBe([200, null, 204]);
        fixture
            .Subscription.Deliveries.Select(it => it.Type)
            .ShouldBe(["verification_token", "page.created", "page.created"]);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_asked_again()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        await fixture.Receiver.DisposeAsync();

        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(5));
        await AttemptsAsync(fixture, 1);

        fixture.Subscription.Deliveries[^1].Status.ShouldBeNull();
        fixture.Subscription.Pending.ShouldBe(1);
    }

    [Fact]
    public async Task A_subscription_that_fails_often_is_paused_until_the_operator_resumes_it()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;
        fixture.Subscription.PauseRule = new(MinEvents: 4);
        fixture.Work.AddRow(fixture.Ada);
        fixture.Work.AddRow(fixture.Ada);
        await fixture.SettleAsync();
        fixture.Receiver.Status = 400;

        fixture.Work.AddRow(fixture.Ada);
        await AttemptsAsync(fixture, 3);
        var before = fixture.Subscription.State;
        fixture.Work.AddRow(fixture.Ada);
        await AttemptsAsync(fixture, 4);
        var after = fixture.Subscription.State;
        fixture.Receiver.Status = 200;
        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromDays(2));
        await fixture.SettleAsync();
        var paused = fixture.Receiver.Events.Count;
        fixture.Subscription.Resume();
        var row = fixture.Work.AddRow(fixture.Ada);
        await fixture.SettleAsync();

        before.ShouldBe(SubscriptionState.Active);
        after.ShouldBe(SubscriptionState.Paused);
        paused.ShouldBe(4);
        fixture.Receiver.Events.Skip(4).Select(it => it.EntityId).ShouldBe([row.Id]);
        Should.Throw<InvalidOperationException>(fixture.Subscription.Resume);
    }

    [Fact]
    public async Task Failures_of_long_ago_pause_nothing()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;
        fixture.Subscription.PauseRule = new(MinEvents: 2);
        fixture.Receiver.Status = 503;
        fixture.Work.AddRow(fixture.Ada);
        await AttemptsAsync(fixture, 1);
        fixture.Receiver.Status = 200;

        fixture.Simulator.Time.Advance(TimeSpan.FromHours(1));
        await fixture.SettleAsync();
        fixture.Receiver.Status = 503;
        fixture.Work.AddRow(fixture.Ada);
        await AttemptsAsync(fixture, 3);

        fixture.Subscription.State.ShouldBe(SubscriptionState.Active);
    }

    [Fact]
    public async Task Nothing_is_sent_after_the_end_of_the_simulator()
    {
        var fixture = await SubscriptionFixture.StartAsync();
        await using var receiver = fixture.Receiver;
        fixture.Receiver.Status = 0;
        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => receiver.Events.Count == 1);

        // One request is under way, and one event waits for its window.
        fixture.Work.AddRow(fixture.Ada);
        await fixture.Simulator.DisposeAsync();
        fixture.Work.AddRow(fixture.Ada);
        fixture.Simulator.Time.Advance(TimeSpan.FromDays(1));

        fixture.Subscription.Ended.IsCompletedSuccessfully.ShouldBeTrue();
        fixture.Simulator.Time.WaitingTimers.ShouldBe(0);
        receiver.Events.Count.ShouldBe(1);
    }

    private static Task AttemptsAsync(SubscriptionFixture fixture, int count) =>
        fixture.UntilAsync(() => fixture.Subscription.Deliveries.Count(it => it.EventId is not null) == count);
}
