using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Values that Notion takes for each type of column, and values that it refuses.</summary>
public sealed class CellWriteTests
{
    private static readonly string Long = new('x', 2001);

    private static readonly string Medium = new('x', 201);

    // Column, what is written, what the cell shows then.
    public static TheoryData<string, string, string?> Taken =>
        new()
        {
            { "Name", """{"title":[{"text":{"content":"Fix it"}}]}""", "Fix it" },
            { "Name", """{"title":[]}""", null },
            {
                "Text",
                """{"rich_text":[{"type":"text","text":{"content":"a","link":null}},{"text":{"content":"b"}}]}""",
                "ab"
            },
            {
                "Text",
                """{"rich_text":[{"text":{"content":"a","link":{"url":"https://acme.example/"}},"annotations":{"bold":true,"color":"red"}}]}""",
                "a"
            },
            { "Text", """{"rich_text":[{"equation":{"expression":"x^2"}}]}""", "x^2" },
            { "Text", """{"rich_text":[{"mention":{"user":{"id":"{ada}"}}}]}""", "@mention" },
            { "Text", $$"""{"rich_text":[{"text":{"content":"{{Long[1..]}}"} }]}""", Long[1..] },
            { "Link", """{"url":"https://acme.example/2"}""", "https://acme.example/2" },
            { "Link", """{"url":null}""", null },
            { "Points", """{"number":2.5}""", "2.5" },
            { "Points", """{"number":null}""", null },
            { "Ready", """{"checkbox":true}""", "true" },
            { "Kind", """{"select":{"name":"Task"}}""", "Task" },
            { "Kind", """{"select":{"id":"{bug}"}}""", "Bug" },
            { "Kind", """{"select":{"name":"New","color":"blue"}}""", "New" },
            { "Kind", """{"select":null}""", null },
            { "Labels", """{"multi_select":[{"name":"hot"},{"name":"new"}]}""", "hot, new" },
            { "Labels", """{"multi_select":[]}""", null },
            { "State", """{"status":{"name":"Done"}}""", "Done" },
            { "State", """{"status":null}""", "Not started" },
            { "People", """{"people":[{"object":"user","id":"{ada}"},{"id":"{bot}"}]}""", "Ada, Unfurl" },
            { "People", """{"people":[]}""", null },
            { "Due", """{"date":{"start":"2026-03-02"}}""", "2026-03-02" },
            { "Due", """{"date":{"start":"2026-03-02","end":"2026-03-04"}}""", "2026-03-02 – 2026-03-04" },
            { "Due", """{"date":{"start":"2026-03-02T10:00:00Z"}}""", "2026-03-02T10:00:00.000+00:00" },
            {
                "Due",
                """{"date":{"start":"2026-03-02T10:00:00.000+01:00","end":null,"time_zone":null}}""",
                "2026-03-02T10:00:00.000+01:00"
            },
            {
                "Due",
                """{"date":{"start":"2026-07-02T10:00:00","time_zone":"Europe/Berlin"}}""",
                "2026-07-02T10:00:00.000+02:00"
            },
            { "Due", """{"date":null}""", null },
            { "Rows", """{"relation":[{"id":"{row}"}]}""", "{row}" },
            {
                "Files",
                """{"files":[{"name":"Log","external":{"url":"https://acme.example/log"}}]}""",
                "https://acme.example/log"
            },
            { "Files", """{"files":[]}""", null },
            { "Mail", """{"email":"ada@acme.example"}""", "ada@acme.example" },
            { "Phone", """{"phone_number":"+49 30 1"}""", "+49 30 1" },
        };

