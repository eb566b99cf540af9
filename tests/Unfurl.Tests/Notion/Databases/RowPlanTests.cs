using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

/// <summary>What each mode does in a column of each type, by who filled the cell.</summary>
public sealed class RowPlanTests
{
    private static readonly Preview Card = new()
    {
        Title = "Fix the leak",
        Identifier = "acme/app#12",
        Status = new Choice("Merged"),
        Author = new Person("octocat") { Email = "Octo@acme.com" },
        Media = new Media(MediaKind.Image, new Uri("https://acme.com/new.png")),
        Facts = new Facts
        {
            Comments = 5,
            Labels = ["bug", "new, label", "BUG"],
            Updated = new(2026, 3, 2, 9, 30, 15, TimeSpan.FromHours(2)),
        },
    };

    private static readonly Dictionary<string, string> Values = new() { ["open"] = "In progress", ["MERGED"] = "Done" };

    // The type, the field, what the card's value is in it, another value; null where nothing lies before or after.
    public static TheoryData<string, string, string, string> Types =>
        new()
        {
            { "title", "title", "Fix the leak", "Other" },
            { "rich_text", "identifier", "acme/app#12", "Other" },
            { "url", "media", "https://acme.com/new.png", "https://acme.com/old.png" },
            { "number", "comments", "5", "3" },
            { "select", "status", "Merged", "Open" },
            { "multi_select", "labels", "bug\nnew label", "docs" },
            { "status", "status", "Done", "In progress" },
            { "people", "author", "u1", "u2" },
            { "date", "updated_at", "2026-03-02T07:30:15.000Z", "2026-03-01" },
            { "files", "media", "image\thttps://acme.com/new.png", "https://acme.com/old.png" },
        };

