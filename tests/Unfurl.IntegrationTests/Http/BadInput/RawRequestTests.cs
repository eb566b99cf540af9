namespace Unfurl.IntegrationTests.Http.BadInput;

/// <summary>
/// Bytes that one server reads as one request and another as two (RFC 9112 §11.2). A request hidden in another one
/// never gets a response, behind any proxy.
/// </summary>
[OnEachDatabase]
public sealed class RawRequestTests(SharedTestHost shared) : BadInputTests(shared), IClassFixture<SharedTestHost>
{
    // A smuggled request; it would cause a second response, with status 404.
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: unfurl\r\nConnection: close\r\n\r\n";

    // A valid request that closes the connection.
    private const string Last = "GET /health/live HTTP/1.1\r\nHost: unfurl\r\nConnection: close\r\n\r\n";

    // "*" stands for the smuggled request.
    public static TheoryData<string, string> Ambiguous =>
        new()
        {
            {
                "Content-Length and Transfer-Encoding",
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n*"
            },
            {
                "Transfer-Encoding and Content-Length",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n*"
            },
            { "an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n*" },
            { "two codings, the last unknown", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n*" },
            { "two codings in one header", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n*" },
            {
                "chunked twice",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n*"
            },
            { "a coding after a vertical tab", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n*" },
            { "a coding in quotes", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n*" },
            { "a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n*" },
            { "a tab before the colon", "Content-Length\t: 0\r\n\r\n*" },
            { "a folded header", "X: y\r\n Transfer-Encoding: chunked\r\n\r\n*" },
            { "a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n*" },
            { "a name with a space", "Transfer Encoding: chunked\r\n\r\n*" },
            { "an empty name", ": x\r\n\r\n*" },
            { "a header without a colon", "Transfer-Encoding\r\n\r\n*" },
            { "a NUL in a header", "X: a\0b\r\n\r\n*" },
            { "a bare CR in a header", "X: a\rTransfer-Encoding: chunked\r\n\r\n*" },
            { "two lengths", "Content-Length: 5\r\nContent-Length: 0\r\n\r\n*" },
            { "the same length twice", "Content-Length: 0\r\nContent-Length: 0\r\n\r\n*" },
            { "two lengths in one header", "Content-Length: 0, 5\r\n\r\n*" },
            { "a negative length", "Content-Length: -1\r\n\r\n*" },
            { "a length in hex", "Content-Length: 0x0\r\n\r\n*" },
            { "a length that overflows", "Content-Length: 18446744073709551616\r\n\r\n*" },
            { "an empty length", "Content-Length:\r\n\r\n*" },
            { "a negative chunk", "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n*" },
            { "a chunk that overflows", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n\r\n*" },
            { "a chunk without a size", "Transfer-Encoding: chunked\r\n\r\n\r\n\r\n*" },
            { "a chunk of words", "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n*" },
            { "a chunk in 0x", "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n*" },
            { "a chunk that is longer than it says", "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n*" },
        };

    public static TheoryData<string> RequestLines =>
        [
            "GET /health/live",
            "GET  /health/live HTTP/1.1",
            "GET /health/live HTTP/1.1 ",
            "GET /health/live HTTP/0.9",
            "GET /health/live HTTP/1.2",
            "GET /health/live HTTP/9.9",
            "GET /health/live HTTP/11.1",
            "GET /health/live FTP/1.1",
            "GET health/live HTTP/1.1",
            "GET * HTTP/1.1",
            "GET /health/\0live HTTP/1.1",
            "GET /health/live#part HTTP/1.1",
            " GET /health/live HTTP/1.1",
            "G(T /health/live HTTP/1.1",
            "GET http:// HTTP/1.1",
            "GET http://[::1 HTTP/1.1",
            "GET ftp://evil.example/ HTTP/1.1",
            "GET javascript:alert(1) HTTP/1.1",
            "CONNECT evil.example:443 HTTP/1.1",
            "CONNECT / HTTP/1.1",
            "OPTIONS evil.example HTTP/1.1",
            "PRI * HTTP/2.0",
            "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
            "SSH-2.0-OpenSSH_9.2",
        ];

    public static TheoryData<string, string> TooLarge =>
        new()
        {
            { "a query of 10 KB", $"GET /health/live?{new string('a', 10_000)} HTTP/1.1\r\nHost: unfurl\r\n\r\n" },
            { "a path of 1 MB", $"GET /{new string('a', 1_000_000)} HTTP/1.1\r\nHost: unfurl\r\n\r\n" },
            {
                "a header of 40 KB",
                $"GET /health/live HTTP/1.1\r\nHost: unfurl\r\nX: {new string('a', 40_000)}\r\n\r\n"
            },
            { "cookies of 40 KB", $"GET /lab HTTP/1.1\r\nHost: unfurl\r\nCookie: {new string('a', 40_000)}\r\n\r\n" },
            {
                "150 headers",
                $"GET /health/live HTTP/1.1\r\nHost: unfurl\r\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"X{i}: y\r\n"))}\r\n"
            },
        };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task A_request_with_ambiguous_framing_is_rejected_or_closes_the_connection(string what, string rest)
    {
        foreach (var operation in Operation.All)
        {
            var response = await SendAsync(
                $"{operation.Method} {operation.Path} HTTP/1.1\r\nHost: unfurl\r\n{rest.Replace("*", Hidden, StringComparison.Ordinal)}"
            );

            var status = response.Statuses.ShouldHaveSingleItem($"{what}: {operation}: {response.Text}");
            status.ShouldBeLessThan(500, what);
        }
    }

    [Theory]
    [MemberData(nameof(RequestLines))]
    public async Task A_malformed_request_is_rejected(string line)
    {
        var response = await SendAsync($"{line}\r\nHost: unfurl\r\nConnection: close\r\n\r\n");

        // RFC 9110 §15.6.6 requires 505 for an unsupported version.
        foreach (var status in response.Statuses)
            status.ShouldBeOneOf([400, 404, 405, 505], line);
    }

    [Theory]
    [MemberData(nameof(TooLarge))]
    public async Task An_oversized_request_is_rejected_before_it_is_read(string what, string request)
    {
        await using var connection = await RawConnection.OpenAsync(Service.Url);
        await connection.WriteAsync(request);

        (await connection.ReadStatusAsync()).ShouldBeOneOf([0, 414, 431], what);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host: unfurl\r\nHost: evil.example\r\n")]
    [InlineData("Host: unfurl, evil.example\r\n")]
    [InlineData("Host: evil.example/path\r\n")]
    [InlineData("Host: user@evil.example\r\n")]
    [InlineData("Host: \u0001\r\n")]
    public async Task A_missing_or_repeated_host_is_rejected(string host)
    {
        var response = await SendAsync($"GET /setup HTTP/1.1\r\n{host}\r\n{Last}");

        response.Statuses.ShouldBe([400]);
    }

    [Fact]
    public async Task Bare_line_feeds_do_not_split_requests()
    {
        var response = await SendAsync(
            $"POST /unfurl HTTP/1.1\nHost: unfurl\nContent-Length: {Hidden.Length}\n\n{Hidden}{Last}"
        );

        response.Statuses.ShouldBe([401, 200]);
    }

    [Fact]
    public async Task Chunk_extensions_and_trailers_change_nothing()
    {
        var body = $$"""{"uri":"{{Link}}"}""";

        var response = await SendAsync(
            $"POST /unfurl HTTP/1.1\r\nHost: unfurl\r\nAuthorization: Bearer {Shared.Ada.AccessToken}\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + $"{body.Length:x};a=b;c=\"d\"\r\n{body}\r\n0\r\nAuthorization: Bearer forged\r\nContent-Length: 5\r\n\r\n"
        );

        response.Statuses.ShouldBe([200]);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order_each_for_its_own_bearer()
    {
        var first = Unfurl(Shared.Ada.AccessToken, "https://acme.example/items/1");
        var forged = Unfurl("forged", "https://acme.example/items/2");
        var last = Unfurl(Shared.Ada.AccessToken, "https://acme.example/items/404");

        var response = await SendAsync(first + forged + last + Last);

        response.Statuses.ShouldBe([200, 401, 200, 200]);
        response
            .Text.IndexOf("items/1", StringComparison.Ordinal)
            .ShouldBeLessThan(response.Text.IndexOf("invalid_token", StringComparison.Ordinal));
        response.Text.ShouldNotContain("items/2");
    }

    [Fact]
    public async Task A_rejected_body_is_not_parsed_as_the_next_request()
    {
        var body =
            $"{{\"uri\":1,\"a\":\"{Hidden.Replace("\r\n", " ", StringComparison.Ordinal)}\"}}{new string(' ', 70_000)}";

        var response = await SendAsync(
            $"POST /unfurl HTTP/1.1\r\nHost: unfurl\r\nAuthorization: Bearer {Shared.Ada.AccessToken}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
                + Last
        );

        response.Statuses[0].ShouldBe(413);
        response.Statuses.Skip(1).ShouldAllBe(status => status == 200);
    }

    [Theory]
    [InlineData("GET http://evil.example/setup HTTP/1.1\r\nHost: evil.example\r\n")]
    [InlineData("GET /setup HTTP/1.1\r\nHost: evil.example\r\n")]
    [InlineData("GET /setup HTTP/1.1\r\nHost: evil.example:99999999\r\n")]
    [InlineData(
        "GET /setup HTTP/1.1\r\nHost: unfurl\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\n"
    )]
    [InlineData("GET /setup HTTP/1.1\r\nHost: unfurl\r\nForwarded: host=evil.example;proto=gopher\r\n")]
    [InlineData(
        "GET /setup HTTP/1.1\r\nHost: unfurl\r\nX-Forwarded-Prefix: /evil.example\r\nX-Original-URL: /evil.example\r\n"
    )]
    [InlineData("GET /signin/acme HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n")]
    [InlineData("GET /signin/acme HTTP/1.1\r\nHost: unfurl\r\nX-Forwarded-For: evil.example, \0, 999.1.1.1\r\n")]
    public async Task A_foreign_host_header_appears_in_no_response(string request)
    {
        var response = await SendAsync($"{request}Connection: close\r\n\r\n");

        response.Statuses.ShouldHaveSingleItem().ShouldBeLessThan(500);
        response.Text.ShouldNotContain("evil.example");
    }

    private static string Unfurl(string token, string link)
    {
        var body = $$"""{"uri":"{{link}}"}""";
        return $"POST /unfurl HTTP/1.1\r\nHost: unfurl\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    // Also checks that the service still responds.
    private async Task<RawConnection.RawResponse> SendAsync(string bytes)
    {
        await using var connection = await RawConnection.OpenAsync(Service.Url);
        await connection.WriteAsync(bytes);
        var response = await connection.ReadToEndAsync();

        using var client = Service.CreateClient();
        (await client.GetAsync("/health/live", Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
        return response;
    }
}
