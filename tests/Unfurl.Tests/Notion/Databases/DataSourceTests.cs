using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class DataSourceTests
{
    [Fact]
    public void A_data_source_is_read_with_decoded_ids_and_the_status_in_the_order_of_its_groups()
    {
        var schema = Read(
            """
            {
              "object":"data_source","id":"ds1","title":[{"plain_text":"Pull "},{"plain_text":"requests"}],
              "parent":{"type":"database_id","database_id":"db1"},"in_trash":true,
              "properties":{
                "Name":{"id":"title","name":"Name","type":"title","title":{}},
                "Link":{"id":"fk%5EY","name":"Link","type":"url","url":{}},
                "100%":{"id":"%2525","name":"100%","type":"number","number":{"format":"percent"}},
                "Status":{"id":"s","name":"Status","type":"status","status":{
                  "options":[{"id":"3","name":"Done"},{"id":"1","name":"Idea"},{"id":"2","name":"Doing"},{"id":"4","name":"Next"},{"id":"5","name":"Odd"}],
                  "groups":[{"name":"Complete","option_ids":["3"]},{"name":"In progress","option_ids":["2"]},{"name":"To-do","option_ids":["4","1"]}]}},
                "Place":{"id":"p","name":"Place","type":"place","place":{}},
                "Broken":7,
                "Typeless":{"id":"t"}
              }
            }
            """
        )!;

        (schema.Id, schema.Title, schema.DatabaseId, schema.InTrash, schema.IsSynced).ShouldBe(
            ("ds1", "Pull requests", "db1", true, false)
        );
        schema.Columns.Select(column => column.Id).ShouldBe(["title", "fk^Y", "%25", "s", "p"]);
        schema.Find("fk^Y")!.DeliveredId.ShouldBe("fk%5EY");
        schema.Find("fk%5EY").ShouldBeNull();
        schema.Find("s")!.Options.Select(option => option.Name).ShouldBe(["Idea", "Next", "Doing", "Done", "Odd"]);
        schema.Find("s")!.Resting!.Name.ShouldBe("Idea");
    }

    [Fact]
    public void A_partial_object_is_enough() =>
        Read("""{"object":"data_source","id":"a","properties":{"L":{"id":"l","type":"url"}}}""")!
            .Columns.ShouldHaveSingleItem()
            .Name.ShouldBe("L");

    [Fact]
    public void A_database_that_Notion_keeps_from_another_tool_is_told_apart() =>
        Read("""{"object":"data_source","id":"a","parent":{"type":"data_source_id"}}""")!.IsSynced.ShouldBeTrue();

    [Theory]
    [InlineData("""{"object":"page","id":"a"}""")]
    [InlineData("""{"object":"data_source"}""")]
    [InlineData("""{"object":"data_source","id":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Anything_else_is_no_data_source(string json) => Read(json).ShouldBeNull();

    [Fact]
    public void A_name_is_found_in_other_case_only_if_one_column_has_it()
    {
        var schema = Read(
            """{"object":"data_source","id":"a","properties":{"State":{"id":"1","type":"url"},"Tag":{"id":"2","type":"url"},"TAG":{"id":"3","type":"url"}}}"""
        )!;

        schema.FindByName("state")!.Id.ShouldBe("1");
        schema.FindByName("TAG")!.Id.ShouldBe("3");
        schema.FindByName("tag").ShouldBeNull();
    }

    [Fact]
    public void A_row_is_read()
    {
        using var json = JsonDocument.Parse(
            """
            {"object":"page","id":"r1","created_time":"2026-08-01T10:00:00.000Z","last_edited_time":"2026-08-02T10:01:00.000Z",
             "last_edited_by":{"object":"user","id":"u1"},"is_archived":true,"icon":null,
             "parent":{"type":"data_source_id","data_source_id":"ds1","database_id":"db1"},
             "properties":{"Link":{"id":"fk%5EY","type":"url","url":"https://acme.com"},"New":{"id":"n","type":"new_type","new_type":{"a":1}},"Bad":null}}
            """
        );

        var row = Row.Read(json.RootElement)!;
        json.Dispose();

        (row.Id, row.DataSourceId, row.InTrash, row.LastEditedBy).ShouldBe(("r1", "ds1", true, "u1"));
        row.LastEdited.ShouldBe(new(2026, 8, 2, 10, 1, 0, TimeSpan.Zero));
        row.Cells.Keys.ShouldBe(["fk^Y", "n"]);
        row.Cells["fk^Y"].Canonical.ShouldBe("https://acme.com");
        row.Icon!.Value.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("""{"object":"data_source","id":"a"}""")]
    [InlineData("""{"object":"page"}""")]
    [InlineData("7")]
    public void Anything_else_is_no_row(string json) => Row.Read(JsonDocument.Parse(json).RootElement).ShouldBeNull();

    private static DataSource? Read(string json) => DataSource.Read(JsonDocument.Parse(json).RootElement);
}
