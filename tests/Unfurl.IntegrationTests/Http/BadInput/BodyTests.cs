using System.IO.Compression;
using System.Text;
using Unfurl.IntegrationTests.Updates;

namespace Unfurl.IntegrationTests.Http.BadInput;

[OnEachDatabase]
public sealed class BodyTests(SharedTestHost shared) : BadInputTests(shared), IClassFixture<SharedTestHost>
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const int TenMegabytes = 10 * 1024 * 1024;

    private static readonly string Deep = new string('[', 10_000) + new string(']', 10_000);
    private static readonly string DeepObjects =
        string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);

    public static TheoryData<string, string, byte[]> Bodies =>
        new()
        {
            { "nothing", Json, [] },
            { "white space", Json, Utf8(" \n ") },
            { "NUL bytes", Json, new byte[1000] },
            { "random bytes", Json, [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7919 >> 3))] },
            { "UTF-16", Json, Encoding.Unicode.GetBytes($$"""{"uri":"{{Link}}"}""") },
            { "UTF-16 that says so", $"{Json}; charset=utf-16", Encoding.Unicode.GetBytes("{\"uri\":\"a\"}") },
            { "another charset", $"{Json}; charset=iso-8859-1", Utf8($$"""{"uri":"{{Link}}"}""") },
            { "UTF-7", $"{Json}; charset=utf-7", Utf8($$"""{"uri":"{{Link}}"}""") },
            {
                "no UTF-8 in the value",
                Json,
                [.. "{\"uri\":\"https://acme.example/items/1?"u8, 0xC3, 0x28, .. "\"}"u8]
            },
            {
                "no UTF-8 in another member",
                Json,
                [.. "{\"uri\":\"https://acme.example/items/1\",\"a\":\""u8, 0xFF, .. "\"}"u8]
            },
            {
                "no UTF-8 in a name",
                Json,
                [.. "{\"uri\":\"https://acme.example/items/1\",\""u8, 0xED, 0xA0, 0x80, .. "\":1}"u8]
            },
            { "deep arrays", Json, Utf8(Deep) },
            { "deep objects", Json, Utf8(DeepObjects) },
            { "deep arrays in an unknown member", Json, Utf8($$"""{"a":{{Deep}},"uri":"{{Link}}","token":"x"}""") },
            {
                "deep objects in an unknown member",
                Json,
                Utf8($$"""{"uri":"{{Link}}","token":"x","a":{{DeepObjects}}}""")
            },
            { "an array", Json, Utf8($$"""[{"uri":"{{Link}}"}]""") },
            { "a text", Json, Utf8("\"uri\"") },
            { "two documents", Json, Utf8("{\"uri\":\"a\"}{\"uri\":\"b\"}") },
            { "a comment", Json, Utf8("{\"uri\":\"a\"/* b */}") },
            { "NaN", Json, Utf8("{\"uri\":NaN}") },
            { "a member of the wrong kind", Json, Utf8("{\"uri\":{\"a\":1},\"token\":[1],\"access_token\":1e999}") },
            { "XML", "application/xml", Utf8("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>") },
            { "a text that is none", "text/plain", Utf8($$"""{"uri":"{{Link}}"}""") },
            { "a media type that is none", "nonsense", Utf8($$"""{"uri":"{{Link}}"}""") },
            { "a media type with a line break's escape", "application/json; a=%0d%0a", Utf8("{}") },
            { "JSON called a form", Form, Utf8($$"""{"uri":"{{Link}}"}""") },
            { "a form of another charset", $"{Form}; charset=utf-7", Utf8("token=x") },
            { "a form of many fields", Form, Utf8(string.Join('&', Enumerable.Range(0, 3000).Select(i => $"a{i}=b"))) },
            { "a form of one long name", Form, Utf8(new string('a', 10_000) + "=b") },
            { "a form of broken escapes", Form, Utf8("%=%&%zz=%f&=&&&a%00b=%00") },
            {
                "parts",
                "multipart/form-data; boundary=x",
                Utf8("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n")
            },
            {
                "parts that never end",
                "multipart/form-data; boundary=x",
                Utf8("--x\r\nContent-Disposition: form-data; name=\"a\"")
            },
            { "parts without a boundary", "multipart/form-data", Utf8("--x\r\n") },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_meaningless_body_is_rejected(string what, string mediaType, byte[] body)
    {
        foreach (var operation in Operation.All.Where(operation => operation.TakesBody))
        {
            var response = await RejectedAsync(operation, Request(operation, NotionCalls.Raw(mediaType, body)));

            ((int)response.Status).ShouldBeOneOf([401, .. BadBody(operation)], $"{what}: {response.Body}");
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_on_an_operation_without_one_is_ignored(string what, string mediaType, byte[] body)
    {
        foreach (var operation in Operation.All.Where(operation => !operation.TakesBody))
        {
            var response = await SendAsync(Request(operation, NotionCalls.Raw(mediaType, body)));

            ((int)response.Status).ShouldBeLessThan(500, $"{what}: {operation}");
        }
    }

    [Theory]
    [MemberData(nameof(OperationsWithBody))]
    public async Task Ten_megabytes_are_too_many_with_and_without_their_length(Operation operation)
    {
        foreach (var mediaType in new[] { Json, Form })
        {
            var known = await SendLargeAsync(operation, mediaType, $"Content-Length: {TenMegabytes}", "");
            var unknown = await SendLargeAsync(
                operation,
                mediaType,
                "Transfer-Encoding: chunked",
                // A single chunk that exceeds the limit; sending more would only break the connection.
                $"{TenMegabytes:x}\r\n{{\"uri\":\"{new string('a', MoreThanTaken(operation))}"
            );

            known.ShouldBeOneOf(BadBody(operation), $"{operation} {mediaType}");
            unknown.ShouldBeOneOf(BadBody(operation), $"{operation} {mediaType}");
        }
    }

    [Fact]
    public async Task The_connection_stays_open_after_a_whole_body_that_is_too_large()
    {
        foreach (var operation in Operation.All.Where(operation => operation.NeedsBearer && operation.TakesBody))
        {
            await using var connection = await RawConnection.OpenAsync(Service.Url);
            await connection.WriteAsync(
                $"{operation.Method} {operation.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: {Json}\r\n"
                    + $"Authorization: Bearer {Shared.Ada.AccessToken}\r\nContent-Length: {TenMegabytes}\r\n\r\n"
                    + new string(' ', TenMegabytes)
            );

            var responses = await connection.SendAsync(
                "GET /health/live HTTP/1.1\r\nHost: unfurl\r\nConnection: close\r\n\r\n"
            );

            responses.Statuses.ShouldBe([413, 200], $"{operation}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("compress")]
    [InlineData("identity, gzip")]
    public async Task A_compressed_body_is_not_unpacked(string coding)
    {
        foreach (var operation in Operation.All.Where(operation => operation.TakesBody))
        {
            var body = NotionCalls.Raw(Json, Bomb());
            body.Headers.TryAddWithoutValidation("Content-Encoding", coding);

            var response = await RejectedAsync(operation, Request(operation, body));

            ((int)response.Status).ShouldBeOneOf(400, 415);
        }
    }

    [Theory]
    [InlineData("{\"uri\":\"https://acme.example/items/1\",\"uri\":\"https://acme.example/items/2\"}")]
    [InlineData("{\"uri\":\"https://acme.example/items/1\",\"uri\":\"https://acme.example/items/1\"}")]
    [InlineData("{\"uri\":\"https://acme.example/items/1\",\"\\u0075ri\":\"https://acme.example/items/2\"}")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2},\"uri\":\"https://acme.example/items/1\"}")]
    public async Task A_repeated_member_is_400(string body)
    {
        foreach (var operation in Operation.All.Where(operation => operation.NeedsBearer && operation.TakesBody))
        {
            var response = await RejectedAsync(operation, Request(operation, NotionCalls.Raw(Json, body)));

            response.Status.ShouldBe(HttpStatusCode.BadRequest);
            response["detail"].ShouldContain("no member twice");
        }
    }

    [Fact]
    public async Task A_body_after_Expect_100_continue_is_accepted_or_rejected_like_any_other()
    {
        foreach (var operation in Operation.All.Where(operation => operation.TakesBody))
        {
            var request = Request(operation, NotionCalls.Raw(Json, "{"));
            request.Headers.ExpectContinue = true;

            await RejectedAsync(operation, request);
        }
    }

    // The demo provider has no webhooks, so the service does not read the body; HostileDeliveryTests covers webhooks.
    private static int MoreThanTaken(Operation operation) =>
        operation.Path.StartsWith("/notion/webhook/", StringComparison.Ordinal) ? 300_000 : 100_000;

    private static int[] BadBody(Operation operation) =>
        operation.Path.StartsWith("/webhooks/", StringComparison.Ordinal) ? [403, 415] : [400, 413, 415];

    private async Task<int> SendLargeAsync(Operation operation, string mediaType, string length, string body)
    {
        var before = await Shared.Host.Database.RowCountsAsync();
        await using var connection = await RawConnection.OpenAsync(Service.Url);
        await connection.WriteAsync(
            $"{operation.Method} {operation.Path} HTTP/1.1\r\nHost: unfurl\r\nContent-Type: {mediaType}\r\n{length}\r\n"
                + $"Authorization: Bearer {Shared.Ada.AccessToken}\r\nExpect: 100-continue\r\n\r\n{body}"
        );
        var status = await connection.ReadStatusAsync();
        (await Shared.Host.Database.RowCountsAsync()).ShouldBe(before);
        return status;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Utf8($$"""{"uri":"{{Link}}","token":"x","a":"{{new string('a', 5_000_000)}}"}"""));
        return packed.ToArray();
    }
}
