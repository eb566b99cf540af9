using System.Text;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>What senders write around the same UTF-8 text: names of the charset, a byte order mark.</summary>
public sealed class BodyTextTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const string Body = """{"uri":"https://acme.example/items/1"}""";

    private readonly NotionCalls _notion = new(shared.Host);

    // The labels of UTF-8 in the Encoding Standard, and of ASCII, which is a part of it.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("UTF8")]
    [InlineData("\"utf8\"")]
    [InlineData("unicode-1-1-utf-8")]
    [InlineData("us-ascii")]
    [InlineData("ascii")]
    public async Task Every_name_of_UTF_8_is_UTF_8(string charset)
    {
        var response = await PostAsync($"application/json; charset={charset}", Encoding.UTF8.GetBytes(Body));

        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-8x")]
    public async Task Another_charset_is_415(string charset)
    {
        var response = await PostAsync($"application/json; charset={charset}", Encoding.UTF8.GetBytes(Body));

        response.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    // RFC 8259 §8.1: senders must not add one, and receivers may ignore it.
    [Theory]
    [InlineData(Body)]
    [InlineData(" " + Body + "\r\n")]
    [InlineData("""{"more":[1],"uri":"https://acme.example/items/1"}""")]
    public async Task A_byte_order_mark_is_ignored(string body)
    {
        var response = await PostAsync(
            "application/json",
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(body)]
        );

        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
        response["uri"].ShouldBe("https://acme.example/items/1");
    }

    [Fact]
    public async Task Two_byte_order_marks_are_no_JSON()
    {
        byte[] body = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Body)];

        var response = await PostAsync("application/json", body);

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<ReceivedResponse> PostAsync(string contentType, byte[] body) =>
        _notion.SendAsync(
            HttpMethod.Post,
            "/unfurl",
            NotionCalls.Raw(contentType, body),
            $"Bearer {shared.Ada.AccessToken}"
        );
}
