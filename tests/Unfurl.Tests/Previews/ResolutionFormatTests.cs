using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Notion.Attributes;
using Unfurl.Server.Previews;
using AnyPreview = Unfurl.Tests.Notion.Attributes.Previews;

namespace Unfurl.Tests.Previews;

public sealed class ResolutionFormatTests
{
    private static readonly PreviewAttributes Renderer = new("Acme", name => new Uri($"https://acme.com/icons/{name}"));

    public static TheoryData<Resolution> Rejections =>
        [
            new Resolution.NotFound(),
            new Resolution.Forbidden("Ask an owner of the organization."),
            new Resolution.SignInNeeded(),
            new Resolution.SignInNeeded { IsSuspended = true },
            new Resolution.RateLimited(new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(2))),
            new Resolution.Unavailable("") { TooSlow = true },
        ];

    [Theory]
    [MemberData(nameof(Rejections))]
    public void A_rejection_is_read_back(Resolution rejection) => ReadBack(rejection).ShouldBe(rejection);

    // The text is for the log.
    [Fact]
    public void The_reason_of_an_outage_is_not_kept() =>
        ReadBack(new Resolution.Unavailable("HTTP 502")).ShouldBe(new Resolution.Unavailable(""));

    [Fact]
    public void Any_preview_is_rendered_the_same_after_it_was_read_back() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(
                AnyPreview.Any,
                preview =>
                {
                    var read = ReadBack(new Resolution.Found(preview)).ShouldBeOfType<Resolution.Found>();

                    // A URL that was created without its normal form gets it.
                    Text(read.Preview).ShouldBe(Text(preview).Replace("/\\uFFFD\"", "/%EF%BF%BD\""));
                }
            )
        );

    [Fact]
    public void A_preview_without_its_optional_values_is_read_back()
    {
        var found = ReadBack(new Resolution.Found(new Preview { Title = "T" })).ShouldBeOfType<Resolution.Found>();

        found.Preview.ShouldBe(new Preview { Title = "T" });
    }

    [Fact]
    public void Facts_are_read_back()
    {
        var facts = new Facts
        {
            Kind = new Choice("Bug", new Color(1, 2, 3)),
            Priority = new Choice("High"),
            Progress = new Progress(0.25, "1 of 4 done"),
            Due = new DateOnly(2026, 3, 2),
            Start = new DateOnly(2026, 3, 1),
            Assignees = new List<Person>
            {
                new("octocat", new PreviewImage.At(new("https://acme.com/u/1"))) { Email = "octocat@acme.com" },
                new("hubot"),
            },
            MoreAssignees = 4,
            Comments = 0,
            Labels = new List<string> { "a", "b" },
            MoreLabels = 7,
            Milestone = "1.0",
            Created = new(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(2)),
            Updated = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(2)),
            Closed = new(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(2)),
        };

        var read = ReadBack(new Resolution.Found(new Preview { Title = "T", Facts = facts }))
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Facts;

        read.ShouldBeEquivalentTo(facts);
    }

    [Fact]
    public void An_author_is_read_back_with_the_address()
    {
        var author = new Person("octocat") { Email = "octocat@acme.com" };

        ReadBack(new Resolution.Found(new Preview { Title = "T", Author = author }))
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Author.ShouldBe(author);
    }

    [Fact]
    public void A_person_who_was_kept_without_an_address_is_read_back() =>
        ResolutionFormat
            .Unpack("""{"k":0,"t":"T","a":"octocat","F":{"a":[{"n":"hubot"}]}}"""u8)
            .ShouldBeOfType<Resolution.Found>()
            .Preview.ShouldSatisfyAllConditions(
                preview => preview.Author.ShouldBe(new Person("octocat")),
                preview => preview.Facts.Assignees.ShouldBe([new Person("hubot")])
            );

    [Fact]
    public void Names_that_no_surface_shows_are_counted()
    {
        var facts = new Facts { Labels = [.. Enumerable.Range(0, 300).Select(i => $"{i}")], MoreLabels = 5 };

        var read = ReadBack(new Resolution.Found(new Preview { Title = "T", Facts = facts }))
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Facts;

        read.Labels.Count.ShouldBe(100);
        read.MoreLabels.ShouldBe(205);
    }

    // Adapters may be compiled without null checks.
    [Fact]
    public void Missing_parts_of_a_preview_do_not_prevent_the_others()
    {
        var preview = new Preview
        {
            Title = null!,
            Author = new Person(null!),
            Status = new Choice(null!),
            Icon = new PreviewImage.At(null!),
            Fields =
            [
                null!,
                new(null!, null!, null!),
                new("a", "A", new FieldValue.OneOf(null!)),
                new("b", "B", new FieldValue.Text("shown")),
            ],
            Facts = new Facts { Assignees = [null!, new(null!)], Labels = null! },
        };

        Text(ReadBack(new Resolution.Found(preview)).ShouldBeOfType<Resolution.Found>().Preview).ShouldContain("shown");
    }

    [Fact]
    public void What_no_surface_shows_is_cut()
    {
        var long_ = string.Concat(Enumerable.Repeat("x\U0001F600", 1_000_000));
        var preview = new Preview
        {
            Title = long_,
            Body = long_,
            Fields = [.. Enumerable.Range(0, 10_000).Select(i => new Field($"{i}", "N", new FieldValue.Text("v")))],
        };

        var packed = ResolutionFormat.Pack(new Resolution.Found(preview));

        packed.Length.ShouldBeLessThan(200_000);
        var read = ResolutionFormat.Unpack(packed).ShouldBeOfType<Resolution.Found>().Preview;
        Text(read).ShouldBe(Text(preview));
        Encoding.UTF8.GetString(packed).ShouldNotContain('\uFFFD');
    }

    [Theory]
    [InlineData(null)]
    [InlineData("remedy")]
    public void What_is_no_resolution_is_a_fault_of_the_adapter(string? missing)
    {
        Resolution wrong = missing is null ? null! : new Resolution.Forbidden(null!);

        Should.Throw<ArgumentException>(() => ResolutionFormat.Pack(wrong));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"k":0}""")]
    [InlineData("""{"k":2}""")]
    [InlineData("""{"k":4}""")]
    [InlineData("""{"k":99}""")]
    [InlineData("""{"k":0,"t":"T","f":[{}]}""")]
    [InlineData("""{"k":0,"t":"T","f":[null]}""")]
    [InlineData("""{"k":0,"t":"T","F":{"l":[null]}}""")]
    [InlineData("""{"k":0,"t":"T","F":{"a":[{}]}}""")]
    [InlineData("""{"k":0,"t":"T","S":"red"}""")]
    [InlineData("""{"k":0,"t":"T","m":0,"M":"http://["}""")]
    [InlineData("{\"k\":0,\"t\":\"T\"")]
    public void Anything_else_counts_as_nothing(string text) =>
        ResolutionFormat.Unpack(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Theory]
    [InlineData("data:text/html,", 5_000_000)]
    [InlineData("https://acme.com/", 1_000_000)]
    public void A_URL_that_no_surface_shows_is_left_out(string start, int length)
    {
        var icon = new PreviewImage.At(new Uri(start + new string('a', length)));

        ResolutionFormat
            .Pack(new Resolution.Found(new Preview { Title = "T", Icon = icon }))
            .Length.ShouldBeLessThan(50);
    }

    public static TheoryData<string> LongTexts =>
        [
            new string(' ', 4000) + "hello",
            new string('\n', 4000) + "hello",
            string.Concat(Enumerable.Repeat("cell" + new string(' ', 90), 60)),
            string.Concat(Enumerable.Repeat("a" + new string('\u0301', 20), 300)),
            "a" + new string('\u200D', 4000) + "b",
        ];

    [Theory]
    [MemberData(nameof(LongTexts))]
    public void A_text_with_much_that_is_invisible_is_shown_as_a_whole(string text)
    {
        var preview = new Preview
        {
            Title = text,
            Body = text,
            Fields =
            [
                .. Enumerable.Range(0, 80).Select(i => new Field($"{i}", "Empty", new FieldValue.Text(""))),
                new Field("last", "Last", new FieldValue.Text(text)),
            ],
        };

        Text(ReadBack(new Resolution.Found(preview)).ShouldBeOfType<Resolution.Found>().Preview)
            .ShouldBe(Text(preview));
    }

    private static Resolution? ReadBack(Resolution resolution) =>
        ResolutionFormat.Unpack(ResolutionFormat.Pack(resolution));

    private static string Text(Preview preview) => Encoding.UTF8.GetString(Operations.Set(Renderer.Render(preview)));
}
