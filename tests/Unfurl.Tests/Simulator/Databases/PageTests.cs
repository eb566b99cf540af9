using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

public sealed class PageTests
{
    [Fact]
    public async Task A_page_names_its_data_source_its_database_and_its_address()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Link", "url"));
        var row = source.AddRow(fixture.Ada, ("Name", "First"), ("Link", "https://acme.example/1"));

        var page = (
            await fixture.GetAsync($"/v1/pages/{row.Id.Replace("-", "", StringComparison.Ordinal)}")
        ).ShouldBeOk();

        ((string?)page.Json["parent"]!["data_source_id"]).ShouldBe(source.Id);
        ((string?)page.Json["parent"]!["database_id"]).ShouldBe(source.Database.Id);
        ((string?)page.Json["url"]).ShouldBe(
            $"https://app.notion.com/p/{row.Id.Replace("-", "", StringComparison.Ordinal)}"
        );
        ((string?)page.Property("Link")["url"]).ShouldBe("https://acme.example/1");
        ((string?)page.Property("Name")["title"]![0]!["plain_text"]).ShouldBe("First");
        ((string?)page.Json["last_edited_by"]!["id"]).ShouldBe(fixture.Ada.Id);
    }

    [Fact]
    public async Task Times_are_cut_to_the_minute()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(119.5));
        var source = fixture.AddShared("Work", new("Made", "created_time"), new("Edited", "last_edited_time"));
        var row = source.AddRow(fixture.Ada);
        fixture.Time.Advance(TimeSpan.FromSeconds(70));
        row.Edit(fixture.Ada, "Name", "Later");

        var page = await fixture.GetAsync($"/v1/pages/{row.Id}");

        row.CreatedTime.Second.ShouldBe(59);
        ((string?)page.Json["created_time"]).ShouldBe("2026-03-02T09:01:00.000Z");
        ((string?)page.Json["last_edited_time"]).ShouldBe("2026-03-02T09:03:00.000Z");
        ((string?)page.Property("Made")["created_time"]).ShouldBe("2026-03-02T09:01:00.000Z");
        ((string?)page.Property("Edited")["last_edited_time"]).ShouldBe("2026-03-02T09:03:00.000Z");
    }

    [Fact]
    public async Task A_row_in_the_trash_is_served_but_a_purged_one_is_not_found()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        var row = source.AddRow(fixture.Ada);

        row.Trash(fixture.Ada);
        var trashed = await fixture.GetAsync($"/v1/pages/{row.Id}");
        var written = await fixture.WriteAsync(row, """{"Name":{"title":[]}}""");
        row.Restore(fixture.Ada);
        var restored = await fixture.GetAsync($"/v1/pages/{row.Id}");
        row.Purge();
        var purged = await fixture.GetAsync($"/v1/pages/{row.Id}");

        ((bool?)trashed.ShouldBeOk().Json["in_trash"]).ShouldBe(true);
        written.ShouldBe(400, "validation_error");
        ((bool?)restored.Json["in_trash"]).ShouldBe(false);
        purged.ShouldBe(404, "object_not_found");
    }

    [Theory]
    [InlineData("rich_text")]
    [InlineData("title")]
    [InlineData("people")]
    [InlineData("relation")]
    public async Task Of_many_references_a_page_holds_25_and_the_property_all(string type)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared(
            "Work",
            new("People", "people"),
            new("Text", "rich_text"),
            new("Rows", "relation")
        );
        var row = source.AddRow(fixture.Ada);
        var (name, value) = type switch
        {
            "people" => ("People", (object)Many(i => fixture.Workspace.AddPerson($"Person {i}"))),
            "relation" => ("Rows", Many(_ => source.AddRow(fixture.Ada))),
            "title" => ("Name", Many(i => $"{i} ")),
            _ => ("Text", Many(i => $"{i} ")),
        };
        row.Edit(fixture.Ada, name, value);

        var page = await fixture.GetAsync($"/v1/pages/{row.Id}");
        var path = $"/v1/pages/{row.Id}/properties/{source.Column(name).EncodedId}?page_size=20";
        var first = (await fixture.GetAsync(path)).ShouldBeOk();
        var second = (await fixture.GetAsync($"{path}&start_cursor={first.NextCursor}")).ShouldBeOk();

        page.Property(name)[type]!.AsArray().Count.ShouldBe(25);
        if (type == "relation")
            ((bool?)page.Property(name)["has_more"]).ShouldBe(true);
        ((string?)first.Json["property_item"]!["type"]).ShouldBe(type);
        ((string?)first.Json["property_item"]!["next_url"]).ShouldEndWith($"?start_cursor={first.NextCursor}");
        first.Results.Count.ShouldBe(20);
        second.Results.Count.ShouldBe(10);
        ((bool?)second.Json["has_more"]).ShouldBe(false);
    }

    [Fact]
    public async Task A_property_without_a_list_is_one_item()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Points", "number"));
        var row = source.AddRow(fixture.Ada, ("Points", 3));

        var item = await fixture.GetAsync($"/v1/pages/{row.Id}/properties/{source.Column("Points").EncodedId}");
        var byName = await fixture.GetAsync($"/v1/pages/{row.Id}/properties/Points");

        ((string?)item.ShouldBeOk().Json["object"]).ShouldBe("property_item");
        ((double?)item.Json["number"]).ShouldBe(3);
        byName.ShouldBe(404, "object_not_found");
    }

    [Fact]
    public async Task Filter_properties_takes_ids_encoded_or_not()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new("Link", "url"), new("Points", "number"), new("Text", "rich_text"));
        var row = source.AddRow(fixture.Ada);
        var (link, points) = (source.Column("Link"), source.Column("Points"));
        link.EncodedId.ShouldNotBe(link.Id);

        // In the query string an encoded id is encoded once more, or the server sees the plain one.
        var ids = $"filter_properties={Uri.EscapeDataString(link.EncodedId)}&filter_properties={points.EncodedId}";
        var page = (await fixture.GetAsync($"/v1/pages/{row.Id}?{ids}")).ShouldBeOk();
        var unknown = await fixture.GetAsync($"/v1/pages/{row.Id}?filter_properties=zzzz");
        var many = string.Join('&', Enumerable.Repeat("filter_properties=title", 101));
        var tooMany = await fixture.GetAsync($"/v1/pages/{row.Id}?{many}");

        page.Json["properties"]!.AsObject().Select(it => it.Key).ShouldBe(["Link", "Points"]);
        unknown.ShouldBe(400, "validation_error");
        tooMany.ShouldBe(400, "validation_error");
    }

    private static List<T> Many<T>(Func<int, T> make) => [.. Enumerable.Range(1, 30).Select(make)];
}
