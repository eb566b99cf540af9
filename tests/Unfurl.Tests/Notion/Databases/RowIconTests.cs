using System.Text.Json.Nodes;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class RowIconTests
{
    public static TheoryData<Preview, string, string> Icons =>
        new()
        {
            { Card("pull-request-open", "Open", 0x1A7F37), "pull-request", "green" },
            { Card("pull-request-draft", "Draft", 0x59636E), "pull-request", "gray" },
            { Card("pull-request-merged", "Merged", 0x8250DF), "merge", "purple" },
            { Card("pull-request-closed", "Closed", 0xCF222E), "pull-request", "red" },
            { Card("pull-request-queued", "Queued", 0x9A6700), "pull-request", "yellow" },
            { Card("issue-open", "Open", 0x1A7F37), "circle-dot", "green" },
            { Card("issue-completed", "Completed", 0x8250DF), "checkmark", "purple" },
            { Card("issue-not-planned", "Not planned", 0x59636E), "circle-dot", "gray" },
            { Card("a name that is too long to have an address", "Open", 0x0969DA), "circle-dot", "green" },
            { Card("a name that is too long to have an address", "Running", 0x0969DA), "circle-dot", "blue" },
        };

    [Theory]
    [MemberData(nameof(Icons))]
    public void An_icon_says_what_it_is_and_how_far(Preview card, string name, string color)
    {
        var planning = WithIcon();

        planning.Write(card);

        planning
            .Table.Icon!.ToJsonString()
            .ShouldBe($$$"""{"type":"icon","icon":{"name":"{{{name}}}","color":"{{{color}}}"}}""");
        planning.Write(card).Body.ShouldBeNull();
    }

    [Fact]
    public void A_tools_own_picture_goes_before_a_dot()
    {
        var planning = WithIcon();

        planning.Write(Card("rocket", "Open", 0));

        planning
            .Table.Icon!.ToJsonString()
            .ShouldBe("""{"type":"external","external":{"url":"https://unfurl.acme.com/icons/6.png"}}""");
    }

    [Theory]
    [InlineData("""{"type":"emoji","emoji":"\ud83c\udf89"}""")]
    [InlineData("""{"type":"file","file":{"url":"https://files/1"}}""")]
    [InlineData("""{"type":"custom_emoji","custom_emoji":{"id":"e1"}}""")]
    [InlineData("""{"type":"icon","icon":{"name":"star","color":"red"}}""")]
    [InlineData("""{"type":"new","new":7}""")]
    public void An_icon_that_a_person_chose_stays(string icon)
    {
        var planning = WithIcon();
        planning.Table.Icon = JsonNode.Parse(icon);

        planning.Write(Card("issue-open", "Open", 0)).Body.ShouldBeNull();
        planning.Write(new RowCard.NoLink()).Body.ShouldBeNull();
    }

    [Fact]
    public void Our_icon_goes_on_and_goes_with_the_card()
    {
        var planning = WithIcon();
        planning.Write(Card("pull-request-open", "Open", 0));
        planning.Write(Card("pull-request-merged", "Merged", 0));
        planning.Table.Icon!["icon"]!["name"]!.GetValue<string>().ShouldBe("merge");

        planning.Write(new RowCard.NotCovered("Not covered.")).Body!.ToJsonString().ShouldBe("""{"icon":null}""");

        planning.Table.Icon.ShouldBeNull();
    }

    private static Planning WithIcon()
    {
        var planning = new Planning(new NotionTable());
        planning.Mapping = planning.Mapping with { SetsIcon = true };
        return planning;
    }

    private static Preview Card(string icon, string word, int rgb) =>
        new()
        {
            Title = "T",
            Icon = new PreviewImage.Own(icon),
            Status = new Choice(word, new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)),
        };
}
