using System.Text;
using Unfurl.Notion.Attributes;
using Unfurl.Notion.Reading;

namespace Unfurl.Tests.Simulator;

public sealed class AttributeRulesTests
{
    private const string Uri = AttributeCases.Uri;

    [Theory]
    [MemberData(nameof(AttributeCases.Allowed), MemberType = typeof(AttributeCases))]
    public void Attributes_that_the_table_allows_are_accepted(string attribute)
    {
        var response = Read(Attributes.Card(Uri, attribute));

        response.Violations.ShouldBeEmpty();
        response.Attributes!.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(AttributeCases.Forbidden), MemberType = typeof(AttributeCases))]
    public void A_wrong_attribute_is_rejected_with_the_reason(string attribute, string reason)
    {
        var response = Read(Attributes.Card(Uri, attribute));

        response.Violations.ShouldContain(reason);
    }

    [Theory]
    [MemberData(nameof(AttributeCases.Bodies), MemberType = typeof(AttributeCases))]
    public void A_wrong_body_is_rejected_with_the_reason(string body, string reason)
    {
        var response = Read(body);

        response.Violations.ShouldContain(reason);
    }

    [Fact]
    public void Each_section_holds_exactly_the_sub_types_of_the_table()
    {
        foreach (var section in Enum.GetValues<Section>())
        foreach (var subType in Enum.GetValues<SubType>())
        {
            var (word, place) = (SectionTable.WireName(subType), SectionTable.WireName(section));

            var response = Read(Attributes.Card(Uri, Sample(subType, place)));

            string[] expected = SectionTable.Allows(section, subType)
                ? []
                : [$"attribute 'x': section {place} holds no {word}"];
            response.Violations.ShouldBe(expected, $"{word} in {place}");
        }
    }

    [Fact]
    public void A_later_attribute_takes_the_place_of_an_earlier_one_with_its_id()
    {
        var second = Attributes.Title.Replace("Fix it", "Fixed", StringComparison.Ordinal);

        var response = Read(Attributes.Card(Uri, second));

        response.Violations.ShouldBeEmpty();
        response
            .Attributes!.Select(attribute => (attribute.Id, attribute.Value))
            .ShouldBe([("title", "Fixed"), ("dev", "Acme")]);
    }

    [Fact]
    public void Attributes_and_an_error_may_be_combined_but_not_repeated()
    {
        const string Error = """{"path":["error"],"set":{"status":404,"message":"Gone"}}""";
        var card = Attributes.Set(Attributes.Title, Attributes.Developer);

        var both = Read($$$"""{"uri":"{{{Uri}}}","operations":[{{{card}}},{{{Error}}}]}""");
        var twice = Read($$$"""{"uri":"{{{Uri}}}","operations":[{{{Error}}},{{{Error}}}]}""");

        both.Violations.ShouldBeEmpty();
        both.Error.ShouldBe(new(404, "Gone"));
        both.Attributes!.Count.ShouldBe(2);
        twice.Violations.ShouldBe(["there are two operations with the path error"]);
    }

    [Fact]
    public void The_simulator_reads_the_attributes_that_the_service_writes()
    {
        var attributes = UnfurlAttributes.Create([
            new("title", "Title", Section.Title, new AttributeValue.Title("Fix \"it\" <b>")),
            new("state", "State", Section.Primary, new AttributeValue.Enum("Merged", new(130, 80, 223))),
            new("icon", "Icon", Section.Entity, new AttributeValue.Embed(SubType.Image, new("https://acme.com/i.png"))),
            new("dev", "Developer Name", Section.Secondary, new AttributeValue.PlainText("Unfurl")),
        ]);
        var operations = Encoding.UTF8.GetString(Operations.Set(attributes));

        var response = Read($$$"""{"uri":"{{{Uri}}}","operations":{{{operations}}}}""");

        response.Violations.ShouldBeEmpty();
        response.Attributes.ShouldBe([
            new("title", "Title", "title", "title") { Value = "Fix \"it\" <b>" },
            new("state", "State", "enum", "primary") { Value = "Merged", Color = "#8250df" },
            new("icon", "Icon", "image", "entity") { Source = "https://acme.com/i.png" },
            new("dev", "Developer Name", "plain_text", "secondary") { Value = "Unfurl" },
        ]);
    }

    private static string Sample(SubType subType, string section) =>
        SectionTable.IsEmbed(subType)
            ? Attributes.Embed(SectionTable.WireName(subType), section)
            : Attributes.Inline(
                SectionTable.WireName(subType),
                $$$"""{"value":{{{Value(subType)}}},"section":"{{{section}}}"}"""
            );

    private static string Value(SubType subType) =>
        subType switch
        {
            SubType.Color => """{"r":1,"g":2,"b":3}""",
            SubType.Date => "\"2022-01-11\"",
            SubType.DateTime => "\"2022-01-11T19:53:18.829Z\"",
            _ => "\"text\"",
        };

    private static ParsedUnfurlResponse Read(string body) =>
        ParsedUnfurlResponse.Read(Encoding.UTF8.GetBytes(body), Uri);
}
