using System.Text;
using System.Text.Json;
using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Notion.Attributes;

public sealed class OperationsTests
{
    public static TheoryData<Section, SubType> Table => Some.Pairs(allowed: true);

    [Theory]
    [MemberData(nameof(Table))]
    public void An_attribute_is_written_as_documented(Section section, SubType subType)
    {
        var it = Some.Attribute(section, subType);
        UnfurlAttribute[] rest = subType == SubType.Title ? [Some.Developer] : [Some.Title, Some.Developer];

        var json = Operations.Set(UnfurlAttributes.Create([it, .. rest]));

        var name = $"attribute.{SectionTable.WireName(section)}.{SectionTable.WireName(subType)}.json";
        JsonCase.ShouldBe(json, $"Notion/Attributes/Cases/{name}");
    }

    [Fact]
    public void Every_pair_of_the_table_has_its_case()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Notion", "Attributes", "Cases");

        Directory.GetFiles(folder, "attribute.*.json").Length.ShouldBe(Table.Count);
    }

    [Fact]
    public void An_error_is_written_as_documented() =>
        JsonCase.ShouldBe(Operations.Error(404, "Content not found"), "Notion/Attributes/Cases/error.json");

    [Fact]
    public void A_broken_message_is_still_json()
    {
        var json = Operations.Error(502, "a\ud800b\0\"\u202e");

        using var document = JsonDocument.Parse(json);
        document.RootElement[0].GetProperty("set").GetProperty("message").GetString().ShouldBe("ab\"");
    }

    [Fact]
    public void Broken_text_in_an_attribute_is_still_json()
    {
        UnfurlAttribute it = new("i\ud800", "n\udc00", Section.Body, new AttributeValue.PlainText("v\ud800"));

        var json = Operations.Set(UnfurlAttributes.Create([Some.Title, it, Some.Developer]));

        Should.NotThrow(() => JsonDocument.Parse(json));
    }

    [Fact]
    public void Letters_are_written_as_they_are()
    {
        var json = Operations.Error(404, "Größe <&> 中文");

        Encoding.UTF8.GetString(json).ShouldContain("Größe <&> 中文");
    }
}
