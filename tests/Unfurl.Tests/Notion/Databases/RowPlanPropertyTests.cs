using FsCheck;
using FsCheck.Fluent;
using Unfurl.Notion.Databases;
using AnyPreview = Unfurl.Tests.Notion.Attributes.Previews;

namespace Unfurl.Tests.Notion.Databases;

/// <summary>Random cards, mappings and rows, over a table that refuses what Notion refuses.</summary>
public sealed class RowPlanPropertyTests
{
    private static readonly string[] FieldNames =
    [
        .. CardFields.All.Select(field => field.Name),
        "review",
        "field_7",
        "dev",
    ];

    private static readonly Dictionary<string, string[]> CellTexts = new()
    {
        ["title"] = ["Other", " "],
        ["rich_text"] = ["Other", "a\nb"],
        ["url"] = ["https://acme.com/old.png"],
        ["number"] = ["3", "0.5", "-1E+20"],
        ["checkbox"] = ["true"],
        ["select"] = ["Open", "Closed"],
        ["multi_select"] = ["bug", "docs|bug"],
        ["status"] = NotionTable.StatusOptions,
        ["people"] = ["u1", "u1|u2"],
        ["date"] = ["2026-03-01", "2026-03-02T09:30:16.000+01:00"],
        ["files"] = ["https://acme.com/old.png"],
        ["formula"] = ["x"],
    };

    private static readonly Gen<IReadOnlyDictionary<string, string>> Values = Gen.Elements<
        IReadOnlyDictionary<string, string>
    >(
        Planning.NoValues,
        new Dictionary<string, string> { ["word"] = "In progress", ["*"] = "Done" },
        new Dictionary<string, string> { ["a"] = "Not there", [""] = "In review" },
        new Dictionary<string, string> { ["*"] = "a,b", [""] = "no, nothing" },
        new Dictionary<string, string> { ["*"] = "true" }
    );

    private static readonly Gen<(FieldMapping Field, string Cell, bool IsOurs)> Column =
        from type in Gen.Elements(CellTexts.Keys.ToArray())
        from field in Gen.Elements(FieldNames)
        from mode in Gen.Elements(Enum.GetValues<WriteMode>())
        from values in Values
        from cell in Gen.Elements(CellTexts[type].Append("").ToArray())
        from isOurs in Gen.Elements(true, false)
        select (Planning.Field(field, type, mode, values), cell, isOurs);

    private static readonly Gen<RowCard> Card = Gen.Frequency(
        (6, AnyPreview.Any.Generator.Select(RowCard (preview) => new RowCard.Shown(preview))),
        (1, Gen.Elements("No access.", "", "a\u202Eb\0").Select(RowCard (text) => new RowCard.Refused(text))),
        (1, Gen.Constant((RowCard)new RowCard.NotCovered("Not covered."))),
        (1, Gen.Constant((RowCard)new RowCard.NoLink()))
    );

    private static readonly Arbitrary<(Planning Planning, RowCard First, RowCard Second)> Any = (
        from columns in Column.ArrayOf().Resize(8)
        from first in Card
        from second in Card
        from clears in Gen.Elements(true, false)
        from setsIcon in Gen.Elements(true, false)
        from forgets in Gen.Elements(true, false)
        select (Start(columns, clears, setsIcon, forgets), first, second)
    ).ToArbitrary();

    [Fact]
    public void A_row_that_was_written_needs_nothing_more() =>
        Check.One(
            Fuzz.Config(400),
            Prop.ForAll(
                Any,
                any =>
                {
                    foreach (var card in new[] { any.First, any.Second, any.First })
                    {
                        any.Planning.Write(card);

                        var again = any.Planning.Plan(card);
                        again.Body?.ToJsonString().ShouldBeNull();
                        again.Written.ShouldBe(any.Planning.Written, ignoreOrder: true);
                    }
                }
            )
        );

