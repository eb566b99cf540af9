using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

/// <summary>Rows without a card, and columns that somebody changed in Notion.</summary>
public sealed class RowPlanEndTests
{
    private static readonly Preview Card = new()
    {
        Title = "Fix the leak",
        Identifier = "acme/app#12",
        Status = new Choice("Open"),
        Facts = new Facts { Comments = 5, Updated = new(2026, 3, 2, 9, 30, 15, TimeSpan.Zero) },
    };

    public static TheoryData<RowCard> Ends =>
        [new RowCard.Refused("No access."), new RowCard.NotCovered("Not covered."), new RowCard.NoLink()];

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_we_wrote_goes_in_every_mode(RowCard end)
    {
        foreach (var mode in Enum.GetValues<WriteMode>())
        {
            var planning = new Planning(
                new NotionTable { ForgetsSeconds = true },
                Planning.Field("comments", "number", mode),
                Planning.Field("status", "select", mode),
                Planning.Field("updated_at", "date", mode)
            );
            planning.Write(Card);

            planning.Write(end);

            foreach (var field in planning.Mapping.Fields)
                planning.Table.Row.Cells[field.ColumnId].IsEmpty.ShouldBeTrue();
            planning.Write(end).Body.ShouldBeNull();
            planning.Write(Card).Body.ShouldNotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_a_person_wrote_stays(RowCard end)
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("comments", "number")
        );
        planning.Write(Card);
        planning.Table.Set("title", NotionTable.Text("Ours, shortened"));

        planning.Write(end);

        planning.Table.Canonical("title").ShouldBe("Ours, shortened");
        planning.Table.Canonical("number").ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_back_with_undo_is_cleared_again()
    {
        var planning = new Planning(new NotionTable(), Planning.Field("title", "title"));
        planning.Write(Card);
        planning.Write(new RowCard.Refused("No access."));
        planning.Table.Set("title", NotionTable.Text("Fix the leak"));

        planning.Write(new RowCard.Refused("No access."));

        planning.Table.Canonical("title").ShouldBeEmpty();
    }

    [Fact]
    public void A_mapping_may_keep_what_was_written_when_the_provider_refuses_but_not_outside_the_places()
    {
        var planning = new Planning(new NotionTable(), Planning.Field("title", "title"));
        planning.Mapping = planning.Mapping with { ClearsWhenRefused = false };
        planning.Write(Card);

        planning.Write(new RowCard.Refused("No access.")).Body.ShouldBeNull();
        planning.Write(new RowCard.NotCovered("Not covered."));

        planning.Table.Canonical("title").ShouldBeEmpty();
    }

    [Fact]
    public void Why_there_is_no_card_stands_in_its_column_until_there_is_one()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("preview_status", "rich_text", WriteMode.IfEmpty)
        );
        planning.Write(Card);
        planning.Table.Canonical("rich_text").ShouldBeEmpty();