    [Theory]
    [MemberData(nameof(Types))]
    public void Always_writes_whatever_stands_there(string type, string field, string value, string other)
    {
        foreach (var (cell, isOurs) in new[] { ("", false), (other, false), (other, true) })
        {
            var planning = Start(type, field, WriteMode.Always, cell, isOurs);

            planning.Write(Card).Body.ShouldNotBeNull();

            planning.Table.Canonical(type).ShouldBe(value);
            planning
                .Written[NotionTable.Id(type)]
                .ShouldBe(RowPlan.HashOf(planning.Table.Row.Cells[NotionTable.Id(type)]));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void If_empty_leaves_what_a_person_wrote(string type, string field, string value, string other)
    {
        foreach (var (cell, isOurs) in new[] { ("", false), (other, true) })
        {
            var planning = Start(type, field, WriteMode.IfEmpty, cell, isOurs);
            planning.Write(Card);
            planning.Table.Canonical(type).ShouldBe(value);
        }

        var persons = Start(type, field, WriteMode.IfEmpty, other, isOurs: false);
        persons.Write(Card).Body.ShouldBeNull();
        persons.Written.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_equal_value_is_not_written_and_counts_as_ours(string type, string field, string value, string other)
    {
        foreach (var mode in Enum.GetValues<WriteMode>())
        {
            var planning = Start(type, field, WriteMode.Always, other, isOurs: false);
            planning.Write(Card);
            planning.Written = new Dictionary<string, long>();
            planning.Mapping = planning.Mapping with { Fields = [planning.Mapping.Fields[0] with { Mode = mode }] };

            var change = planning.Write(Card);

            change.Body.ShouldBeNull();
            planning.Table.Canonical(type).ShouldBe(value);
            if (change.Problems.Count == 0)
                planning.Written.Keys.ShouldBe([NotionTable.Id(type)]);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Nothing_on_the_card_clears_as_the_mode_says(string type, string field, string value, string other)
    {
        var nothing = new Preview { Title = " " };
        foreach (
            var (mode, isOurs, clears) in new[]
            {
                (WriteMode.Always, false, true),
                (WriteMode.IfEmpty, true, true),
                (WriteMode.IfEmpty, false, false),
            }
        )
        {
            var planning = Start(type, field, mode, other, isOurs);

            var change = planning.Write(nothing);

            planning.Table.Row.Cells[NotionTable.Id(type)].IsEmpty.ShouldBe(clears && type != "status");
            change
                .Problems.Select(problem => problem.Code)
                .ShouldBe(clears && type == "status" ? [FieldProblemCode.StatusStays] : []);
            planning.Plan(new RowCard.Shown(nothing)).Body.ShouldBeNull();
        }
        value.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("select", "status", "", "Merged")]
    [InlineData("select", "status", "Open", "Merged")]
    [InlineData("select", "status", "Closed", "Closed")]
    [InlineData("status", "status", "Not started", "Done")]
    [InlineData("status", "status", "In progress", "Done")]
    [InlineData("status", "status", "In review", "In review")]
    [InlineData("status", "status", "Won't fix", "Won't fix")]
    [InlineData("number", "comments", "", "5")]
    [InlineData("number", "comments", "3", "5")]
    [InlineData("number", "comments", "9", "9")]
    [InlineData("date", "updated_at", "2026-03-01", "2026-03-02T07:30:15.000Z")]
    [InlineData("date", "updated_at", "2026-03-02", "2026-03-02T07:30:15.000Z")]
    [InlineData("date", "updated_at", "2026-03-02T09:30:16.000+01:00", "2026-03-02T08:30:16.000Z")]
    public void Only_forward_goes_on_and_leaves_what_people_decided(string type, string field, string cell, string then)
    {
        var planning = Start(type, field, WriteMode.OnlyForward, cell, isOurs: false);

        planning.Write(Card).Problems.ShouldBeEmpty();

        planning.Table.Canonical(type).ShouldBe(then);
        planning.Write(new Preview { Title = "T" }).Body.ShouldBeNull();
    }

    [Fact]
    public void Only_forward_goes_on_from_any_option_that_we_wrote()
    {
        var planning = Start("status", "status", WriteMode.OnlyForward, "In review", isOurs: true);

        planning.Write(Card);

        planning.Table.Canonical("status").ShouldBe("Done");
    }

    [Theory]
    [InlineData("title")]
    [InlineData("rich_text")]
    [InlineData("multi_select")]
    [InlineData("people")]
    [InlineData("files")]
    [InlineData("url")]
    public void What_has_no_order_is_never_written_only_forward(string type)
    {
        var field = Types.Select(row => row.Data).First(row => row.Item1 == type).Item2;
        var planning = Start(type, field, WriteMode.OnlyForward, "", isOurs: false);

        var change = planning.Write(Card);

        change.Body.ShouldBeNull();
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.ModeNotPossible);
        planning.Mapping.Check(planning.Table.Schema).ShouldBe(change.Problems);
    }

    [Theory]
    [InlineData(WriteMode.Always, "true", false, "false")]
    [InlineData(WriteMode.IfEmpty, "true", false, "true")]
    [InlineData(WriteMode.IfEmpty, "true", true, "false")]
    [InlineData(WriteMode.OnlyForward, "true", true, "true")]
    public void A_box_is_unchecked_as_the_mode_says(WriteMode mode, string cell, bool isOurs, string then)
    {
        var planning = Start("checkbox", "draft", mode, cell, isOurs);

        planning.Write(Card);

        planning.Table.Canonical("checkbox").ShouldBe(then);
    }

    [Theory]
    [InlineData(WriteMode.Always)]
    [InlineData(WriteMode.IfEmpty)]
    [InlineData(WriteMode.OnlyForward)]
    public void A_box_is_checked_in_every_mode(WriteMode mode)
    {
        var planning = Start("checkbox", "draft", mode, "false", isOurs: false);

        planning.Write(Card with { Status = new Choice("Draft") });

        planning.Table.Canonical("checkbox").ShouldBe("true");
    }

    [Fact]
    public void A_status_without_the_option_is_never_written()
    {
        var planning = Start("status", "status", WriteMode.Always, "In progress", isOurs: true);

        var change = planning.Write(Card with { Status = new Choice("Exploded") });

        change.Body.ShouldBeNull();
        var problem = change.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(FieldProblemCode.UnknownOption);
        problem.Text.ShouldContain("\"Exploded\"");
        problem.Text.ShouldContain("Not started, In progress, In review, Done, Won't fix");
    }

    [Fact]
    public void Words_are_mapped_in_any_case_and_the_rest_by_the_star()
    {
        var values = new Dictionary<string, string>
        {
            ["merged"] = "Done",
            ["*"] = "In review",
            [""] = "Not started",
        };
        var planning = new Planning(new NotionTable(), Planning.Field("status", "status", values: values));

        planning.Write(Card);
        planning.Table.Canonical("status").ShouldBe("Done");
        planning.Write(Card with { Status = new Choice("Strange") });
        planning.Table.Canonical("status").ShouldBe("In review");
        planning.Write(Card with { Status = null }).Problems.ShouldBeEmpty();
        planning.Table.Canonical("status").ShouldBe("Not started");
    }

    [Fact]
    public void All_fields_of_a_row_are_in_one_body_by_the_ids_that_the_API_wrote()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("status", "status", values: Values),
            Planning.Field("comments", "number"),
            Planning.Field("identifier", "rich_text")
        );

        planning
            .Write(Card)
            .Body!.ToJsonString()
            .ShouldBe(
                """{"properties":{"title":{"title":[{"type":"text","text":{"content":"Fix the leak"}}]},"status%5E":{"status":{"id":"o3"}},"number%5E":{"number":5},"rich_text%5E":{"rich_text":[{"type":"text","text":{"content":"acme/app#12"}}]}}}"""
            );
        planning.Write(Card).Body.ShouldBeNull();
    }

    private static Planning Start(string type, string field, WriteMode mode, string cell, bool isOurs)
    {
        var table = new NotionTable();
        if (cell.Length > 0)
            table.Set(type, table.ValueOf(type, cell));
        var values = type == "status" ? Values : null;
        var planning = new Planning(table, Planning.Field(field, type, mode, values));
        planning.People["octo@ACME.com"] = "u1";
        if (isOurs)
            planning.Claim(type);
        return planning;
    }
}
