namespace Unfurl.Tests.Simulator.Databases;

/// <summary>One subscription of a public connection covers all workspaces that authorized it.</summary>
public sealed class PublicSubscriptionTests
{
    [Fact]
    public async Task Events_of_all_workspaces_name_who_has_access()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        var subscription = fixture.Connection.Subscribe(receiver.Url);
        subscription.Verify(subscription.VerificationToken).ShouldBeTrue();
        var elsewhere = fixture.Simulator.All.AddWorkspace("Elsewhere");
        var eve = elsewhere.AddPerson("Eve");
        var theirs = elsewhere.AddDatabase("Theirs");
        var ours = await fixture.ConnectAsync(fixture.Work);
        var also = await fixture.ConnectAsync(fixture.Work);
        var returned = await fixture.DecideAsync(fixture.AuthorizeUrl(), eve, "Allow", theirs);
        var others = new PairOfTokens((await fixture.ExchangeAsync(returned["code"])).ShouldBeOk());

        var row = fixture.Work.DataSource.AddRow(fixture.Simulator.Ada);
        var foreign = theirs.DataSource.AddRow(eve);
        fixture.Secrets.DataSource.AddRow(fixture.Simulator.Ada);
        await PassWindowAsync();
        await fixture.Simulator.SendAsync("PATCH", $"/v1/pages/{row.Id}", """{"icon":null}""", also.Access);
        fixture.Connection.Authorizations.Single(it => it.Bot.Id == also.BotId).Revoke();
        await PassWindowAsync();

        receiver.Events.Count.ShouldBe(3);
        var first = receiver.Events.Single(it => it.EntityId == row.Id && it.Type == "page.created");
        first
            .Users("accessible_by")
            .ShouldBe([$"person {fixture.Simulator.Ada.Id}", $"bot {ours.BotId}", $"bot {also.BotId}"]);
        first.Authors.ShouldBe([$"person {fixture.Simulator.Ada.Id}"]);
        var second = receiver.Events.Single(it => it.EntityId == foreign.Id);
        second.Users("accessible_by").ShouldBe([$"person {eve.Id}", $"bot {others.BotId}"]);
        ((string?)second.Json["workspace_id"]).ShouldBe(elsewhere.Id);
        ((string?)second.Json["workspace_name"]).ShouldBe("Elsewhere");
        receiver.Events.ShouldAllBe(it => (string?)it.Json["integration_id"] == fixture.Connection.Id);
        var last = receiver.Events[^1];
        last.Authors.ShouldBe([$"bot {also.BotId}"]);
        last.Users("accessible_by").ShouldBe([$"person {fixture.Simulator.Ada.Id}", $"bot {ours.BotId}"]);

        async Task PassWindowAsync()
        {
            fixture.Simulator.Time.Advance(TimeSpan.FromSeconds(5));
            await fixture.Simulator.All.WaitForAsync(
                () => subscription.Pending == 0,
                TestContext.Current.CancellationToken
            );
        }
    }
}
