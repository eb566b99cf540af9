using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>What may go wrong with events, when a test says so.</summary>
public sealed class EventFaultTests
{
    [Fact]
    public async Task Events_are_lost_doubled_and_reordered()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;
        fixture.Subscription.Disturb(
            EventFault.Lost,
            EventFault.None,
            EventFault.Doubled,
            EventFault.Reordered,
            EventFault.None
        );

        var rows = Enumerable.Range(0, 6).Select(_ => fixture.Work.AddRow(fixture.Ada)).ToList();
        await fixture.SettleAsync();

        int[] order = [.. fixture.Receiver.Events.Select(it => rows.FindIndex(row => row.Id == it.EntityId))];
        order.ShouldBe([1, 2, 2, 4, 3, 5]);
        fixture.Receiver.Events[1].Id.ShouldBe(fixture.Receiver.Events[2].Id);
    }

    [Fact]
    public async Task Events_are_delayed_and_the_last_one_does_not_wait_for_ever()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;
        fixture.Subscription.Disturb(
            EventFault.Delayed(TimeSpan.FromSeconds(90)),
            EventFault.None,
            EventFault.Reordered
        );

        var rows = Enumerable.Range(0, 3).Select(_ => fixture.Work.AddRow(fixture.Ada)).ToList();
        await fixture.UntilAsync(() => fixture.Subscription.Pending == 2);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(60));
        await fixture.UntilAsync(() => fixture.Subscription.Pending == 1);
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(30));
        await fixture.SettleAsync();

        int[] order = [.. fixture.Receiver.Events.Select(it => rows.FindIndex(row => row.Id == it.EntityId))];
        order.ShouldBe([1, 2, 0]);
    }

    [Fact]
    public async Task A_wrong_signature_is_right_at_the_next_attempt()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var token = fixture.Subscription.VerificationToken.Reveal();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;
        fixture.Subscription.Disturb(EventFault.WrongSignature);
        fixture.Receiver.Status = 401;

        fixture.Work.AddRow(fixture.Ada);
        await fixture.UntilAsync(() => fixture.Subscription.Deliveries.Count == 2);
        fixture.Receiver.Status = 200;
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(16));
        await fixture.SettleAsync();

        fixture.Receiver.Events.Select(it => it.IsSignedWith(token)).ShouldBe([false, true]);
        fixture.Receiver.Events[0].Signature.Length.ShouldBe(fixture.Receiver.Events[1].Signature.Length);
    }

    [Fact]
    public async Task An_event_of_a_type_that_nobody_knows_is_made_by_hand()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();

        var id = fixture.Subscription.Send(
            "page.exploded",
            """{"entity":{"id":"1","type":"page"},"data":{"parts":[1,2]},"workspace_name":null}"""
        );
        await fixture.SettleAsync();

        var told = fixture.Receiver.Events.ShouldHaveSingleItem();
        told.Id.ShouldBe(id);
        told.Type.ShouldBe("page.exploded");
        told.EntityId.ShouldBe("1");
        told.Json["data"]!["parts"]!.AsArray().Count.ShouldBe(2);
        told.Json["workspace_name"].ShouldBeNull();
        ((string?)told.Json["workspace_id"]).ShouldBe(fixture.Simulator.Workspace.Id);
        told.IsSignedWith(fixture.Subscription.VerificationToken.Reveal()).ShouldBeTrue();
        fixture.Subscription.Deliveries[^1].EventId.ShouldBe(id);
    }

    [Fact]
    public void A_seed_names_the_same_faults_always()
    {
        var faults = EventFault.Sequence("a seed", 200);

        EventFault.Sequence("a seed", 200).ShouldBe(faults);
        EventFault.Sequence("another seed", 200).ShouldNotBe(faults);
        faults.ShouldContain(EventFault.Lost);
        faults.ShouldContain(EventFault.Doubled);
        faults.ShouldContain(EventFault.Reordered);
        faults.Count(it => it == EventFault.None).ShouldBeInRange(80, 160);
    }
}
