using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class CellTests
{
    [Theory]
    [InlineData("title", """[{"plain_text":"a "},{"text":{"content":"b"}}]""", "a b")]
    [InlineData("rich_text", "[]", "")]
    [InlineData("url", "\"https://acme.com\"", "https://acme.com")]
    [InlineData("number", "5.0", "5")]
    [InlineData("number", "-0", "0")]
    [InlineData("number", "1e2", "100")]
    [InlineData("checkbox", "true", "true")]
    [InlineData("select", """{"id":"x","name":"Open","color":"red"}""", "Open")]
    [InlineData("status", """{"id":"x","name":"Done"}""", "Done")]
    [InlineData("multi_select", """[{"name":"b"},{"name":"a"},{"name":"b"}]""", "a\nb")]
    [InlineData("people", """[{"id":"B1-2"},{"id":"a1"}]""", "a1\nb12")]
    [InlineData("date", """{"start":"2026-03-02","end":null,"time_zone":null}""", "2026-03-02")]
    [InlineData("date", """{"start":"2026-03-02T01:00:00.000+02:00"}""", "2026-03-01T23:00:00.000Z")]
    [InlineData("date", """{"start":"2026-03-02","end":"2026-03-04"}""", "2026-03-02/2026-03-04")]
    [InlineData(
        "date",
        """{"start":"2026-03-02T01:00:00","time_zone":"Europe/Berlin"}""",
        "2026-03-02T01:00:00 Europe/Berlin"
    )]
    [InlineData("date", """{"start":"soon"}""", "soon")]
    [InlineData(
        "files",
        """[{"name":"a","external":{"url":"https://a"}},{"name":"b","file":{"url":"https://b?signed=1"}}]""",
        "a\thttps://a\nb\thttps://b"
    )]
    [InlineData("formula", """{"type":"string","string":"x"}""", """{"type":"string","string":"x"}""")]
    [InlineData("select", "null", "")]
    [InlineData("number", "null", "")]
    [InlineData("people", "7", "")]
    public void Equal_values_have_equal_texts(string type, string value, string canonical)
    {
        var cell = Of(type, value);

        cell.Canonical.ShouldBe(canonical);
        cell.IsEmpty.ShouldBe(canonical.Length == 0);
    }

    [Theory]
    [InlineData("rich_text", 24, false)]
    [InlineData("rich_text", 25, true)]
    [InlineData("people", 25, true)]
    [InlineData("multi_select", 25, false)]
    public void A_list_of_twenty_five_may_be_cut(string type, int count, bool hasMore)
    {
        var cell = Of(type, $"[{string.Join(",", Enumerable.Repeat("{}", count))}]");

        cell.HasMore.ShouldBe(hasMore);
        (cell with { IsFull = true }).HasMore.ShouldBeFalse();
    }

    [Fact]
    public void A_whole_value_comes_from_its_items()
    {
        var items = JsonDocument.Parse(
            """[{"object":"property_item","type":"people","people":{"id":"a"}},{"people":{"id":"b"}},{"error":1}]"""
        );

        var cell = Cell.Full("c", "people", items.RootElement.EnumerateArray());

        cell.Canonical.ShouldBe("a\nb");
        cell.HasMore.ShouldBeFalse();
    }

    [Fact]
    public void A_hash_stays_the_same_over_versions() => RowPlan.Hash("Merged").ShouldBe(-4825037315522688354L);

    private static Cell Of(string type, string value) => new("c", type, JsonDocument.Parse(value).RootElement);
}