    public static TheoryData<string, string> Refused =>
        new()
        {
            { "Missing", """{"url":"https://acme.example/"}""" },
            { "Link", """{"rich_text":[]}""" },
            { "Link", """{"url":"a","number":1}""" },
            { "Link", """{"type":"number","url":"a"}""" },
            { "Link", "null" },
            { "Link", "\"https://acme.example/\"" },
            { "Link", """{"url":""}""" },
            { "Link", """{"url":1}""" },
            { "Link", $$"""{"url":"{{Long}}"}""" },
            { "Name", """{"title":null}""" },
            { "Text", """{"rich_text":"text"}""" },
            { "Text", """{"rich_text":[{"text":{}}]}""" },
            { "Text", """{"rich_text":[{"text":{"content":"a"},"href":"b"}]}""" },
            { "Text", """{"rich_text":[{"type":"mention","text":{"content":"a"}}]}""" },
            { "Text", """{"rich_text":[{"text":{"content":"a"},"annotations":{"bold":1}}]}""" },
            { "Text", """{"rich_text":[{"text":{"content":"a","link":{"url":"not a link"}}}]}""" },
            { "Text", """{"rich_text":[{"mention":{"link_preview":{"url":"https://acme.example/"}}}]}""" },
            { "Text", """{"rich_text":[{"mention":{"link_mention":{"href":"https://acme.example/"}}}]}""" },
            { "Text", $$"""{"rich_text":[{"text":{"content":"{{Long}}"} }]}""" },
            {
                "Text",
                $$"""{"rich_text":[{"text":{"content":"a","link":{"url":"https://acme.example/{{Long}}"} } }]}"""
            },
            { "Text", $$"""{"rich_text":[{{Times(101, """{"text":{"content":"a"}}""")}}]}""" },
            { "Points", """{"number":"2"}""" },
            { "Ready", """{"checkbox":null}""" },
            { "Ready", """{"checkbox":"true"}""" },
            { "Kind", """{"select":{"name":"a, b"}}""" },
            { "Kind", """{"select":{"name":""}}""" },
            { "Kind", """{"select":{"id":"none"}}""" },
            { "Kind", """{"select":{"name":"Bug","color":"green"}}""" },
            { "Kind", """{"select":"Bug"}""" },
            { "Labels", """{"multi_select":null}""" },
            { "Labels", """{"multi_select":[{"name":"a,b"}]}""" },
            { "Labels", $$"""{"multi_select":[{{Times(101, """{"name":"a"}""")}}]}""" },
            { "State", """{"status":{"name":"Merged"}}""" },
            { "State", """{"status":{"id":"none"}}""" },
            { "People", """{"people":null}""" },
            { "People", """{"people":[{"id":"00000000-0000-0000-0000-000000000000"}]}""" },
            { "People", """{"people":[{"email":"ada@acme.example"}]}""" },
            { "People", $$"""{"people":[{{Times(101, """{"id":"{ada}"}""")}}]}""" },
            { "Due", """{"date":{"start":"tomorrow"}}""" },
            { "Due", """{"date":{"start":"02.03.2026"}}""" },
            { "Due", """{"date":{"end":"2026-03-02"}}""" },
            { "Due", """{"date":{"start":"2026-03-02","end":"2026-03-01"}}""" },
            { "Due", """{"date":{"start":"2026-03-02","end":"2026-03-03T10:00:00Z"}}""" },
            { "Due", """{"date":{"start":"2026-03-02T10:00:00Z","time_zone":"Europe/Berlin"}}""" },
            { "Due", """{"date":{"start":"2026-03-02T10:00:00","time_zone":"Mars/Base"}}""" },
            { "Rows", """{"relation":[{"id":"00000000-0000-0000-0000-000000000000"}]}""" },
            { "Files", """{"files":[{"external":{"url":"https://acme.example/log"}}]}""" },
            {
                "Files",
                """{"files":[{"name":"Log","type":"file_upload","file_upload":{"id":"00000000-0000-0000-0000-000000000000"}}]}"""
            },
            { "Mail", $$"""{"email":"{{Medium}}"}""" },
            { "Phone", $$"""{"phone_number":"{{Medium}}"}""" },
            { "Formula", """{"formula":{"string":"a"}}""" },
            { "Rollup", """{"rollup":{}}""" },
            { "Made", """{"created_time":"2026-03-02T10:00:00Z"}""" },
            { "Editor", """{"last_edited_by":{"id":"{ada}"}}""" },
            { "Number", """{"unique_id":{"number":3}}""" },
            { "Button", """{"button":{}}""" },
        };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Values_are_taken(string column, string value, string? text)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = AddRow(fixture);
        value = await FillAsync(fixture, row, value);

        var answer = await fixture.WriteAsync(row, $$"""{"{{column}}":{{value}} }""");

        answer.ShouldBeOk();
        row.Text(column).ShouldBe(text?.Replace("{row}", row.Id, StringComparison.Ordinal));
        var write = fixture.All.Writes.Single();
        (write.PageId, write.Connection).ShouldBe((row.Id, "Unfurl"));
        write.Cells.Single().PropertyId.ShouldBe(row.DataSource.Column(column).Id);
        row.LastEditedBy.ShouldBe(fixture.Connection.Id);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Values_are_refused(string column, string value)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = AddRow(fixture);
        value = await FillAsync(fixture, row, value);

        // All or nothing.
        var answer = await fixture.WriteAsync(
            row,
            $$"""{"Extra":{"number":1},"Second":{"select":{"name":"made"} },"{{column}}":{{value}} }"""
        );

        answer.ShouldBe(400, "validation_error");
        row.Text("Extra").ShouldBeNull();
        row.DataSource.Column("Second").Options.Select(it => it.Name).ShouldBeEmpty();
        row.LastEditedBy.ShouldBe(fixture.Ada.Id);
        fixture.All.Writes.ShouldBeEmpty();
    }

    private static SimulatedRow AddRow(DatabaseFixture fixture)
    {
        var source = fixture.AddShared(
            "Work",
            new("Text", "rich_text"),
            new("Link", "url"),
            new("Points", "number"),
            new("Extra", "number"),
            new("Second", "select"),
            new("Ready", "checkbox"),
            new("Kind", "select", new ColumnOption("Bug", "red"), "Task"),
            new("Labels", "multi_select", "hot"),
            new("State", "status"),
            new("People", "people"),
            new("Due", "date"),
            new("Rows", "relation"),
            new("Files", "files"),
            new("Mail", "email"),
            new("Phone", "phone_number"),
            new("Formula", "formula"),
            new("Rollup", "rollup"),
            new("Made", "created_time"),
            new("Editor", "last_edited_by"),
            new("Number", "unique_id"),
            new("Button", "button")
        );
        return source.AddRow(fixture.Ada, ("State", "Done"), ("Link", "https://acme.example/1"));
    }

    private static async Task<string> FillAsync(DatabaseFixture fixture, SimulatedRow row, string value)
    {
        var schema = await fixture.GetAsync($"/v1/data_sources/{row.DataSource.Id}");
        return value
            .Replace("{ada}", fixture.Ada.Id, StringComparison.Ordinal)
            .Replace("{bot}", fixture.Connection.Id, StringComparison.Ordinal)
            .Replace("{row}", row.Id, StringComparison.Ordinal)
            .Replace(
                "{bug}",
                (string)schema.Property("Kind")["select"]!["options"]![0]!["id"]!,
                StringComparison.Ordinal
            );
    }

    private static string Times(int count, string json) => string.Join(',', Enumerable.Repeat(json, count));
}
