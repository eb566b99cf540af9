using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Tests.Notion.Databases;

public sealed class RowLinksTests
{
    [Theory]
    [InlineData("https://acme.com/a", "https://acme.com/a")]
    [InlineData(" HTTPS://Acme.com/a ", "HTTPS://Acme.com/a")]
    [InlineData("see https://acme.com/a.", "https://acme.com/a")]
    [InlineData("<https://acme.com/a>", "https://acme.com/a")]
    [InlineData("(https://acme.com/a)", "https://acme.com/a")]
    [InlineData("(https://acme.com/a_(b))!", "https://acme.com/a_(b)")]
    [InlineData("[text](https://acme.com/a), more", "https://acme.com/a")]
    [InlineData("https://acme.com/a https://acme.com/b https://acme.com/a", "https://acme.com/a https://acme.com/b")]
    [InlineData(
        "https://acme.com/a,https://acme.com/b;http://acme.com/c",
        "https://acme.com/a https://acme.com/b http://acme.com/c"
    )]
    [InlineData("https://acme.com/a\nhttps://acme.com/b", "https://acme.com/a https://acme.com/b")]
    [InlineData("https://acme.com/?to=https://b.com/x", "https://acme.com/?to=https://b.com/x")]
    [InlineData("\u898B\u3066https://acme.com/a\u3002\u305D\u306E", "https://acme.com/a")]
    [InlineData("acme.com/a/1", "https://acme.com/a/1")]
    [InlineData("acme.com", "")]
    [InlineData("me@acme.com/a", "")]
    [InlineData("ftp://acme.com/a", "")]
    [InlineData("xhttps://acme.com/a", "")]
    [InlineData("https://", "")]
    [InlineData("https://...", "")]
    [InlineData("nothing", "")]
    [InlineData("", "")]
    public void Addresses_are_found_in_a_url_column(string text, string links) =>
        Find("url", JsonSerializer.Serialize(text)).ShouldBe(links.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("rich_text")]
    [InlineData("title")]
    public void Links_are_found_behind_words_and_as_mentions_in_order(string type) =>
        Find(
                type,
                """
                [
                  {"type":"text","plain_text":"see https://acme.com/","href":null,"text":{"content":"see https://acme.com/","link":null}},
                  {"type":"text","plain_text":"1, and ","annotations":{"bold":true}},
                  {"type":"text","plain_text":"this","href":"https://acme.com/2","text":{"content":"this","link":{"url":"https://acme.com/2"}}},
                  {"type":"mention","plain_text":"A title https://acme.com/no","href":"https://acme.com/3","mention":{"type":"link_preview","link_preview":{"url":"https://acme.com/3"}}},
                  {"type":"mention","plain_text":"B","href":null,"mention":{"type":"link_mention","link_mention":{"href":"https://acme.com/4","title":"T"}}},
                  {"type":"text","plain_text":"https://acme.com/1","href":"https://acme.com/1"},
                  {"type":"text","plain_text":"page","href":"/0123456789abcdef"},
                  {"type":"text","plain_text":" https://acme.com/5"}
                ]
                """
            )
            .ShouldBe([
                "https://acme.com/1",
                "https://acme.com/2",
                "https://acme.com/3",
                "https://acme.com/4",
                "https://acme.com/5",
            ]);

    [Theory]
    [InlineData("url", "null")]
    [InlineData("url", "7")]
    [InlineData("rich_text", "null")]
    [InlineData("rich_text", "{}")]
    [InlineData("rich_text", "[null,7,{},{\"text\":7,\"href\":8,\"mention\":[]}]")]
    [InlineData("number", "7")]
    [InlineData("url", "\"\\ud800\"")]
    public void Anything_else_holds_no_link(string type, string value) => Find(type, value).ShouldBeEmpty();

    private static IReadOnlyList<string> Find(string type, string value) =>
        RowLinks.Find(new Cell("c", type, JsonDocument.Parse(value).RootElement));
}
