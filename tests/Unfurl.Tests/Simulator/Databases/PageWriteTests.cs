using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

public sealed class PageWriteTests
{
    [Fact]
    public async Task A_property_is_named_by_its_name_or_by_its_id_encoded_or_not()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Points", "number"));
        var row = source.AddRow(fixture.Ada);
        var column = source.Column("Points");

        foreach (
            var key in (string[])["Points", column.EncodedId, column.Id.Replace("\\", "\\\\", StringComparison.Ordinal)]
        )
            (await fixture.WriteAsync(row, $$"""{"{{key}}":{"number":1} }""")).ShouldBeOk();
        var twice = await fixture.WriteAsync(row, $$"""{"Points":{"number":1},"{{column.EncodedId}}":{"number":2} }""");

        fixture
            .All.Writes.Select(it => it.Cells.Single())
            .ShouldAllBe(it => it.PropertyId == column.Id && it.Column == "Points");
        twice.ShouldBe(400, "validation_error");
    }

    [Fact]
    public async Task An_answer_is_as_small_as_it_is_asked_to_be()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work", new NewColumn("Points", "number")).AddRow(fixture.Ada);

        var answer = await fixture.PatchAsync(
            $"/v1/pages/{row.Id}?filter_properties=title",
            """{"properties":{"Points":{"number":3}}}"""
        );

        answer.ShouldBeOk().Json["properties"]!.AsObject().Select(it => it.Key).ShouldBe(["Name"]);
        row.Text("Points").ShouldBe("3");
    }

    [Fact]
    public async Task A_large_body_is_refused()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work", new NewColumn("Text", "rich_text")).AddRow(fixture.Ada);

        // Each part is within its own limit.
        var text = string.Join(',', Enumerable.Repeat($$"""{"text":{"content":"{{new string('ü', 1990)}}"} }""", 100));
        var fits = await fixture.WriteAsync(row, $$"""{"Text":{"rich_text":[{{text}}]} }""");
        var large = await fixture.WriteAsync(
            row,
            $$"""{"Text":{"rich_text":[{{text}}]},"Name":{"title":[{{text}}]} }"""
        );

        fits.ShouldBeOk();
        large.ShouldBe(400, "validation_error");
        row.Text("Name").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":"icon","icon":{"name":"pull-request","color":"purple"}}""")]
    [InlineData("""{"type":"icon","icon":{"name":"bug"}}""")]
    [InlineData("""{"type":"emoji","emoji":"🐛"}""")]
    [InlineData("""{"type":"external","external":{"url":"https://acme.example/icon.png"}}""")]
    [InlineData("null")]
    public async Task Icons_are_taken(string icon)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);

        var answer = await fixture.PatchAsync($"/v1/pages/{row.Id}", $$"""{"icon":{{icon}} }""");

        JsonNode.DeepEquals(answer.ShouldBeOk().Json["icon"], JsonNode.Parse(icon)).ShouldBeTrue();
        (row.Icon is null).ShouldBe(icon == "null");
    }

    [Theory]
    [InlineData("""{"icon":{"type":"icon","icon":{"name":"Pull request","color":"purple"}}}""")]
    [InlineData("""{"icon":{"type":"icon","icon":{"name":"bug","color":"mauve"}}}""")]
    [InlineData("""{"icon":{"type":"icon","name":"bug"}}""")]
    [InlineData("""{"icon":"🐛"}""")]
    [InlineData("""{"cover":{"type":"emoji","emoji":"🐛"}}""")]
    [InlineData("""{"archived":true}""")]
    [InlineData("""{"in_trash":"yes"}""")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"unknown":1}""")]
    public async Task Other_bodies_are_refused(string body)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);

        var answer = await fixture.PatchAsync($"/v1/pages/{row.Id}", body);

        answer.ShouldBe(400, "validation_error");
        row.LastEditedBy.ShouldBe(fixture.Ada.Id);
    }

    [Fact]
    public async Task A_row_is_put_into_the_trash_and_back()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);

        await fixture.PatchAsync($"/v1/pages/{row.Id}", """{"in_trash":true}""");
        var wasInTrash = row.IsInTrash;
        var back = await fixture.PatchAsync($"/v1/pages/{row.Id}", """{"in_trash":false}""");

        wasInTrash.ShouldBeTrue();
        ((bool?)back.ShouldBeOk().Json["in_trash"]).ShouldBe(false);
        row.IsInTrash.ShouldBeFalse();
    }

    [Fact]
    public async Task A_row_is_made_in_a_data_source()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Link", "url"));

        var made = await fixture.PostAsync(
            "/v1/pages",
            $$"""
            {"parent":{"type":"data_source_id","data_source_id":"{{source.Id}}"},
             "properties":{"Name":{"title":[{"text":{"content":"New"} }]},"Link":{"url":"https://acme.example/1"} } }
            """
        );
        var inDatabase = await fixture.PostAsync(
            "/v1/pages",
            $$"""{"parent":{"database_id":"{{source.Database.Id}}"},"properties":{} }"""
        );

        var row = source.Rows.Single();
        ((string?)made.ShouldBeOk().Json["id"]).ShouldBe(row.Id);
        row.Text("Link").ShouldBe("https://acme.example/1");
        row.CreatedBy.ShouldBe(fixture.Connection.Id);
        fixture.All.Writes.Single().IsNewRow.ShouldBeTrue();
        inDatabase.ShouldBe(400, "validation_error");
    }

    [Fact]
    public async Task The_next_write_is_awaited()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work", new NewColumn("Points", "number")).AddRow(fixture.Ada);

        var waiting = fixture.All.WaitForAsync(() => row.Text("Points") == "2", TestContext.Current.CancellationToken);
        await fixture.WriteAsync(row, """{"Points":{"number":1}}""");
        var isEarly = waiting.IsCompleted;
        await fixture.WriteAsync(row, """{"Points":{"number":2}}""");
        await waiting;

        isEarly.ShouldBeFalse();
        fixture.All.Writes.Select(it => it.Cells.Single().Json).ShouldBe(["""{"number":1}""", """{"number":2}"""]);
    }
}
