using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

public sealed class QueryTests
{
    [Fact]
    public async Task Pages_follow_each_other_by_cursor()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        for (var i = 0; i < 25; i++)
            source.AddRow(fixture.Ada, ("Name", $"Row {i}"));

        var ids = new List<string>();
        var cursor = (string?)null;
        do
        {
            var start = cursor is null ? "" : $$""","start_cursor":"{{cursor}}" """;
            var page = (await fixture.QueryAsync(source, $$"""{"page_size":10{{start}} }""")).ShouldBeOk();
            ids.AddRange(page.Ids);
            cursor = page.NextCursor;
            ((bool?)page.Json["has_more"]).ShouldBe(cursor is not null);
            ((string?)page.Json["type"]).ShouldBe("page_or_data_source");
            page.Json.ContainsKey("request_status").ShouldBeFalse();
        } while (cursor is not null);

        ids.ShouldBe(source.Rows.Select(row => row.Id), ignoreOrder: true);
        ids.ShouldNotBe(source.Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        source.AddRow(fixture.Ada);
        source.AddRow(fixture.Ada);
        var cursor = (await fixture.QueryAsync(source, """{"page_size":1}""")).NextCursor;

        var own = await fixture.QueryAsync(source, $$"""{"start_cursor":"{{cursor}}"}""");
        var foreign = await fixture.QueryAsync(
            source,
            $$"""{"start_cursor":"{{cursor}}","sorts":[{"timestamp":"created_time","direction":"ascending"}]}"""
        );
        var madeUp = await fixture.QueryAsync(source, $$"""{"start_cursor":"{{Guid.Empty}}"}""");

        own.ShouldBeOk().Ids.Count.ShouldBe(1);
        foreign.ShouldBe(400, "validation_error");
        madeUp.ShouldBe(400, "validation_error");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("1.5")]
    [InlineData("\"ten\"")]
    public async Task A_page_size_that_Notion_does_not_have_is_refused(string size)
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        var answer = await fixture.QueryAsync(fixture.AddShared("Work"), $$"""{"page_size":{{size}} }""");

