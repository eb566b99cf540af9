using Unfurl.Notion.Databases;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Columns of all types, and columns that change while rows are kept.</summary>
public sealed class EnrichColumnTests : HostedEnrichTests
{
    // All that the simulator knows.
    private static readonly string[] Types =
    [
        "title",
        "rich_text",
        "number",
        "select",
        "multi_select",
        "status",
        "date",
        "people",
        "files",
        "checkbox",
        "url",
        "email",
        "phone_number",
        "relation",
        "place",
        "verification",
        "formula",
        "rollup",
        "created_time",
        "created_by",
        "last_edited_time",
        "last_edited_by",
        "last_visited_time",
        "unique_id",
        "button",
        "location",
    ];

    [Fact]
    public async Task A_column_that_gets_its_type_back_is_filled_again()
    {
        var row = await AddFilledRowAsync();
        Source.Column("State").Retype("number");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));
        (await Driver.EnrichmentAsync()).State.ColumnProblems.ShouldHaveSingleItem();

        Source.Column("State").Retype("select");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));

        row.Text("State").ShouldBe("Open");
        (await Driver.EnrichmentAsync()).State.ColumnProblems.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_option_that_was_missing_is_set_when_it_is_made()
    {
        var source = Driver.AddDatabase(
            new("Link", "url"),
            new("Title", "rich_text"),
            new("State", "status", "To do", "Finished")
        );
        var row = source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));
        await Driver.EnrichAsync(source, [], [("Title", "title"), ("State", "status")]);
        await Driver.UntilAsync(() => row.Text("Title") == EnrichDriver.Title, "the rest is filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));

        source.Column("State").AddOptions("Open");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));

        row.Text("State").ShouldBe("Open");
    }

    [Theory]
    [InlineData("select", "rich_text")]
    [InlineData("rich_text", "people")]
    [InlineData("multi_select", "status")]
    public async Task A_column_that_changes_its_type_during_a_write_does_not_stop_the_others(string from, string to)
    {
        var source = Driver.AddDatabase(new("Link", "url"), new("Title", "rich_text"), new("State", from));
        var rows = Enumerable
            .Range(0, 20)
            .Select(_ => source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        Wire.Meet(request => request.IsWrite, () => source.Column("State").Retype(to));

        await Driver.EnrichAsync(source, [], [("Title", "title"), ("State", "status")]);

        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all are filled"
        );
    }

    [Fact]
    public async Task A_column_that_is_deleted_during_a_write_does_not_stop_the_others()
    {
        var rows = Enumerable
            .Range(0, 20)
            .Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        Wire.Meet(request => request.IsWrite, () => Source.Column("State").Delete());

        await Driver.EnrichAsync(Source);

        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all are filled"
        );
    }

    [Fact]
    public async Task A_database_with_every_type_of_column_is_filled_as_far_as_it_can_be()
    {
        var source = Driver.AddDatabase([
            new("Link", "url"),
            .. Types.Select(type => new NewColumn($"A {type}", type)),
        ]);
        var row = source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest), ("A title", "Mine"));
        (string, string)[] fields = [.. Types.Select(type => ($"A {type}", FieldFor(type)))];

        await Driver.EnrichAsync(source, [], fields);
        await Driver.UntilAsync(() => row.Text("A rich_text") == EnrichDriver.Title, "the row is filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        row.Text("A title").ShouldBe(EnrichDriver.Title);
        row.Text("A select").ShouldBe("Open");
        row.Text("A date").ShouldNotBeNullOrEmpty();
        (await Driver.EnrichmentAsync()).State.Problem.ShouldBeNull();
        var writes = Driver.Writes.Count;
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => row.Text("A title") == "After", "the row follows");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        Driver.Writes.Count.ShouldBe(writes + 1);
    }

    private static string FieldFor(string type) =>
        type switch
        {
            "title" or "rich_text" => "title",
            "number" => "comments",
            "multi_select" => "labels",
            "date" => "created_at",
            "people" => "author",
            "files" => "media",
            _ => "status",
        };
}
