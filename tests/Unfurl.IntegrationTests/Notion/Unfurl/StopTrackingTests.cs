namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary><c>DELETE /unfurl</c>: the last preview of a link in a workspace was removed.</summary>
[OnEachDatabase]
public sealed class StopTrackingTests : HostedTests
{
    private const string PublicLink = "https://acme.example/items/1";
    private const string OtherLink = "https://acme.example/items/2";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_link_is_no_longer_tracked_for_that_grant_and_only_for_that_grant(bool inBody)
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        await Notion.UnfurlAsync(office.AccessToken, PublicLink);
        await Notion.UnfurlAsync(office.AccessToken, OtherLink);
        await Notion.UnfurlAsync(home.AccessToken, PublicLink);

        var response = await Notion.SendAsync(
            HttpMethod.Delete,
            inBody ? "/unfurl" : $"/unfurl?uri={Uri.EscapeDataString(PublicLink)}",
            inBody ? NotionCalls.Json(new { uri = PublicLink }) : null,
            $"Bearer {office.AccessToken}"
        );

        response.Status.ShouldBe(HttpStatusCode.NoContent);
        (await Host.Database.DisplayedUrisAsync()).ShouldBe([PublicLink, OtherLink]);
        (await Host.Database.CountAsync(Rows.DisplaysOf(PublicLink))).ShouldBe(1);
    }

    // Notion's maximum, in letters of three bytes each that do not compress.
    [Fact]
    public async Task A_long_link_in_another_script_is_tracked_and_removed()
    {
        var letters = Enumerable.Range(0, 1900).Select(i => (char)(0x4E00 + i * 7919 % 20000));
        var link = $"{PublicLink}?q={string.Concat(letters)}";
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var shown = await Notion.UnfurlAsync(tokens.AccessToken, link);
        var tracked = await Host.Database.CountAsync(Rows.Displays);
        await DeleteAsync(tokens, link);

        shown.Status.ShouldBe(HttpStatusCode.OK);
        shown.Body.ShouldContain("attributes");
        tracked.ShouldBe(1);
        (await Host.Database.CountAsync(Rows.Displays)).ShouldBe(0);
    }

    [Fact]
    public async Task An_untracked_link_is_no_error()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var unknown = await DeleteAsync(tokens, "https://acme.example/items/99");
        var noLink = await DeleteAsync(tokens, "no link\0at all");

        unknown.Status.ShouldBe(HttpStatusCode.NoContent);
        noLink.Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_rejected_token_removes_nothing()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, PublicLink);

        var response = await DeleteAsync(tokens with { AccessToken = "unknown" }, PublicLink);

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Host.Database.CountAsync(Rows.Displays)).ShouldBe(1);
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "https://acme.example/items/1", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_request_without_a_link_is_rejected(string mediaType, string body, HttpStatusCode status)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await Notion.SendAsync(
            HttpMethod.Delete,
            "/unfurl",
            NotionCalls.Raw(mediaType, body),
            $"Bearer {tokens.AccessToken}"
        );

        response.Status.ShouldBe(status);
        response.MediaType.ShouldBe("application/problem+json");
    }

    private Task<ReceivedResponse> DeleteAsync(Tokens tokens, string uri) =>
        Notion.SendAsync(HttpMethod.Delete, "/unfurl", NotionCalls.Json(new { uri }), $"Bearer {tokens.AccessToken}");
}