        planning.Write(new RowCard.Refused("No access."));
        planning.Table.Canonical("rich_text").ShouldBe("No access.");
        planning.Write(new RowCard.Refused("No access.")).Body.ShouldBeNull();
        planning.Write(new RowCard.NotCovered("Not covered."));
        planning.Table.Canonical("rich_text").ShouldBe("Not covered.");
        planning.Write(new RowCard.NoLink());
        planning.Table.Canonical("rich_text").ShouldBeEmpty();
        planning.Write(new RowCard.NotCovered("Not covered."));
        planning.Write(Card);
        planning.Table.Canonical("rich_text").ShouldBeEmpty();
    }

    [Fact]
    public void A_status_that_we_wrote_stays_and_is_named_unless_the_mapping_has_an_option_for_it()
    {
        var values = new Dictionary<string, string> { ["Open"] = "In progress" };
        var planning = new Planning(new NotionTable(), Planning.Field("status", "status", values: values));
        planning.Write(Card);

        var change = planning.Write(new RowCard.NoLink());
        change.Body.ShouldBeNull();
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.StatusStays);

        values[""] = "Won't fix";
        planning.Write(new RowCard.NoLink()).Problems.ShouldBeEmpty();
        planning.Table.Canonical("status").ShouldBe("Won't fix");
        planning.Write(new RowCard.NoLink()).Body.ShouldBeNull();
    }

    [Fact]
    public void What_an_earlier_mapping_wrote_goes_too_but_never_the_link()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("identifier", "rich_text")
        );
        planning.Write(Card);
        planning.Mapping = planning.Mapping with { Fields = [], LinkColumnId = "title", LinkColumnType = "title" };

        planning.Write(new RowCard.NotCovered(""));

        planning.Table.Canonical("title").ShouldBe("Fix the leak");
        planning.Table.Canonical("rich_text").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, FieldProblemCode.ColumnDeleted)]
    [InlineData("rich_text", FieldProblemCode.ColumnRetyped)]
    [InlineData("formula", FieldProblemCode.ColumnRetyped)]
    public void A_column_that_changed_stops_its_field_only(string? type, string code)
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("comments", "number"),
            Planning.Field("title", "title")
        );
        planning.Table.Retyped["number"] = type;

        var change = planning.Write(Card);

        change.Body!["properties"]!.AsObject().Select(pair => pair.Key).ShouldBe(["title"]);
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        planning.Mapping.Check(planning.Table.Schema).ShouldBe(change.Problems);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("rich_text")]
    public void Without_the_column_of_links_nothing_is_written(string? type)
    {
        var planning = new Planning(new NotionTable(), Planning.Field("title", "title"));
        planning.Mapping = planning.Mapping with { LinkColumnId = NotionTable.Id("url") };
        planning.Table.Retyped["url"] = type;
        planning.Written = new Dictionary<string, long> { ["title"] = 1 };

        var change = planning.Write(Card);

        change.Body.ShouldBeNull();
        change.Written.ShouldBe(new Dictionary<string, long> { ["title"] = 1 });
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.LinkColumn);
    }

    [Fact]
    public void A_column_that_Notion_computes_is_named()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("updated_at", "created_time"),
            Planning.Field("title", "title")
        );

        var change = planning.Write(Card);

        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.CannotBeWritten);
        planning.Table.Canonical("title").ShouldBe("Fix the leak");
    }

    [Fact]
    public void A_cell_that_came_cut_is_asked_for_and_not_written()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("comments", "number")
        );
        var words = Enumerable.Range(0, 25).Select(i => (JsonNode)NotionTable.Text($"{i} ")[0]!.DeepClone()).ToArray();
        planning.Table.Set("title", new JsonArray(words));

        var change = planning.Plan(new RowCard.Shown(Card));

        change.NeedsFull.ShouldBe(["title"]);
        change.Body!["properties"]!.AsObject().Select(pair => pair.Key).ShouldBe(["number%5E"]);
    }

    [Fact]
    public void What_Notion_makes_another_value_of_is_written_once_and_is_ours()
    {
        var planning = new Planning(
            new NotionTable { Rewrites = text => text.ToUpperInvariant() },
            Planning.Field("title", "title", WriteMode.IfEmpty)
        );
        planning.Write(Card).Body.ShouldNotBeNull();
        planning.Table.Canonical("title").ShouldBe("FIX THE LEAK");

        planning.Write(Card).Body.ShouldBeNull();
        planning.Write(Card with { Title = "Fix the cache" }).Body.ShouldNotBeNull();
        planning.Table.Canonical("title").ShouldBe("FIX THE CACHE");
        planning.Write(new RowCard.NoLink());
        planning.Table.Canonical("title").ShouldBeEmpty();
        planning.Write(Card with { Title = "Fix the cache" }).Body.ShouldNotBeNull();
    }

    [Fact]
    public void Nothing_in_the_trash_is_written()
    {
        var planning = new Planning(new NotionTable(), Planning.Field("title", "title"));
        var request = new RowRequest
        {
            Mapping = planning.Mapping,
            Schema = planning.Table.Schema,
            Row = planning.Table.Row with { InTrash = true },
            Card = new RowCard.Shown(Card),
        };

        RowPlan.Make(request).Body.ShouldBeNull();
        RowPlan.Make(request with { Row = planning.Table.Row }).Body.ShouldNotBeNull();
    }

    [Fact]
    public void Two_fields_never_share_a_column()
    {
        var planning = new Planning(
            new NotionTable(),
            Planning.Field("title", "title"),
            Planning.Field("identifier", "title")
        );

        var change = planning.Write(Card);

        planning.Table.Canonical("title").ShouldBe("Fix the leak");
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.ColumnTaken);
    }

    [Fact]
    public void People_without_an_address_here_are_named_and_nobody_is_replaced()
    {
        var planning = new Planning(new NotionTable(), Planning.Field("assignees", "people"));
        planning.People["a@acme.com"] = "u1";
        Preview CardOf(params Person[] people) => Card with { Facts = new Facts { Assignees = people } };
        planning
            .Write(CardOf(new Person("a") { Email = "A@acme.com" }, new Person("b") { Email = "b@acme.com" }))
            .Problems.ShouldHaveSingleItem()
            .Text.ShouldContain("address of b.");
        planning.Table.Canonical("people").ShouldBe("u1");

        var change = planning.Write(CardOf(new Person("b") { Email = "b@acme.com" }, new Person("c")));

        change.Body.ShouldBeNull();
        change.Problems.ShouldHaveSingleItem().Code.ShouldBe(FieldProblemCode.PersonNotFound);
        planning.Table.Canonical("people").ShouldBe("u1");
    }

    [Fact]
    public void A_mapping_may_say_whose_address_a_name_stands_for()
    {
        var values = new Dictionary<string, string> { ["OCTOCAT"] = "a@acme.com" };
        var planning = new Planning(new NotionTable(), Planning.Field("author", "people", values: values));
        planning.People["a@acme.com"] = "u1";

        planning.Write(Card with { Author = new Person("octocat") });

        planning.Table.Canonical("people").ShouldBe("u1");
    }
}
