using System.Text.Json;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

[OnEachDatabase]
public sealed class UnfurlRequestTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private readonly NotionCalls _notion = new(shared.Host);

    public static TheoryData<string> Uris { get; } =
    [
        "https://acme.example/items/1",
        "https://ACME.example/items/1?a=%20%C3%BC&b=<\"'>#part",
        "HTTP://www.acme.example/items/1/",
        "https://acme.example/items/ünïcödé/日本/🦊",
        "https://acme.example/items/1\u2028\u2029\u0000\u001f\u007f",
        "not a link",
        " ",
        "\\\"/\b\f\n\r\t",
        "javascript:alert('x')",
        $"https://acme.example/{new string('a', 60_000)}",
    ];

    [Theory]
    [MemberData(nameof(Uris))]
    public async Task Any_uri_is_echoed_unchanged(string uri)
    {
        var response = await _notion.UnfurlAsync(shared.Ada.AccessToken, uri);

        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
        response.MediaType.ShouldBe("application/json");
        response["uri"].ShouldBe(uri);
        response.Json.GetProperty("operations").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_link_of_an_unknown_host_gets_the_response_of_a_missing_one()
    {
        var foreign = await _notion.UnfurlAsync(shared.Ada.AccessToken, "https://elsewhere.example/1");
        var missing = await _notion.UnfurlAsync(shared.Ada.AccessToken, "https://acme.example/items/404");

        Operations(foreign).ShouldBe(Operations(missing));
        foreign.Json.GetProperty("operations")[0].GetProperty("set").GetProperty("status").GetInt32().ShouldBe(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("\"https://acme.example/items/1\"")]
    [InlineData("[]")]
    [InlineData("""[{"uri":"https://acme.example/items/1"}]""")]
    [InlineData("{}")]
    [InlineData("""{"url":"https://acme.example/items/1"}""")]
    [InlineData("""{"URI":"https://acme.example/items/1"}""")]
    [InlineData("""{"uri":""}""")]
    [InlineData("""{"uri":null}""")]
    [InlineData("""{"uri":1}""")]
    [InlineData("""{"uri":["https://acme.example/items/1"]}""")]
    [InlineData("""{"uri":{"uri":"https://acme.example/items/1"}}""")]
    [InlineData("""{"uri":"\ud800"}""")]
    [InlineData("""{"uri":"https://acme.example/items/1\udc00"}""")]
    [InlineData("""{"uri":"https://acme.example/items/1",}""")]
    [InlineData("""{"uri":"https://acme.example/items/1"} more""")]
    [InlineData("""{'uri':'https://acme.example/items/1'}""")]
    public async Task A_body_without_a_uri_is_400(string body)
    {
        var response = await PostAsync(NotionCalls.Raw("application/json", body));

        ShouldBeRejected(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Deep_nesting_is_400()
    {
        var nested = $"{new string('[', 10_000)}{new string(']', 10_000)}";

        var response = await PostAsync(
            NotionCalls.Raw("application/json", $$"""{"uri":"https://acme.example/items/1","more":{{nested}}}""")
        );

        ShouldBeRejected(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_are_400()
    {
        byte[] body = [.. "{\"uri\":\""u8, 0xFF, 0xC3, 0x28, .. "\"}"u8];

        var response = await PostAsync(NotionCalls.Raw("application/json", body));

        ShouldBeRejected(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/json-like")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    public async Task A_body_that_is_not_declared_as_json_is_415(string mediaType)
    {
        var response = await PostAsync(NotionCalls.Raw(mediaType, """{"uri":"https://acme.example/items/1"}"""));

        ShouldBeRejected(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_not_declared_at_all_is_415()
    {
        var body = new ByteArrayContent([.. """{"uri":"https://acme.example/items/1"}"""u8]);

        var response = await PostAsync(body);

        ShouldBeRejected(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task Json_may_be_declared_with_a_charset_and_in_any_case(string mediaType)
    {
        var response = await PostAsync(NotionCalls.Raw(mediaType, """{"uri":"https://acme.example/items/1"}"""));

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(66_000)]
    [InlineData(1_000_000)]
    public async Task A_body_over_64_KB_is_413(int size)
    {
        var response = await PostAsync(
            NotionCalls.Raw("application/json", $$"""{"uri":"{{new string('a', size)}}"}""")
        );

        ShouldBeRejected(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_of_unknown_length_over_64_KB_is_413()
    {
        var response = await PostAsync(
            new UnknownLengthContent("application/json", $$"""{"uri":"{{new string('a', 1_000_000)}}"}""")
        );

        ShouldBeRejected(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_read_like_any_other()
    {
        var response = await PostAsync(
            new UnknownLengthContent("application/json", """{"uri":"https://acme.example/items/1"}""")
        );

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var response = await PostAsync(
            NotionCalls.Json(
                new
                {
                    a = 1,
                    uri = "https://acme.example/items/1",
                    workspace = new { id = "w" },
                }
            )
        );

        response.Status.ShouldBe(HttpStatusCode.OK);
        response.Body.ShouldContain("Launch the new checkout");
    }

    private Task<ReceivedResponse> PostAsync(HttpContent body) =>
        _notion.SendAsync(HttpMethod.Post, "/unfurl", body, $"Bearer {shared.Ada.AccessToken}");

    private static string Operations(ReceivedResponse response) =>
        JsonSerializer.Serialize(response.Json.GetProperty("operations"));

    private static void ShouldBeRejected(ReceivedResponse response, HttpStatusCode status)
    {
        response.Status.ShouldBe(status, response.Body);
        response.MediaType.ShouldBe("application/problem+json");
        response.Json.GetProperty("status").GetInt32().ShouldBe((int)status);
    }
}
