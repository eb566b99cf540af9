using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class CardFieldsTests
{
    private static readonly Preview Card = new()
    {
        Title = " Fix\nthe leak ",
        Identifier = "acme/app#12",
        Status = new Choice("Merged"),
        Author = new Person("octocat") { Email = "o@acme.com" },
        Body = "one\n\n\n\ntwo",
        Media = new Media(MediaKind.Pdf, new Uri("https://acme.com/a.pdf")),
        Fields =
        [
            new("review", "Review", new FieldValue.OneOf(new("Approved"))),
            new("branch", "Branch", new FieldValue.Text("feature \u2192 main")),
            new("comments", "Comments", new FieldValue.Text("many comments")),
            new("ends", "Ends", new FieldValue.Day(new(2026, 3, 2))),
        ],
        Facts = new Facts
        {
            Comments = 5,
            Progress = new Progress(1 / 3.0),
            Assignees = [new Person("a"), null!, new Person("\0")],
            MoreAssignees = 2,
            Closed = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(2)),
        },
    };

    [Fact]
    public void Values_have_the_type_of_the_fact_and_nothing_invisible()
    {
        Of("title").ShouldBe(new CardValue.Text("Fix the leak"));
        Of("status").ShouldBe(new CardValue.Choice("Merged"));
        Of("body").ShouldBe(new CardValue.Text("one\n\ntwo"));
        Of("media").ShouldBe(new CardValue.File("document.pdf", new Uri("https://acme.com/a.pdf")));
        Of("author").ShouldBeOfType<CardValue.Names>().Items.ShouldBe([new CardName("octocat", "o@acme.com")]);
        var assignees = Of("assignees").ShouldBeOfType<CardValue.Names>();
        assignees.Items.ShouldBe([new CardName("a")]);
        assignees.More.ShouldBe(2);
        Of("comments").ShouldBe(new CardValue.Number(5, "5"));
        Of("progress").ShouldBe(new CardValue.Number(0.3333, "33%"));
        Of("closed_at").ShouldBe(new CardValue.Moment(new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Any_other_name_is_an_adapters_own_field()
    {
        Of("review").ShouldBe(new CardValue.Choice("Approved"));
        Of("ends").ShouldBe(new CardValue.Day(new(2026, 3, 2)));
        Of("branch").ShouldBe(new CardValue.Text("feature \u2192 main"));
        Of("nothing").ShouldBeNull();
    }

    [Fact]
    public void Parts_of_values_have_names_of_their_own()
    {
        Of("repository").ShouldBe(new CardValue.Text("acme/app"));
        Of("number").ShouldBe(new CardValue.Number(12, "12"));
        Of("head_branch").ShouldBe(new CardValue.Text("feature"));
        Of("base_branch").ShouldBe(new CardValue.Text("main"));
        Of("draft").ShouldBe(new CardValue.Flag(false));
        Of("merged_at").ShouldBe(Of("closed_at"));
        CardFields.Of(Card with { Status = new Choice("Closed") }, "merged_at").ShouldBeNull();
        CardFields.Of(new Preview { Title = "T", Identifier = "ACME-7" }, "repository").ShouldBeNull();
    }

    [Fact]
    public void Every_field_has_a_name_and_a_column_that_can_be_made()
    {
        CardFields.All.Select(field => field.Name).ShouldBeUnique();
        CardFields.All.Select(field => field.Label).ShouldBeUnique();
        foreach (var field in CardFields.All)
            Conversions
                .IsPossible(Planning.Field(field.Name, field.ColumnType), field.ColumnType)
                .ShouldBeTrue(field.Name);
    }

    private static CardValue? Of(string field) => CardFields.Of(Card, field);
}
