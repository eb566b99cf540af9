using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

internal static class Some
{
    public static readonly Color Purple = new(130, 80, 223);

    public static readonly DateTimeOffset Moment = new(2022, 1, 11, 20, 53, 18, 829, TimeSpan.FromHours(1));

    public static readonly UnfurlAttribute Title = new(
        "title",
        "Title",
        Section.Title,
        new AttributeValue.Title("A title")
    );

    public static readonly UnfurlAttribute Developer = new(
        "dev",
        "Developer Name",
        Section.Secondary,
        new AttributeValue.PlainText("Acme")
    );

    public static TheoryData<Section, SubType> Pairs(bool allowed)
    {
        var pairs =
            from section in Enum.GetValues<Section>()
            from subType in Enum.GetValues<SubType>()
            where SectionTable.Allows(section, subType) == allowed
            select (section, subType);
        return new TheoryData<Section, SubType>(pairs);
    }

    public static UnfurlAttribute Attribute(Section section, SubType subType) =>
        new("it", "It", section, Value(subType));

    private static AttributeValue Value(SubType subType) =>
        subType switch
        {
            SubType.Title => new AttributeValue.Title("Fix the \"leak\" <b>&amp; cache</b>"),
            SubType.PlainText => new AttributeValue.PlainText("Fix the \"leak\" <b>&amp; cache</b>"),
            SubType.Enum => new AttributeValue.Enum("Merged", Purple),
            SubType.Color => new AttributeValue.Colored(Purple),
            SubType.Date => new AttributeValue.Date(new DateOnly(2022, 1, 11)),
            SubType.DateTime => new AttributeValue.DateTime(Moment),
            _ => new AttributeValue.Embed(subType, new Uri("https://acme.com/a b.bin?c=d&e=f")),
        };
}
