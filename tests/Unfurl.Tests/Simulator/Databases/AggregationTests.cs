namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Several changes in a few seconds are one event.</summary>
public sealed class AggregationTests
{
    [Fact]
    public async Task Edits_of_a_row_become_one_event_with_all_properties_and_authors()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var bob = fixture.Simulator.Workspace.AddPerson("Bob");
        var row = await fixture.AddRowAsync();
        var other = await fixture.AddRowAsync();

        row.Edit(fixture.Ada, "Link", "https://acme.example/1");
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(2));
        row.Edit(bob, "Count", 1);
        other.Edit(fixture.Ada, "Count", 1);
        await fixture.Simulator.WriteAsync(row, """{"Link":{"url":"https://acme.example/2"}}""");
        fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(2.9));
        var early = fixture.Receiver.Events.Count;
        var pending = fixture.Subscription.Pending;
        await fixture.PassWindowAsync();

        early.ShouldBe(2);
        pending.ShouldBe(2);
        var told = fixture.Receiver.Events.Skip(2).ToList();
        told.Select(it => it.EntityId).ShouldBe([row.Id, other.Id]);
        told[0].Properties.ShouldBe([fixture.Work.Column("Link").EncodedId, fixture.Work.Column("Count").EncodedId]);
        told[0]
            .Authors.ShouldBe([
                $"person {fixture.Ada.Id}",
                $"person {bob.Id}",
                $"bot {fixture.Simulator.Connection.Id}",
            ]);
        ((string?)told[0].Json["timestamp"]).ShouldBe("2026-03-02T09:00:12.000Z");
    }

    [Fact]
    public async Task What_is_made_and_deleted_at_once_is_not_told()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var old = await fixture.AddRowAsync();

        var row = fixture.Work.AddRow(fixture.Ada);
        row.Edit(fixture.Ada, "Count", 1);
        row.Trash(fixture.Ada);
        old.Trash(fixture.Ada);
        old.Restore(fixture.Ada);
        await fixture.PassWindowAsync();

        fixture.Receiver.Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_row_that_is_edited_at_once_is_told_twice()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();

        var row = fixture.Work.AddRow(fixture.Ada);
        row.Edit(fixture.Ada, "Count", 1);
        await fixture.PassWindowAsync();

        fixture.Receiver.Types.ShouldBe(["page.created", "page.properties_updated"]);
    }

    [Fact]
    public async Task Locks_are_told_one_by_one_and_at_once()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var row = await fixture.AddRowAsync();

        row.Lock(fixture.Ada);
        row.Unlock(fixture.Ada);
        row.Lock(fixture.Ada);
        await fixture.SettleAsync();

        fixture.Receiver.Types.Skip(1).ShouldBe(["page.locked", "page.unlocked", "page.locked"]);
    }

    [Fact]
    public async Task Without_a_window_every_change_is_an_event_at_once()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        fixture.Subscription.AggregationWindow = TimeSpan.Zero;

        var row = fixture.Work.AddRow(fixture.Ada);
        row.Edit(fixture.Ada, "Count", 1);
        row.Edit(fixture.Ada, "Count", 2);
        await fixture.SettleAsync();

        fixture.Receiver.Types.ShouldBe(["page.created", "page.properties_updated", "page.properties_updated"]);
    }
}
