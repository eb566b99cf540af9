using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class SuggestionTests
{
    [Fact]
    public void A_mapping_is_guessed_by_name_and_type()
    {
        var schema = Schema(
            ("Name", "title"),
            ("Docs", "url"),
            ("PR Link", "url"),
            ("PR State", "select"),
            ("Assigned to", "people"),
            ("GitHub Labels", "multi_select"),
            ("Due date", "date"),
            ("Comments", "number"),
            ("CI", "select"),
            ("Created", "created_time"),
            ("Estimate", "number"),
            ("Priority", "checkbox")
        );

        var suggestion = Suggestion.For(schema);

        var mapping = suggestion.Mapping!;
        (mapping.LinkColumnId, mapping.LinkColumnType).ShouldBe(("PR Link", "url"));
        mapping
            .Fields.Select(field => $"{field.Field} {field.ColumnId} {field.Mode}")
            .ShouldBe([
                "title Name IfEmpty",
                "status PR State Always",
                "assignees Assigned to Always",
                "labels GitHub Labels Always",
                "due Due date Always",
                "comments Comments Always",
                "checks CI Always",
            ]);
        suggestion.Unmatched.Select(column => column.Name).ShouldBe(["Docs", "Estimate", "Priority"]);
        mapping.Check(schema).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Docs", "url", "Docs")]
    [InlineData("Link", "rich_text", "Link")]
    [InlineData("Notes", "rich_text", null)]
    public void The_column_of_links_is_the_one_for_addresses(string name, string type, string? link) =>
        Suggestion.For(Schema(("Name", "title"), (name, type))).Mapping?.LinkColumnId.ShouldBe(link);

    [Fact]
    public void Usual_words_get_the_options_of_their_group()
    {
        var values = Suggestion
            .For(new NotionTable().Schema)
            .Mapping!.Fields.Single(field => field.ColumnType == "status")
            .Values;

        (values["Open"], values["draft"], values["Merged"], values["Not planned"]).ShouldBe(
            ("Not started", "In progress", "Done", "Won't fix")
        );
    }

    [Fact]
    public void The_preset_makes_the_columns_of_Notions_own_sync_and_finds_them()
    {
        var empty = Schema(("Name", "title"));

        var missing = Preset.GitHubSync.MissingFrom(empty);
        Preset.GitHubSync.For(empty).Mapping.ShouldBeNull();
        var patch = MissingColumns.Patch(missing);
        var properties = patch["properties"]!.AsObject();
        properties
            .Select(pair => pair.Key)
            .ShouldBe([
                "PR Link",
                "PR Key",
                "State",
                "Draft",
                "Review Activity",
                "CI Status",
                "Author",
                "Assignees",
                "Labels",
                "Milestone",
                "Base Branch",
                "Head Branch",
                "Repository",
                "Created",
                "Updated",
                "Closed",
                "Merged",
            ]);
        properties["State"]!
            .ToJsonString()
            .ShouldBe("""{"select":{"options":[{"name":"Open"},{"name":"Closed"},{"name":"Merged"}]}}""");

        var whole = Schema([
            ("Name", "title"),
            .. properties.Select(pair => (pair.Key, pair.Value!.AsObject().First().Key)),
        ]);
        var suggestion = Preset.GitHubSync.For(whole);
        suggestion.Unmatched.ShouldBeEmpty();
        suggestion.Mapping!.Fields.Count.ShouldBe(17);
        suggestion.Mapping.Check(whole).ShouldBeEmpty();
        suggestion.Mapping.Fields.Single(field => field.Field == "status").Values["draft"].ShouldBe("Open");
        Preset.GitHubSync.MissingFrom(whole).ShouldBeEmpty();
    }

    [Fact]
    public void Columns_are_created_within_Notions_limits_and_none_twice()
    {
        var patch = MissingColumns.Patch([
            ("Many", "select", [.. Enumerable.Range(0, 90).Select(i => $"a,{i}")]),
            ("More", "multi_select", [.. Enumerable.Range(0, 90).Select(i => $"{i}"), "1"]),
            ("many", "number", []),
            ("Status", "status", ["x"]),
            ("Title", "title", []),
            ("Rollup", "rollup", []),
            ("\0", "date", []),
        ]);

        var properties = patch["properties"]!.AsObject();
        properties.Select(pair => pair.Key).ShouldBe(["Many", "More", "Status"]);
        properties["Many"]!["select"]!["options"]![0]!["name"]!.GetValue<string>().ShouldBe("a 0");
        (Count(properties["Many"]!["select"]!) + Count(properties["More"]!["multi_select"]!)).ShouldBe(100);
        properties["Status"]!.ToJsonString().ShouldBe("""{"status":{}}""");

        static int Count(JsonNode settings) => settings["options"]!.AsArray().Count;
    }

    [Fact]
    public void What_a_field_needs_is_created_unless_its_name_is_taken() =>
        MissingColumns
            .Of(Schema(("status", "rich_text")), ["status", "labels", "labels", "merge_queue"])
            .Select(column => $"{column.Name} {column.Type}")
            .ShouldBe(["Labels multi_select", "Merge queue rich_text"]);

    [Fact]
    public void A_mapping_that_cannot_work_says_so_when_it_is_made()
    {
        var schema = new NotionTable().Schema;
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("labels", "date"),
            Planning.Field("title", "people"),
            Planning.Field("comments", "select"),
            Planning.Field("draft", "rich_text"),
            Planning.Field("status", "checkbox"),
            Planning.Field("preview_status", "title"),
            Planning.Field(
                "status",
                "status",
                values: new Dictionary<string, string> { ["a"] = "Nowhere", ["b"] = "done" }
            )
        );

        planning
            .Mapping.Check(schema)
            .Select(problem => $"{problem.Field} {problem.Code}")
            .ShouldBe([
                "labels no_conversion",
                "title no_conversion",
                "comments no_conversion",
                "draft no_conversion",
                "status no_conversion",
                "preview_status no_conversion",
                "status unknown_option",
            ]);
        (planning.Mapping with { Fields = [], LinkColumnType = "files" })
            .Check(schema with { IsSynced = true, InTrash = true })
            .Select(problem => problem.Code)
            .ShouldBe(["data_source", "data_source", "link_column"]);
    }

    private static DataSource Schema(params (string Name, string Type)[] columns)
    {
        var properties = new JsonObject();
        foreach (var (name, type) in columns)
            properties[name] = new JsonObject
            {
                ["id"] = name,
                ["type"] = type,
                [type] = new JsonObject(),
            };
        var json = new JsonObject
        {
            ["object"] = "data_source",
            ["id"] = "ds",
            ["properties"] = properties,
        };
        return DataSource.Read(JsonDocument.Parse(json.ToJsonString()).RootElement)!;
    }
}
