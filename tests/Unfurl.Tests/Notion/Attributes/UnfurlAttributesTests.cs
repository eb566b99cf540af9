using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class UnfurlAttributesTests
{
    public static TheoryData<Section, SubType> DisallowedPairs => Some.Pairs(allowed: false);

    [Theory]
    [MemberData(nameof(DisallowedPairs))]
    public void A_sub_type_that_its_section_does_not_hold_is_refused(Section section, SubType subType) =>
        Violations(Some.Title, Some.Attribute(section, subType), Some.Developer)
            .ShouldBe([$"'it': section {SectionTable.WireName(section)} holds no {SectionTable.WireName(subType)}"]);

    [Fact]
    public void An_array_without_title_is_refused() =>
        Violations(Some.Developer).ShouldBe(["there is no attribute of sub-type title"]);

    [Fact]
    public void An_array_without_developer_is_refused() =>
        Violations(Some.Title).ShouldBe(["there is no plain_text attribute dev in section secondary"]);

    [Fact]
    public void A_developer_in_another_section_is_rejected() =>
        Violations(Some.Title, Some.Developer with { Section = Section.Primary })
            .ShouldBe(["there is no plain_text attribute dev in section secondary"]);

    [Fact]
    public void A_duplicate_id_is_rejected() =>
        Violations(Some.Title, Some.Developer, Some.Attribute(Section.Body, SubType.PlainText) with { Id = "title" })
            .ShouldBe(["the id 'title' is empty or stands twice"]);

    [Fact]
    public void An_empty_id_is_refused() =>
        Violations(Some.Title, Some.Developer, Some.Attribute(Section.Body, SubType.PlainText) with { Id = "" })
            .ShouldBe(["the id '' is empty or stands twice"]);

    [Fact]
    public void An_empty_name_is_refused() =>
        Violations(Some.Title, Some.Developer, Some.Attribute(Section.Body, SubType.PlainText) with { Name = "" })
            .ShouldBe(["'it' has no name"]);

    public static TheoryData<string, AttributeValue, string> InvalidValues =>
        new()
        {
            { "title", new AttributeValue.Title(""), "the title is empty" },
            { "text", new AttributeValue.PlainText(""), "the text is empty" },
            { "enum", new AttributeValue.Enum("", null), "the text is empty" },
            { "relative", Image("/a.png"), "src_url is not an absolute http(s) URL" },
            { "data", Image("data:image/png;base64,AA=="), "src_url is not an absolute http(s) URL" },
            { "javascript", Image("javascript:alert(1)"), "src_url is not an absolute http(s) URL" },
            { "file", Image("file:///etc/passwd"), "src_url is not an absolute http(s) URL" },
            { "long", Image("https://acme.com/".PadRight(2001, 'a')), "src_url is too long" },
        };

    [Theory]
    [MemberData(nameof(InvalidValues), DisableDiscoveryEnumeration = true)]
    public void A_value_that_Notion_cannot_show_is_refused(string id, AttributeValue value, string violation)
    {
        var section = Enum.GetValues<Section>().First(section => SectionTable.Allows(section, value.SubType));

        Violations(Some.Title with { Id = "heading" }, new UnfurlAttribute(id, "It", section, value), Some.Developer)
            .ShouldBe([$"'{id}': {violation}"]);
    }

    [Fact]
    public void An_embed_of_an_inline_sub_type_is_refused()
    {
        var embed = new AttributeValue.Embed(SubType.PlainText, new Uri("https://acme.com/a"));

        Violations(Some.Title, new UnfurlAttribute("it", "It", Section.Body, embed), Some.Developer)
            .ShouldBe(["'it': plain_text is no embed"]);
    }

    [Fact]
    public void A_url_of_the_longest_length_is_taken()
    {
        var image = Image("https://acme.com/".PadRight(2000, 'a'));

        UnfurlAttributes
            .Create([Some.Title, new("it", "It", Section.Entity, image), Some.Developer])
            .Items.Length.ShouldBe(3);
    }

    [Fact]
    public void All_violations_are_named_at_once()
    {
        var exception = Should.Throw<InvalidUnfurlAttributesException>(() => UnfurlAttributes.Create([]));

        exception.Message.ShouldBe(
            "The unfurl attributes break Notion's rules: there is no attribute of sub-type title; "
                + "there is no plain_text attribute dev in section secondary."
        );
    }

    private static AttributeValue.Embed Image(string url) =>
        new(SubType.Image, new Uri(url, UriKind.RelativeOrAbsolute));

    private static IReadOnlyList<string> Violations(params UnfurlAttribute[] attributes) =>
        Should.Throw<InvalidUnfurlAttributesException>(() => UnfurlAttributes.Create(attributes)).Violations;
}