    [Fact]
    public void What_the_mode_leaves_to_people_is_never_written() =>
        Check.One(
            Fuzz.Config(400),
            Prop.ForAll(
                Any,
                any =>
                {
                    var (planning, card, _) = any;
                    var (before, schema) = (planning.Table.Row, planning.Table.Schema);
                    var written = planning.Written;

                    planning.Write(card);

                    foreach (var (id, cell) in before.Cells)
                    {
                        var after = planning.Table.Row.Cells[id];
                        if (after.Canonical == cell.Canonical)
                            continue;
                        var isUnset = cell.IsEmpty || cell.Canonical == schema.Find(id)!.Resting?.Name;
                        var isOurs = written.TryGetValue(id, out var hash) && hash == RowPlan.HashOf(cell);
                        var (field, _, _, mode, _) = planning.Mapping.Fields.Single(field => field.ColumnId == id);
                        if (card is not RowCard.Shown && (isOurs || field != CardFields.PreviewStatus))
                            isOurs.ShouldBeTrue();
                        else if (mode == WriteMode.IfEmpty)
                            (isUnset || isOurs).ShouldBeTrue();
                        else if (mode == WriteMode.OnlyForward)
                            IsForward(cell, after, schema.Find(id)!).ShouldBeTrue();
                    }
                }
            )
        );

    [Fact]
    public void A_row_whose_link_is_gone_keeps_nothing_of_ours() =>
        Check.One(
            Fuzz.Config(200),
            Prop.ForAll(
                Any,
                any =>
                {
                    var (planning, card, _) = any;
                    planning.Write(card);
                    var ours = planning
                        .Table.Row.Cells.Values.Where(cell =>
                            planning.Written.TryGetValue(cell.ColumnId, out var hash) && hash == RowPlan.HashOf(cell)
                        )
                        .ToList();

                    planning.Write(new RowCard.NoLink());

                    // The text without a card may be one of the mapping's own.
                    var statusText = planning.Mapping.Fields.FirstOrDefault(field =>
                        field.Field == CardFields.PreviewStatus
                    );
                    ours.RemoveAll(cell => cell.Type is "status" or "formula" || cell.ColumnId == statusText?.ColumnId);
                    foreach (var cell in ours)
                        planning.Table.Row.Cells[cell.ColumnId].IsEmpty.ShouldBeTrue($"{cell}");
                }
            )
        );

    // The table refuses what is larger.
    [Theory]
    [InlineData("\"")]
    [InlineData("\u4E2D")]
    [InlineData("\uD800")]
    [InlineData("x\uD83D\uDE80")]
    [InlineData("a,\0\n")]
    public void The_largest_card_is_within_Notions_limits(string characters)
    {
        var text = string.Concat(Enumerable.Repeat(characters, 100_000));
        var people = Enumerable
            .Range(0, 300)
            .Select(i => new Person($"{i}{text[..1_000]}") { Email = $"{i}@acme.com" })
            .ToArray();
        var card = new Preview
        {
            Title = text,
            Identifier = text,
            Status = new Choice(text),
            Author = people[0],
            Body = text,
            Media = new Media(MediaKind.Html, new Uri("https://acme.com/".PadRight(2001, 'a'))),
            Facts = new Facts
            {
                Assignees = people,
                Labels = [.. people.Select(person => person.Name)],
                Milestone = text,
            },
        };
        string[] fields = ["title", "body", "labels", "assignees", "status", "media", "milestone"];
        foreach (var field in fields)
        {
            var planning = new Planning(
                new NotionTable(),
                [.. CellTexts.Keys.Select(type => Planning.Field(field, type))]
            );
            foreach (var person in people)
                planning.People[person.Email!] = person.Email!;

            planning.Write(card);

            planning.Plan(new RowCard.Shown(card)).Body.ShouldBeNull();
        }
    }

    private static bool IsForward(Cell before, Cell after, Column column) =>
        before.IsEmpty
        || before.Canonical == column.Resting?.Name
        || (
            column.Options.Count > 0
                ? IndexOf(column, after) > IndexOf(column, before)
                : Forward.Is(column.Type, before.Canonical, after.Canonical)
        );

    private static int IndexOf(Column column, Cell cell) =>
        column.Options.Select(option => option.Name).ToList().IndexOf(cell.Canonical);

    private static Planning Start(
        (FieldMapping Field, string Cell, bool IsOurs)[] columns,
        bool clears,
        bool setsIcon,
        bool forgets
    )
    {
        columns = [.. columns.DistinctBy(column => column.Field.ColumnId)];
        var table = new NotionTable { ForgetsSeconds = forgets };
        var planning = new Planning(table, [.. columns.Select(column => column.Field)]);
        planning.Mapping = planning.Mapping with { ClearsWhenRefused = clears, SetsIcon = setsIcon };
        foreach (var (field, cell, isOurs) in columns)
        {
            if (cell.Length > 0)
                table.Set(field.ColumnType, table.ValueOf(field.ColumnType, cell));
            if (isOurs)
                planning.Claim(field.ColumnType);
        }
        return planning;
    }
}
