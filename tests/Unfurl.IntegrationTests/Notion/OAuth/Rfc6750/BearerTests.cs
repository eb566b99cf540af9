namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6750;

/// <summary>RFC 6750 §3: responses to a missing or invalid token.</summary>
[OnEachDatabase]
public sealed class BearerTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private readonly NotionCalls _notion = new(shared.Host);

    public static TheoryData<string> Methods { get; } = ["POST", "DELETE"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Without_a_token_the_challenge_names_no_error(string method)
    {
        var response = await SendAsync(method, null);

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response.MediaType.ShouldBe("application/problem+json");
        response.Challenge.ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("Basic bm90aW9uOnNlY3JldA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("nonsense")]
    public async Task A_header_without_a_bearer_token_counts_as_none(string header)
    {
        var response = await SendAsync("POST", header);

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response.Challenge.ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("POST", "Bearer unknown")]
    [InlineData("DELETE", "Bearer unknown")]
    [InlineData("POST", "bearer unknown")]
    [InlineData("POST", "Bearer two words")]
    public async Task A_bad_token_is_called_invalid(string method, string header)
    {
        var response = await SendAsync(method, header);

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response.MediaType.ShouldBe("application/problem+json");
        response.Challenge.ShouldBe("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task A_token_longer_than_any_of_ours_is_called_invalid()
    {
        var response = await SendAsync("POST", $"Bearer {new string('a', 20_000)}");

        response.Challenge.ShouldBe("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task The_schemes_name_is_the_same_in_any_case()
    {
        var response = await SendAsync("POST", $"bEARER {shared.Ada.AccessToken}");

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    private Task<ReceivedResponse> SendAsync(string method, string? header) =>
        _notion.SendAsync(
            new HttpMethod(method),
            "/unfurl",
            NotionCalls.Json(new { uri = "https://acme.example/items/1" }),
            header
        );
}
