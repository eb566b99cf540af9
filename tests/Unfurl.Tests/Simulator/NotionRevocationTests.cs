using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Unfurl.Tests.Simulator;

/// <summary>The simulator's revocation endpoint accepts what Notion accepts.</summary>
public sealed class NotionRevocationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    public async Task A_revoked_pair_no_longer_works(string revoked)
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        var tokens = fixture.Service.NotionTokens!;

        using var response = await RevokeAsync(fixture, $$"""{"token":"{{tokens[revoked]}}"}""");
        using var update = await UpdateAsync(fixture, $"{tokens["access_token"]}");
        using var refresh = await PostAsync(
            fixture,
            "/v1/oauth/token",
            $$"""{"grant_type":"refresh_token","refresh_token":"{{tokens["refresh_token"]}}"}"""
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe("{}");
        update.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refresh.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Entry(fixture).Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_token_is_no_mistake_and_ends_nothing()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();

        using var response = await RevokeAsync(fixture, """{"token":"unknown"}""");
        using var update = await UpdateAsync(fixture, $"{fixture.Service.NotionTokens!["access_token"]}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        update.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"token":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"token":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"token":"TOKEN","more":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"token":"TOKEN","token":"TOKEN"}""", HttpStatusCode.BadRequest)]
    [InlineData("token=TOKEN", HttpStatusCode.BadRequest)]
    public async Task A_wrong_body_is_rejected_and_ends_nothing(string body, HttpStatusCode status)
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        var token = $"{fixture.Service.NotionTokens!["access_token"]}";

        using var response = await RevokeAsync(fixture, body.Replace("TOKEN", token, StringComparison.Ordinal));
        using var update = await UpdateAsync(fixture, token);

        response.StatusCode.ShouldBe(status);
        update.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null, "2026-03-11", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer TOKEN", "2026-03-11", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("Basic bm90aW9uLWlkOndyb25n", "2026-03-11", "application/json", HttpStatusCode.Unauthorized)]
    [InlineData("", null, "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "yesterday", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "2026-03-11", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest)]
    public async Task A_wrong_header_is_rejected_and_ends_nothing(
        string? authorization,
        string? version,
        string mediaType,
        HttpStatusCode status
    )
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        var token = $"{fixture.Service.NotionTokens!["access_token"]}";
        using var request = Request(fixture, "/v1/oauth/revoke", $$"""{"token":"{{token}}"}""", mediaType);
        if (authorization != "")
            request.Headers.Remove("Authorization");
        if (!string.IsNullOrEmpty(authorization))
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                authorization.Replace("TOKEN", token, StringComparison.Ordinal)
            );
        request.Headers.Remove("Notion-Version");
        if (version is not null)
            request.Headers.Add("Notion-Version", version);

        using var response = await fixture.Http.SendAsync(request, Cancellation);
        using var update = await UpdateAsync(fixture, token);

        response.StatusCode.ShouldBe(status);
        Entry(fixture).Violations.ShouldNotBeEmpty();
        update.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
    }

    private static Unfurl.Notion.Lab.JournalEntry Entry(SimulatorFixture fixture) =>
        fixture
            .Notion.DescribeUser("ada")
            .Journal.Last(entry => entry.Path.EndsWith("/revoke", StringComparison.Ordinal));

    private static Task<HttpResponseMessage> RevokeAsync(SimulatorFixture fixture, string body) =>
        PostAsync(fixture, "/v1/oauth/revoke", body);

    private static async Task<HttpResponseMessage> PostAsync(SimulatorFixture fixture, string path, string body)
    {
        using var request = Request(fixture, path, body, "application/json");
        return await fixture.Http.SendAsync(request, Cancellation);
    }

    private static async Task<HttpResponseMessage> UpdateAsync(SimulatorFixture fixture, string token)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Patch,
            new Uri(fixture.Host.BaseUrl, "/v1/external/object")
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Notion-Version", "2026-03-11");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        return await fixture.Http.SendAsync(request, Cancellation);
    }

    private static HttpRequestMessage Request(SimulatorFixture fixture, string path, string body, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Host.BaseUrl, path))
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", SimulatorFixture.NotionCredential);
        request.Headers.Add("Notion-Version", "2026-03-11");
        return request;
    }
}
