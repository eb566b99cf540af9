using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class SectionTableTests
{
    [Theory]
    [InlineData(Section.Title, "title")]
    [InlineData(Section.Identifier, "image plain_text")]
    [InlineData(Section.Entity, "color image")]
    [InlineData(Section.Avatar, "image plain_text")]
    [InlineData(Section.Background, "color")]
    [InlineData(Section.Body, "plain_text")]
    [InlineData(Section.Embed, "audio html image pdf video")]
    [InlineData(Section.Primary, "enum date datetime plain_text")]
    [InlineData(Section.Secondary, "date datetime plain_text")]
    public void A_section_holds_what_Notion_says(Section section, string subTypes)
    {
        string.Join(' ', SectionTable.AllowedIn(section).Select(SectionTable.WireName)).ShouldBe(subTypes);
    }

    [Fact]
    public void Every_section_is_in_the_table() =>
        Enum.GetValues<Section>().ShouldAllBe(section => SectionTable.AllowedIn(section).Count > 0);

    [Theory]
    [InlineData("title plain_text enum color date datetime", false)]
    [InlineData("image video audio html pdf", true)]
    public void Sub_types_are_inline_or_embeds(string words, bool isEmbed)
    {
        var subTypes = Enum.GetValues<SubType>().Where(subType => SectionTable.IsEmbed(subType) == isEmbed);

        string.Join(' ', subTypes.Select(SectionTable.WireName)).ShouldBe(words);
    }
}
