namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §2.3: client authentication.</summary>
[OnEachDatabase]
public sealed class Section2_3_ClientAuthenticationTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private readonly NotionCalls _notion = new(shared.Host);

    [Theory]
    [InlineData("client_secret", "wrong")]
    [InlineData("client_secret", "")]
    [InlineData("client_secret", null)]
    [InlineData("client_id", "wrong")]
    [InlineData("client_id", "NOTION")]
    [InlineData("client_id", null)]
    public async Task An_unauthenticated_client_gets_401_invalid_client(string parameter, string? value)
    {
        var response = await _notion.RefreshAsync(shared.Ada.RefreshToken, (parameter, value));

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response["error"].ShouldBe("invalid_client");
        response.CacheControl.ShouldContain("no-store");
    }

    [Theory]
    [InlineData(TestSettings.ClientId, "wrong")]
    [InlineData("wrong", TestSettings.ClientSecret)]
    public async Task Wrong_basic_credentials_get_a_challenge_that_names_the_scheme(string id, string secret)
    {
        var response = await _notion.RefreshAsync(
            shared.Ada.RefreshToken,
            NotionCalls.Basic(id, secret),
            ("client_id", null),
            ("client_secret", null)
        );

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response["error"].ShouldBe("invalid_client");
        response.Challenge.ShouldStartWith("Basic");
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic ////")]
    [InlineData("Bearer something")]
    [InlineData("nonsense")]
    public async Task An_unreadable_authorization_header_is_a_wrong_client(string header)
    {
        var response = await _notion.RefreshAsync(
            shared.Ada.RefreshToken,
            header,
            ("client_id", null),
            ("client_secret", null)
        );

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response["error"].ShouldBe("invalid_client");
    }

    [Fact]
    public async Task Authenticating_in_both_ways_at_once_is_an_invalid_request()
    {
        var response = await _notion.RefreshAsync(
            shared.Ada.RefreshToken,
            NotionCalls.Basic(TestSettings.ClientId, TestSettings.ClientSecret)
        );

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Basic_credentials_may_be_sent_beside_the_client_id_in_the_form()
    {
        var response = await _notion.RefreshAsync(
            shared.Ada.RefreshToken,
            NotionCalls.Basic(TestSettings.ClientId, TestSettings.ClientSecret),
            ("client_secret", null)
        );

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_client_is_authenticated_before_the_grant_is_checked()
    {
        var form = NotionCalls.Raw("application/x-www-form-urlencoded", "grant_type=password");

        var response = await _notion.PostTokenAsync(form);

        response["error"].ShouldBe("invalid_client");
    }
}