        answer.ShouldBe(400, "validation_error");
    }

    [Fact]
    public async Task A_query_stops_at_the_limit_and_says_so()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.All.QueryLimit = 7;
        var source = fixture.AddShared("Work");
        for (var i = 0; i < 8; i++)
            source.AddRow(fixture.Ada);

        var first = await fixture.QueryAsync(source, """{"page_size":5}""");
        var second = await fixture.QueryAsync(source, $$"""{"page_size":5,"start_cursor":"{{first.NextCursor}}"}""");
        source.Rows[0].Trash(fixture.Ada);
        var exact = await fixture.QueryAsync(source);

        second.Results.Count.ShouldBe(2);
        ((bool?)second.Json["has_more"]).ShouldBe(false);
        second.NextCursor.ShouldBeNull();
        ((string?)second.Json["request_status"]!["type"]).ShouldBe("incomplete");
        ((string?)second.Json["request_status"]!["incomplete_reason"]).ShouldBe("query_result_limit_reached");
        exact.Results.Count.ShouldBe(7);
        exact.Json.ContainsKey("request_status").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"property":"Link","url":{"is_not_empty":true}}""", "A B")]
    [InlineData("""{"property":"Link","url":{"is_empty":true}}""", "C")]
    [InlineData("""{"property":"Link","url":{"contains":"acme.example/b"}}""", "B")]
    [InlineData("""{"property":"Link","url":{"starts_with":"https://acme.example/"}}""", "A B")]
    [InlineData("""{"property":"Link","url":{"ends_with":"/a"}}""", "A")]
    [InlineData("""{"property":"Link","url":{"does_not_contain":"example/a"}}""", "B C")]
    [InlineData("""{"property":"Name","title":{"equals":"A"}}""", "A")]
    [InlineData("""{"property":"title","title":{"does_not_equal":"A"}}""", "B C")]
    [InlineData("""{"property":"Kind","select":{"equals":"Bug"}}""", "A")]
    [InlineData("""{"property":"Kind","select":{"does_not_equal":"Bug"}}""", "B C")]
    [InlineData("""{"property":"Kind","select":{"equals":["Bug","Task"]}}""", "A B")]
    [InlineData("""{"property":"State","status":{"equals":"Done"}}""", "B")]
    [InlineData("""{"property":"State","status":{"equals":"Not started"}}""", "A C")]
    [InlineData("""{"property":"Labels","multi_select":{"contains":"hot"}}""", "A")]
    [InlineData("""{"property":"Ready","checkbox":{"equals":true}}""", "B")]
    [InlineData("""{"property":"Points","number":{"greater_than":2}}""", "B")]
    [InlineData("""{"property":"Points","number":{"is_empty":true}}""", "C")]
    [InlineData("""{"property":"Due","date":{"before":"2026-03-02"}}""", "A")]
    [InlineData("""{"property":"Due","date":{"on_or_after":"2026-03-02"}}""", "B")]
    [InlineData(
        """{"or":[{"property":"Kind","select":{"equals":"Bug"}},{"property":"Link","url":{"is_empty":true}}]}""",
        "A C"
    )]
    [InlineData(
        """{"and":[{"property":"Link","url":{"is_not_empty":true}},{"or":[{"property":"Ready","checkbox":{"equals":true}}]}]}""",
        "B"
    )]
    public async Task Filters_select_rows(string filter, string names)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = WithThreeRows(fixture);

        var answer = await fixture.QueryAsync(
            source,
            $$"""{"filter":{{filter}},"sorts":[{"property":"Name","direction":"ascending"}]}"""
        );

        NamesOf(answer.ShouldBeOk()).ShouldBe(names.Split(' '));
    }

    [Theory]
    [InlineData("""{"property":"Nothing","url":{"is_empty":true}}""")]
    [InlineData("""{"property":"Link","rich_text":{"is_empty":true}}""")]
    [InlineData("""{"property":"Link","url":{"is_empty":false}}""")]
    [InlineData("""{"property":"Link","url":{"looks_like":"a"}}""")]
    [InlineData("""{"property":"Link","url":{"contains":1}}""")]
    [InlineData("""{"property":"Kind","select":{"equals":"Nothing"}}""")]
    [InlineData("""{"and":{"property":"Link","url":{"is_empty":true}}}""")]
    [InlineData("""{"and":[{"or":[{"and":[{"property":"Link","url":{"is_empty":true}}]}]}]}""")]
    [InlineData("""{"timestamp":"created_time","last_edited_time":{"after":"2026-03-02"}}""")]
    [InlineData("""{"timestamp":"created_time","created_time":{"after":"yesterday"}}""")]
    public async Task Filters_that_Notion_does_not_know_are_refused(string filter)
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        var answer = await fixture.QueryAsync(WithThreeRows(fixture), $$""" {"filter":{{filter}} }""");

        answer.ShouldBe(400, "validation_error");
    }

    // Rows A, B and C are made at 09:00:30, 09:01:30 and 09:02:30.
    [Theory]
    [InlineData("on_or_after", "2026-03-02T09:01:00Z", "B C")]
    // What is compared is cut to the minute: a client that asks for the second misses the row.
    [InlineData("on_or_after", "2026-03-02T09:01:20Z", "C")]
    [InlineData("after", "2026-03-02T09:01:00.000+00:00", "C")]
    [InlineData("before", "2026-03-02T10:01:00+01:00", "A")]
    [InlineData("on_or_before", "2026-03-02T09:01:00Z", "A B")]
    [InlineData("equals", "2026-03-02T09:01:00Z", "B")]
    [InlineData("equals", "2026-03-02", "A B C")]
    [InlineData("after", "2026-03-02", "")]
    [InlineData("on_or_before", "2026-03-02", "A B C")]
    public async Task Timestamps_are_compared_by_the_minute(string comparison, string time, string names)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        var source = WithThreeRows(fixture);

        foreach (var timestamp in (string[])["created_time", "last_edited_time"])
        {
            var answer = await fixture.QueryAsync(
                source,
                $$"""
                {"filter":{"timestamp":"{{timestamp}}","{{timestamp}}":{"{{comparison}}":"{{time}}"} },
                 "sorts":[{"timestamp":"{{timestamp}}","direction":"ascending"}]}
                """
            );

            NamesOf(answer.ShouldBeOk()).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Theory]
    [InlineData("""{"property":"Name","direction":"descending"}""", "C B A")]
    [InlineData("""{"property":"Points","direction":"ascending"}""", "C A B")]
    [InlineData("""{"property":"Due","direction":"descending"}""", "B A C")]
    [InlineData("""{"property":"Kind","direction":"ascending"}""", "C A B")]
    [InlineData("""{"timestamp":"created_time","direction":"descending"}""", "C B A")]
    public async Task Sorts_order_rows(string sort, string names)
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        var answer = await fixture.QueryAsync(WithThreeRows(fixture), $$"""{"sorts":[{{sort}}]}""");

        NamesOf(answer.ShouldBeOk()).ShouldBe(names.Split(' '));
    }

    [Fact]
    public async Task Rows_in_the_trash_and_rows_of_an_unshared_database_vanish()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = WithThreeRows(fixture);

        source.Rows[0].Trash(fixture.Ada);
        var trashed = await fixture.QueryAsync(source);
        source.Database.Unshare(fixture.Connection);
        var unshared = await fixture.QueryAsync(source);

        trashed.Results.Count.ShouldBe(2);
        unshared.ShouldBe(404, "object_not_found");
        unshared.Message!.ShouldContain("\"Unfurl\"");
    }

    [Fact]
    public async Task A_query_gives_the_properties_that_it_asks_for()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = WithThreeRows(fixture);

        var answer = await fixture.QueryAsync(source, query: $"?filter_properties={source.Column("Link").EncodedId}");
        var ofDataSources = await fixture.QueryAsync(source, """{"result_type":"data_source"}""");

        answer.Results[0]!["properties"]!.AsObject().Select(it => it.Key).ShouldBe(["Link"]);
        ofDataSources.ShouldBeOk().Results.ShouldBeEmpty();
    }

    private static string[] NamesOf(ApiAnswer answer) =>
        [.. answer.Results.Select(row => (string)row!["properties"]!["Name"]!["title"]![0]!["plain_text"]!)];

    private static SimulatedDataSource WithThreeRows(DatabaseFixture fixture)
    {
        var source = fixture.AddShared(
            "Work",
            new("Link", "url"),
            new("Kind", "select", "Bug", "Task"),
            new("State", "status"),
            new("Labels", "multi_select", "hot", "cold"),
            new("Ready", "checkbox"),
            new("Points", "number"),
            new("Due", "date")
        );
        source.AddRow(
            fixture.Ada,
            ("Name", "A"),
            ("Link", "https://acme.example/a"),
            ("Kind", "Bug"),
            ("Labels", (string[])["hot", "cold"]),
            ("Points", 1),
            ("Due", new DateOnly(2026, 3, 1))
        );
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        source.AddRow(
            fixture.Ada,
            ("Name", "B"),
            ("Link", "https://acme.example/b"),
            ("Kind", "Task"),
            ("State", "Done"),
            ("Ready", true),
            ("Points", 5),
            ("Due", "2026-03-02T12:00:00.000+00:00")
        );
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        source.AddRow(fixture.Ada, ("Name", "C"));
        return source;
    }
}
