using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class PreviewAttributesTests
{
    private static readonly Preview Full = new()
    {
        Title = "Fix the leak",
        Identifier = "acme/app#12",
        IdentifierImage = new PreviewImage.At(new Uri("https://acme.com/app.png")),
        Icon = new PreviewImage.Own("merged"),
        IconColor = Some.Purple,
        Author = new Person("octocat", new PreviewImage.At(new Uri("https://avatars.acme.com/u/1"))),
        Status = new Choice("Merged", Some.Purple),
        Body = "  First line.\r\n\r\n\r\n\r\nSecond\tparagraph. \n",
        Background = new Color(250, 251, 252),
        Media = new Media(MediaKind.Video, new Uri("https://acme.com/film.mp4")),
        Fields =
        [
            new("area", "Area", new FieldValue.OneOf(new Choice("bug", new Color(255, 0, 0))), FieldLine.Primary),
            new("sort", "Sort", new FieldValue.OneOf(new Choice("chore", Some.Purple))),
            new("branch", "Branch", new FieldValue.Text("main"), FieldLine.Primary),
            new("ends", "Ends", new FieldValue.Day(new DateOnly(2022, 2, 28)), FieldLine.Primary),
            new("seen_at", "Seen", new FieldValue.Moment(Some.Moment)),
        ],
    };

    [Fact]
    public void A_full_preview() => ShouldRender(Full, "preview.full");

    [Fact]
    public void Facts_of_all_kinds() =>
        ShouldRender(
            new Preview
            {
                Title = "Fix the leak",
                Status = new Choice("Open"),
                Facts = new Facts
                {
                    Kind = new Choice("Bug", Some.Purple),
                    Priority = new Choice("High"),
                    Progress = new Progress(0.406),
                    Due = new DateOnly(2022, 2, 28),
                    Start = new DateOnly(2022, 2, 1),
                    Assignees = [new("octocat"), new("hubot")],
                    MoreAssignees = 1,
                    Comments = 1234,
                    Labels = ["a", "b", "c", "d", "e", "f", " "],
                    MoreLabels = 2,
                    Milestone = "1.0",
                    Created = Some.Moment,
                    Updated = Some.Moment,
                },
                Fields = [new("branch", "Branch", new FieldValue.Text("main"))],
            },
            "preview.facts"
        );

    [Fact]
    public void What_is_closed_shows_when_and_not_when_it_changed()
    {
        var facts = new Facts { Updated = Some.Moment, Closed = Some.Moment };

        Render(new Preview { Title = "T", Facts = facts })
            .Items.Select(item => item.Id)
            .ShouldBe(["title", "closed_at", "dev"]);
    }

    [Fact]
    public void A_field_is_shown_instead_of_the_fact_with_its_id()
    {
        var preview = new Preview
        {
            Title = "T",
            Fields = [new("closed_at", "Merged", new FieldValue.Moment(Some.Moment)), new("due", "Ends", null!)],
            Facts = new Facts { Closed = Some.Moment, Due = new DateOnly(2022, 2, 28) },
        };

        Render(preview).Items.Select(item => item.Name).ShouldBe(["Title", "Due", "Merged", "Developer Name"]);
    }

    [Fact]
    public void A_preview_of_a_title_alone() => ShouldRender(new Preview { Title = "Fix the leak" }, "preview.least");

    [Fact]
    public void A_preview_with_colours_in_place_of_pictures() =>
        ShouldRender(
            new Preview
            {
                Title = "Fix the leak",
                Icon = new PreviewImage.At(new Uri("/relative.png", UriKind.Relative)),
                IconColor = Some.Purple,
                Status = new Choice("Open"),
                Author = new Person("octocat", new PreviewImage.At(new Uri("ftp://acme.com/a.png"))),
            },
            "preview.colours"
        );

    [Fact]
    public void The_earliest_and_latest_dates() =>
        ShouldRender(
            new Preview
            {
                Title = "Dates",
                Fields =
                [
                    new("min", "Min", new FieldValue.Moment(DateTimeOffset.MinValue), FieldLine.Primary),
                    new("max", "Max", new FieldValue.Moment(DateTimeOffset.MaxValue), FieldLine.Primary),
                    new("offset", "Offset", new FieldValue.Moment(Moment("2022-01-01T00:00:00.0019+01:30"))),
                    new("first", "First", new FieldValue.Day(DateOnly.MinValue), FieldLine.Primary),
                    new("last", "Last", new FieldValue.Day(DateOnly.MaxValue)),
                ],
            },
            "preview.dates"
        );

    [Fact]
    public void A_field_never_takes_the_place_of_the_cards_own_parts() =>
        ShouldRender(
            new Preview
            {
                Title = "The title",
                Identifier = "acme/app#12",
                Body = "The body",
                Fields =
                [
                    Text("title", "not the title"),
                    Text("identifier", "not the identifier"),
                    Text("body", "not the body"),
                    Text("dev", "not the developer"),
                    Text("own", "first"),
                    Text("own", "second"),
                ],
            },
            "preview.taken-ids"
        );

    [Fact]
    public void A_preview_with_nothing_to_show_is_untitled() =>
        ShouldRender(
            new Preview
            {
                Title = " \u202e\0",
                Identifier = "\t",
                Author = new Person(""),
                Status = new Choice("\ud800"),
                Body = "\r\n",
                Fields = [Text("empty", " "), Text("", "no id"), new("nameless", "", new FieldValue.Text("no name"))],
            },
            "preview.nothing-to-show",
            developer: "\u200f"
        );

    [Theory]
    [InlineData(MediaKind.Image, SubType.Image)]
    [InlineData(MediaKind.Video, SubType.Video)]
    [InlineData(MediaKind.Audio, SubType.Audio)]
    [InlineData(MediaKind.Html, SubType.Html)]
    [InlineData(MediaKind.Pdf, SubType.Pdf)]
    public void Every_kind_of_media_has_its_sub_type(MediaKind kind, SubType subType)
    {
        var attributes = Render(Full with { Media = new Media(kind, new Uri("https://acme.com/a")) });

        attributes.Items.Single(item => item.Id == "media").Value.SubType.ShouldBe(subType);
    }

    [Fact]
    public void Every_section_and_sub_type_can_come_from_a_preview()
    {
        Preview[] previews =
        [
            .. Enum.GetValues<MediaKind>()
                .Select(kind => Full with { Media = new(kind, new Uri("https://acme.com/a")) }),
            Full with
            {
                Icon = null,
            },
        ];

        var items = previews.SelectMany(preview => Render(preview).Items).ToList();

        items.Select(item => item.Section).Distinct().ShouldBe(Enum.GetValues<Section>(), ignoreOrder: true);
        items.Select(item => item.Value.SubType).Distinct().ShouldBe(Enum.GetValues<SubType>(), ignoreOrder: true);
    }

    [Fact]
    public void Fields_that_show_nothing_do_not_crowd_out_others()
    {
        var fields = Enumerable.Range(0, 60).Select(i => Text($"f{i}", i < 50 ? "" : "shown"));

        var attributes = Render(new Preview { Title = "A", Fields = [.. fields] });

        attributes.Items.Count(item => item.Id.StartsWith('f')).ShouldBe(10);
    }

    [Theory]
    [InlineData("https://user:password@acme.com/a.png")]
    [InlineData("data:image/png;base64,AA==")]
    [InlineData("/a.png")]
    public void A_picture_that_Notion_cannot_fetch_is_left_out(string url)
    {
        var icon = new PreviewImage.At(new Uri(url, UriKind.RelativeOrAbsolute));

        var attributes = Render(new Preview { Title = "A", Icon = icon });

        attributes.Items.Select(item => item.Id).ShouldBe(["title", "dev"]);
    }

    private static Field Text(string id, string text) => new(id, "A field", new FieldValue.Text(text));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text);

    private static UnfurlAttributes Render(Preview preview, string developer = "Acme") =>
        new PreviewAttributes(developer, name => new Uri($"https://unfurl.acme.com/icons/{name}.png")).Render(preview);

    private static void ShouldRender(Preview preview, string name, string developer = "Acme") =>
        JsonCase.ShouldBe(Operations.Set(Render(preview, developer)), $"Notion/Attributes/Cases/{name}.json");
}
