using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

public sealed class SchemaTests
{
    [Fact]
    public async Task A_database_lists_its_data_sources_and_no_properties()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        source.Database.AddDataSource("Archive");

        var database = (await fixture.GetAsync($"/v1/databases/{source.Database.Id}")).ShouldBeOk();
        var byDatabase = await fixture.GetAsync($"/v1/data_sources/{source.Database.Id}");

        database.Json.ContainsKey("properties").ShouldBeFalse();
        var sources = database.Json["data_sources"]!.AsArray();
        sources.Select(it => (string?)it!["name"]).ShouldBe(["Work", "Archive"]);
        sources.Select(it => (string?)it!["id"]).ShouldBe(source.Database.DataSources.Select(it => it.Id));
        byDatabase.ShouldBe(404, "object_not_found");
    }

    [Theory]
    [InlineData("title")]
    [InlineData("rich_text")]
    [InlineData("number")]
    [InlineData("select")]
    [InlineData("multi_select")]
    [InlineData("status")]
    [InlineData("date")]
    [InlineData("people")]
    [InlineData("files")]
    [InlineData("checkbox")]
    [InlineData("url")]
    [InlineData("email")]
    [InlineData("phone_number")]
    [InlineData("relation")]
    [InlineData("formula")]
    [InlineData("rollup")]
    [InlineData("created_time")]
    [InlineData("created_by")]
    [InlineData("last_edited_time")]
    [InlineData("last_edited_by")]
    [InlineData("last_visited_time")]
    [InlineData("unique_id")]
    [InlineData("button")]
    [InlineData("place")]
    [InlineData("location")]
    [InlineData("verification")]
    public async Task Every_type_has_its_configuration_and_its_value(string type)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Column", type));
        var row = source.AddRow(fixture.Ada);

        var schema = (await fixture.GetAsync($"/v1/data_sources/{source.Id}")).ShouldBeOk();
        var page = (await fixture.GetAsync($"/v1/pages/{row.Id}")).ShouldBeOk();

        ((string?)schema.Property("Column")["type"]).ShouldBe(type);
        ((string?)schema.Property("Column")["name"]).ShouldBe("Column");
        schema.Property("Column")[type].ShouldBeOfType<JsonObject>();
        ((string?)page.Property("Column")["type"]).ShouldBe(type);
        page.Property("Column").AsObject().ContainsKey(type).ShouldBeTrue();
    }

    [Fact]
    public async Task Ids_of_properties_are_delivered_percent_encoded()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Link", "url"));
        var column = source.Column("Link");

        var schema = await fixture.GetAsync($"/v1/data_sources/{source.Id}");

        var delivered = (string)schema.Property("Link")["id"]!;
        delivered.ShouldContain("%");
        Uri.UnescapeDataString(delivered).ShouldBe(column.Id);
        ((string?)schema.Property("Name")["id"]).ShouldBe("title");
    }

    [Fact]
    public async Task A_status_has_options_in_groups()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared(
            "Work",
            new("State", "status", "Open", new("Merged", "purple", "Complete"), new("Draft", "gray", "In progress")),
            new("Default", "status")
        );

        var schema = await fixture.GetAsync($"/v1/data_sources/{source.Id}");

        var status = schema.Property("State")["status"]!;
        var options = status["options"]!.AsArray().ToDictionary(it => (string)it!["id"]!, it => (string)it!["name"]!);
        options.Values.ShouldBe(["Open", "Merged", "Draft"]);
        ((string?)status["options"]![1]!["color"]).ShouldBe("purple");
        status["groups"]!
            .AsArray()
            .Select(it => $"{it!["name"]}: {options[(string)it["option_ids"]![0]!]}")
            .ShouldBe(["To-do: Open", "In progress: Draft", "Complete: Merged"]);
        schema.Property("Default")["status"]!["options"]!
            .AsArray()
            .Select(it => (string?)it!["name"])
            .ShouldBe(["Not started", "In progress", "Done"]);
    }

    [Fact]
    public async Task A_relation_to_a_database_that_is_not_shared_is_left_out()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var people = fixture.Workspace.AddDatabase("Secret");
        var source = fixture.AddShared(
            "Work",
            new NewColumn("Secret", "relation") { RelatesTo = people.DataSource },
            new NewColumn("Parent", "relation")
        );
        var row = source.AddRow(fixture.Ada);

        var schema = await fixture.GetAsync($"/v1/data_sources/{source.Id}");
        var written = await fixture.WriteAsync(row, """{"Secret":{"relation":[]} }""");
        people.ShareWith(fixture.Connection);
        var shared = await fixture.GetAsync($"/v1/data_sources/{source.Id}");

        schema.Json["properties"]!.AsObject().Select(it => it.Key).ShouldBe(["Name", "Parent"]);
        ((string?)schema.Property("Parent")["relation"]!["data_source_id"]).ShouldBe(source.Id);
        ((string?)schema.Property("Parent")["relation"]!["database_id"]).ShouldBe(source.Database.Id);
        written.ShouldBe(400, "validation_error");
        shared.Json["properties"]!.AsObject().ContainsKey("Secret").ShouldBeTrue();
    }

    [Fact]
    public async Task Columns_are_added_renamed_and_removed_in_one_request()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new("Link", "url"), new("Old", "number"));
        var link = source.Column("Link");
        var row = source.AddRow(fixture.Ada, ("Link", "https://acme.example/1"));

        var changed = await PatchAsync(
            fixture,
            source,
            $$"""
            {"PR State":{"select":{"options":[{"name":"Open","color":"green"}]} },
             "State":{"status":{} },
             "Labels":{"type":"multi_select","multi_select":{} },
             "{{link.EncodedId}}":{"name":"Pull request"},
             "Old":null}
            """
        );

        changed.ShouldBeOk().Json["properties"]!
            .AsObject()
            .Select(it => it.Key)
            .ShouldBe(["Name", "Pull request", "PR State", "State", "Labels"]);
        ((string?)changed.Property("Pull request")["id"]).ShouldBe(link.EncodedId);
        ((string?)changed.Property("PR State")["select"]!["options"]![0]!["color"]).ShouldBe("green");
        source.Column("State").Options.Select(it => it.Name).ShouldBe(["Not started", "In progress", "Done"]);
        row.Text("Pull request").ShouldBe("https://acme.example/1");
        row.Text("State").ShouldBe("Not started");
    }

    [Fact]
    public async Task A_list_of_options_replaces_the_one_before_and_changes_no_option()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Kind", "select", new("Bug", "red"), "Task", "Idea"));
        var row = source.AddRow(fixture.Ada, ("Kind", "Task"));
        var ids = (await fixture.GetAsync($"/v1/data_sources/{source.Id}")).Property("Kind")["select"]!["options"]!
            .AsArray()
            .Select(it => (string)it!["id"]!)
            .ToList();

        var changed = await PatchAsync(
            fixture,
            source,
            $$"""{"Kind":{"select":{"options":[{"name":"New"},{"name":"Bug","color":"blue"},{"id":"{{ids[2]}}","name":"X"}]} } }"""
        );

        var options = changed.ShouldBeOk().Property("Kind")["select"]!["options"]!.AsArray();
        options.Select(it => $"{it!["name"]} {it["color"]}").ShouldBe(["New default", "Bug red", "Idea default"]);
        ((string?)options[1]!["id"]).ShouldBe(ids[0]);
        row.Text("Kind").ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"Name":null}""")]
    [InlineData("""{"Missing":null}""")]
    [InlineData("""{"Missing":{"name":"Other"}}""")]
    [InlineData("""{"Link":{"name":"Name"}}""")]
    [InlineData("""{"Link":{"name":""}}""")]
    [InlineData("""{"Other":{"title":{}}}""")]
    [InlineData("""{"Other":{"button":{}}}""")]
    [InlineData("""{"Other":{"url":{},"number":{}}}""")]
    [InlineData("""{"Other":{"url":null}}""")]
    [InlineData("""{"Other":[]}""")]
    [InlineData(
        """{"Other":{"relation":{"data_source_id":"00000000-0000-0000-0000-000000000000","single_property":{}}}}"""
    )]
    [InlineData("""{"Other":{"select":{"options":[{"name":"a,b"}]}}}""")]
    [InlineData("""{"Other":{"select":{"options":[{"name":"a"},{"name":"a"}]}}}""")]
    [InlineData("""{"Other":{"select":{"options":[{"name":"a","color":"mauve"}]}}}""")]
    [InlineData("""{"Other":{"select":{"options":[{"name":"a","group":"To-do"}]}}}""")]
    [InlineData("""{"Other":{"status":{"options":[{"name":"a","group":"Later"}]}}}""")]
    [InlineData("""{"Other":{"url":{}},"Missing":null}""")]
    public async Task A_schema_that_Notion_does_not_take_changes_nothing(string properties)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Link", "url"));

        var answer = await PatchAsync(fixture, source, properties);

        answer.ShouldBe(400, "validation_error");
        source.Columns.Select(it => it.Name).ShouldBe(["Name", "Link"]);
    }

    [Fact]
    public async Task More_than_100_options_are_refused()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        string Options(int count) =>
            string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"name":"Option {{i}}"}"""));

        var tooMany = await PatchAsync(fixture, source, $$"""{"Kind":{"select":{"options":[{{Options(101)}}]} } }""");
        var many = await PatchAsync(fixture, source, $$"""{"Kind":{"select":{"options":[{{Options(100)}}]} } }""");

        tooMany.ShouldBe(400, "validation_error");
        many.ShouldBeOk();
    }

    [Fact]
    public async Task A_column_that_a_person_retypes_keeps_its_id_and_what_fits()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("State", "select", "Open", "Merged"));
        var column = source.Column("State");
        var row = source.AddRow(fixture.Ada, ("State", "Merged"));

        column.Retype("status");
        column.Rename("Status");
        column.AddOptions("Closed");
        var page = await fixture.GetAsync($"/v1/pages/{row.Id}");
        column.Delete();
        var without = await fixture.GetAsync($"/v1/pages/{row.Id}");

        ((string?)page.Property("Status")["id"]).ShouldBe(column.EncodedId);
        ((string?)page.Property("Status")["status"]!["name"]).ShouldBe("Merged");
        column.Options.Select(it => it.Name).ShouldBe(["Open", "Merged", "Closed"]);
        without.Json["properties"]!.AsObject().Select(it => it.Key).ShouldBe(["Name"]);
    }

    private static Task<ApiAnswer> PatchAsync(DatabaseFixture fixture, SimulatedDataSource source, string properties) =>
        fixture.PatchAsync($"/v1/data_sources/{source.Id}", $$"""{"properties":{{properties}} }""");
}
