using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Which events a change makes, and what they say.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task An_edit_is_told_with_all_that_Notion_says_of_it()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var row = await fixture.AddRowAsync();

        row.Edit(fixture.Ada, "Link", "https://acme.example/1");
        await fixture.PassWindowAsync();

        var told = fixture.Receiver.Events[^1];
        var id = told.Id!;
        Guid.TryParse(id, out _).ShouldBeTrue();
        told.IsSignedWith(fixture.Subscription.VerificationToken.Reveal()).ShouldBeTrue();
        var expected = JsonNode.Parse(
            $$"""
            {
              "id": "{{id}}",
              "timestamp": "2026-03-02T09:00:05.000Z",
              "workspace_id": "{{fixture.Simulator.Workspace.Id}}",
              "workspace_name": "Acme",
              "subscription_id": "{{fixture.Subscription.Id}}",
              "integration_id": "{{told.Json["integration_id"]}}",
              "type": "page.properties_updated",
              "authors": [{ "id": "{{fixture.Ada.Id}}", "type": "person" }],
              "attempt_number": 1,
              "api_version": "2026-03-11",
              "entity": { "id": "{{row.Id}}", "type": "page" },
              "data": {
                "parent": {
                  "id": "{{fixture.Work.Database.Id}}",
                  "type": "database",
                  "data_source_id": "{{fixture.Work.Id}}"
                },
                "updated_properties": ["{{fixture.Work.Column("Link").EncodedId}}"]
              }
            }
            """
        );
        JsonNode.DeepEquals(told.Json, expected).ShouldBeTrue(told.Json.ToJsonString());
        told.Properties[0].ShouldContain('%');
        ((string?)told.Json["integration_id"]).ShouldNotBe(fixture.Simulator.Connection.Id);
    }

    [Fact]
    public async Task The_connections_own_writes_are_told_with_its_bot_as_the_author()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var row = await fixture.AddRowAsync();

        (
            await fixture.Simulator.WriteAsync(row, """{"Count":{"number":1},"State":{"select":{"name":"New"}}}""")
        ).ShouldBeOk();
        var created = await fixture.Simulator.PostAsync(
            "/v1/pages",
            $$"""{"parent":{"data_source_id":"{{fixture.Work.Id}}"},"properties":{"Count":{"number":2} } }"""
        );
        await fixture.PassWindowAsync();

        var told = fixture.Receiver.Events.Skip(1).ToDictionary(it => it.Type!);
        told.Keys.ShouldBe(
            ["data_source.schema_updated", "page.properties_updated", "page.created"],
            ignoreOrder: true
        );
        told.Values.ShouldAllBe(it => it.Authors.Single() == $"bot {fixture.Simulator.Connection.Id}");
        told["page.properties_updated"]
            .Properties.ShouldBe([fixture.Work.Column("Count").EncodedId, fixture.Work.Column("State").EncodedId]);
        told["page.created"].EntityId.ShouldBe((string?)created.Json["id"]);
    }

    [Theory]
    [InlineData(TitleEvents.ContentAndProperties, "title Count", "page.content_updated", "page.properties_updated")]
    [InlineData(TitleEvents.ContentOnly, "Count", "page.content_updated", "page.properties_updated")]
    [InlineData(TitleEvents.PropertiesOnly, "title Count", "page.properties_updated")]
    public async Task An_edited_title_is_told_as_content_as_a_property_or_as_both(
        TitleEvents events,
        string properties,
        params string[] types
    )
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var row = await fixture.AddRowAsync();
        fixture.Subscription.TitleEvents = events;

        row.Edit(fixture.Ada, "Name", "Renamed");
        row.Edit(fixture.Ada, "Count", 3);
        await fixture.PassWindowAsync();

        var told = fixture.Receiver.Events.Skip(1).ToList();
        told.Select(it => it.Type).ShouldBe(types, ignoreOrder: true);
        told.Single(it => it.Type == "page.properties_updated")
            .Properties.Select(id => fixture.Work.Columns.Single(column => column.EncodedId == id))
            .Select(column => column.Id == "title" ? "title" : column.Name)
            .ShouldBe(properties.Split(' '));
    }

    [Fact]
    public async Task Rows_are_trashed_restored_moved_and_locked()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var archive = fixture.Simulator.AddShared("Archive", new("Link", "url"), new("State", "status", "Open"));
        var row = fixture.Work.AddRow(
            fixture.Ada,
            ("Name", "Row"),
            ("Link", "https://acme.example/1"),
            ("State", "Open")
        );
        await fixture.PassWindowAsync();

        row.Trash(fixture.Ada);
        await fixture.PassWindowAsync();
        (await fixture.Simulator.PatchAsync($"/v1/pages/{row.Id}", """{"in_trash":false}""")).ShouldBeOk();
        await fixture.PassWindowAsync();
        row.MoveTo(archive, fixture.Ada);
        await fixture.PassWindowAsync();
        row.Lock(fixture.Ada);
        (await fixture.Simulator.PatchAsync($"/v1/pages/{row.Id}", """{"is_locked":false}""")).ShouldBeOk();
        await fixture.SettleAsync();

        fixture.Receiver.Types.ShouldBe([
            "page.created",
            "page.deleted",
            "page.undeleted",
            "page.moved",
            "page.locked",
            "page.unlocked",
        ]);
        fixture
            .Receiver.Events.Select(it => it.Authors.Single().Split(' ')[0])
            .ShouldBe(["person", "person", "bot", "person", "person", "bot"]);
        ((string?)fixture.Receiver.Events[3].Json["data"]!["parent"]!["data_source_id"]).ShouldBe(archive.Id);
        archive.Rows.ShouldBe([row]);
        fixture.Work.Rows.ShouldBeEmpty();
        row.Text("Name").ShouldBe("Row");
        row.Text("Link").ShouldBe("https://acme.example/1");
        row.Text("State").ShouldBe("Open");
    }

    [Fact]
    public async Task Changes_of_the_schema_name_the_columns()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var state = fixture.Work.Column("State");
        var count = fixture.Work.Column("Count");

        state.Rename("Stage");
        count.Delete();
        var added = fixture.Work.AddColumn(new("Author", "people"));
        added.Rename("Authors");
        fixture.Work.AddColumn(new("Mistake", "url")).Delete();
        await fixture.PassWindowAsync();
        (
            await fixture.Simulator.PatchAsync(
                $"/v1/data_sources/{fixture.Work.Id}",
                """{"properties":{"Stage":null,"Note":{"rich_text":{}},"Link":{"name":"URL"}}}"""
            )
        ).ShouldBeOk();
        await fixture.PassWindowAsync();

        Columns(0)
            .ShouldBe([
                $"{state.EncodedId} Stage updated",
                $"{count.EncodedId} Count deleted",
                $"{added.EncodedId} Authors created",
            ]);
        Columns(1)
            .ShouldBe([
                $"{state.EncodedId} Stage deleted",
                $"{fixture.Work.Column("Note").EncodedId} Note created",
                $"{fixture.Work.Column("URL").EncodedId} URL updated",
            ]);
        fixture.Receiver.Events[0].Authors.Single().ShouldStartWith("person ");
        var json = fixture.Receiver.Events[1].Json;
        ((string?)json["type"]).ShouldBe("data_source.schema_updated");
        json["entity"]!.ToJsonString().ShouldBe($$"""{"id":"{{fixture.Work.Id}}","type":"data_source"}""");
        ((string?)json["data"]!["parent"]!["id"]).ShouldBe(fixture.Work.Database.Id);
        fixture.Receiver.Events[1].Authors.ShouldBe([$"bot {fixture.Simulator.Connection.Id}"]);

        IEnumerable<string> Columns(int index) =>
            fixture.Receiver.Events[index].Json["data"]!["updated_properties"]!
                .AsArray()
                .Select(it => $"{it!["id"]} {it["name"]} {it["action"]}");
    }

    [Fact]
    public async Task Nothing_is_told_of_what_the_connection_cannot_read()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        var hidden = fixture.Simulator.Workspace.AddDatabase("Hidden").DataSource;
        var row = await fixture.AddRowAsync();

        hidden.AddRow(fixture.Ada);
        fixture.Work.Database.Unshare(fixture.Simulator.Connection);
        row.Edit(fixture.Ada, "Count", 1);
        fixture.Work.Database.ShareWith(fixture.Simulator.Connection);
        fixture.Simulator.Connection.Capabilities = ConnectionCapabilities.UpdateContent;
        row.Edit(fixture.Ada, "Count", 2);
        await fixture.PassWindowAsync();

        fixture.Receiver.Types.ShouldBe(["page.created"]);
    }

    [Fact]
    public async Task Only_the_types_that_are_subscribed_are_told()
    {
        await using var fixture = await SubscriptionFixture.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        var subscription = fixture.Simulator.Connection.Subscribe(receiver.Url, "page.deleted", "page.content_updated");
        subscription.Verify(subscription.VerificationToken);
        var row = await fixture.AddRowAsync();

        row.Edit(fixture.Ada, "Name", "Renamed");
        row.Edit(fixture.Ada, "Count", 1);
        await fixture.PassWindowAsync();
        await fixture.SettleAsync(subscription);

        receiver.Types.ShouldBe(["page.content_updated"]);
        fixture.Receiver.Types.ShouldBe(["page.created", "page.properties_updated", "page.content_updated"]);
    }
}
