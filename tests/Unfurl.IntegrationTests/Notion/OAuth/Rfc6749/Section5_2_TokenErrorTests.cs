namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §5.2: errors of the token endpoint are JSON with a client error status.</summary>
[OnEachDatabase]
public sealed class Section5_2_TokenErrorTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Client =
        $"client_id={TestSettings.ClientId}&client_secret={TestSettings.ClientSecret}&redirect_uri=https://www.notion.so/";

    private readonly NotionCalls _notion = new(shared.Host);

    [Theory]
    [InlineData("grant_type=password", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials", "unsupported_grant_type")]
    [InlineData("grant_type=AUTHORIZATION_CODE&code=a", "unsupported_grant_type")]
    [InlineData("grant_type=", "invalid_request")]
    [InlineData("code=a", "invalid_request")]
    [InlineData("grant_type=authorization_code", "invalid_request")]
    [InlineData("grant_type=authorization_code&code=", "invalid_request")]
    [InlineData("grant_type=authorization_code&code=unknown", "invalid_grant")]
    [InlineData("grant_type=authorization_code&code=%ff", "invalid_grant")]
    [InlineData("grant_type=authorization_code&code=%00", "invalid_request")]
    [InlineData("grant_type=refresh_token", "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=unknown", "invalid_grant")]
    [InlineData("&&grant_type=refresh_token&refresh_token=unknown", "invalid_grant")]
    [InlineData("grant_type=refresh_token&=a&=b&&refresh_token=unknown", "invalid_grant")]
    [InlineData("grant_type=refresh_token&grant_type=refresh_token&refresh_token=a", "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=a&refresh_token=a", "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=a&client_id=notion", "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=a&GRANT_TYPE=refresh_token", "invalid_request")]
    public async Task An_invalid_request_gets_the_specified_error(string body, string error)
    {
        var response = await _notion.PostTokenAsync(NotionCalls.Raw(Form, $"{body}&{Client}"));

        ShouldBeRejected(response, error);
    }

    [Fact]
    public async Task A_code_without_its_redirect_uri_is_an_invalid_request()
    {
        var response = await _notion.RedeemAsync("anything", ("redirect_uri", null));

        ShouldBeRejected(response, "invalid_request");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded-not")]
    [InlineData("nonsense")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded; charset=\"iso-8859-1\"")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense")]
    public async Task A_body_of_another_media_type_is_an_invalid_request(string mediaType)
    {
        var response = await _notion.PostTokenAsync(NotionCalls.Raw(mediaType, $"grant_type=refresh_token&{Client}"));

        ShouldBeRejected(response, "invalid_request");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, deflate")]
    public async Task A_body_with_a_content_encoding_is_an_invalid_request(string coding)
    {
        var response = await _notion.PostTokenAsync(Encoded(coding));

        ShouldBeRejected(response, "invalid_request");
        response.Body.ShouldContain("Content-Encoding");
    }

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData("Identity")]
    public async Task A_content_encoding_that_changes_nothing_is_accepted(string coding) =>
        ShouldBeRejected(await _notion.PostTokenAsync(Encoded(coding)), "invalid_grant");

    [Fact]
    public async Task A_repeated_parameter_is_named()
    {
        var response = await _notion.PostTokenAsync(NotionCalls.Raw(Form, $"client_id=a&{Client}"));

        response.Body.ShouldContain("The parameter client_id stands more than once.");
    }

    [Fact]
    public async Task A_request_without_a_body_is_an_invalid_request()
    {
        var response = await _notion.PostTokenAsync(null);

        ShouldBeRejected(response, "invalid_request");
    }

    [Theory]
    [InlineData(17_000)]
    [InlineData(1_000_000)]
    public async Task A_body_that_is_too_large_is_an_invalid_request(int size)
    {
        var body = $"grant_type=refresh_token&{Client}&refresh_token={new string('a', size)}";

        var response = await _notion.PostTokenAsync(NotionCalls.Raw(Form, body));

        ShouldBeRejected(response, "invalid_request");
    }

    [Fact]
    public async Task A_body_of_unknown_length_that_turns_out_too_large_is_an_invalid_request()
    {
        var body = $"grant_type=refresh_token&{Client}&refresh_token={new string('a', 100_000)}";

        var response = await _notion.PostTokenAsync(new UnknownLengthContent(Form, body));

        ShouldBeRejected(response, "invalid_request");
    }

    [Fact]
    public async Task Invalid_UTF8_is_rejected_like_an_unknown_token()
    {
        byte[] body = [.. "grant_type=refresh_token&refresh_token="u8, 0xFF, 0xFE, 0x00, .. "&"u8, .. ClientBytes()];

        var response = await _notion.PostTokenAsync(NotionCalls.Raw(Form, body));

        ShouldBeRejected(response, "invalid_grant");
    }

    [Fact]
    public async Task Too_many_parameters_are_an_invalid_request()
    {
        var many = string.Join('&', Enumerable.Range(0, 1500).Select(i => $"p{i}=1"));

        var response = await _notion.PostTokenAsync(NotionCalls.Raw(Form, $"grant_type=refresh_token&{Client}&{many}"));

        ShouldBeRejected(response, "invalid_request");
    }

    [Fact]
    public async Task Unknown_parameters_are_ignored()
    {
        var response = await _notion.RefreshAsync(shared.Ada.RefreshToken, ("extra", "1"), ("scope", "any"));

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_error_does_not_repeat_the_request()
    {
        var response = await _notion.PostTokenAsync(
            NotionCalls.Raw(Form, $"grant_type=a-secret-in-the-wrong-place&{Client}")
        );

        response.Body.ShouldNotContain("a-secret-in-the-wrong-place");
    }

    private static ByteArrayContent Encoded(string coding)
    {
        var body = NotionCalls.Raw(Form, $"grant_type=refresh_token&refresh_token=unknown&{Client}");
        body.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return body;
    }

    private static byte[] ClientBytes() => System.Text.Encoding.ASCII.GetBytes(Client);

    private static void ShouldBeRejected(ReceivedResponse response, string error)
    {
        response.Status.ShouldBe(HttpStatusCode.BadRequest, response.Body);
        response.MediaType.ShouldBe("application/json");
        response.CacheControl.ShouldContain("no-store");
        response["error"].ShouldBe(error);
        response["error_description"].ShouldNotBeEmpty();
    }
}
