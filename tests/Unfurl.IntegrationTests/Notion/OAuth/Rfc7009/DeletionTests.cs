using System.Text;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc7009;

/// <summary>The Deleted Token Callback URL follows RFC 7009: the whole grant is revoked.</summary>
[OnEachDatabase]
public sealed class DeletionTests : HostedTests
{
    private const string PublicLink = "https://acme.example/items/1";

    public static TheoryData<string, string> Ways { get; } =
        new()
        {
            { "access", "json access_token" },
            { "access", "json token" },
            { "access", "form access_token" },
            { "access", "form token" },
            { "access", "bearer" },
            { "refresh", "json refresh_token" },
            { "refresh", "json token" },
            { "refresh", "form refresh_token" },
            { "refresh", "bearer" },
            { "refresh", "json access_token" },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Either_token_in_any_documented_place_revokes_the_grant(string kind, string way)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await DeleteAsync(kind == "access" ? tokens.AccessToken : tokens.RefreshToken, way);

        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
        await ShouldBeRevokedAsync(tokens);
    }

    [Fact]
    public async Task The_grant_and_its_dependent_rows_are_removed_from_storage()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Notion.UnfurlAsync(tokens.AccessToken, PublicLink);

        await DeleteAsync(tokens.AccessToken, "json token");

        foreach (var table in new[] { "grants", "tokens", "authorization_codes", "displays" })
            (await Host.Database.CountAsync(new Rows(table))).ShouldBe(0, table);
    }

    [Fact]
    public async Task Another_grant_of_the_account_stays_active()
    {
        using var ada = UserAs("ada");
        var (office, home) = (await ada.ConnectAsync("office"), await ada.ConnectAsync("home"));
        await Notion.UnfurlAsync(home.AccessToken, PublicLink);

        await DeleteAsync(office.RefreshToken, "json token");

        await ShouldBeRevokedAsync(office);
        (await Notion.UnfurlAsync(home.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.OK);
        (await Notion.RefreshAsync(home.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(1);
        (await Host.Database.CountAsync(Rows.Displays)).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_users_grant_for_the_same_account_stays_active()
    {
        using var ada = UserAs("ada");
        using var colleague = UserAs("ben");
        var hers = await ada.ConnectAsync("office");
        var consent = await colleague.SignInAsync(await colleague.StartAsync("office"), asLogin: "ada");
        var callback = await colleague.Browser.PressAsync(consent, "Allow");
        var theirs = Tokens.From(await Notion.RedeemAsync(callback.AuthorizationResponse["code"]));

        await DeleteAsync(hers.AccessToken, "json token");

        await ShouldBeRevokedAsync(hers);
        (await Notion.UnfurlAsync(theirs.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.OK);
        (await Notion.RefreshAsync(theirs.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_expired_access_token_still_revokes_its_grant()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        Host.Clock.Advance(TimeSpan.FromDays(30));
        await Notion.RefreshAsync(tokens.RefreshToken);
        Host.Clock.Advance(TimeSpan.FromDays(1));
        await Host.RestartServiceAsync();

        var response = await DeleteAsync(tokens.AccessToken, "json access_token");

        response.Status.ShouldBe(HttpStatusCode.OK);
        await ShouldBeRevokedAsync(tokens);
        (await Host.Database.CountAsync(Rows.Grants)).ShouldBe(0);
    }

    [Theory]
    [InlineData("json token")]
    [InlineData("form token")]
    [InlineData("bearer")]
    public async Task An_unknown_token_gets_the_same_response_as_a_known_one(string way)
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await DeleteAsync("unknown", way);

        response.Status.ShouldBe(HttpStatusCode.OK);
        (await Notion.UnfurlAsync(tokens.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deleting_twice_is_no_error()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        await DeleteAsync(tokens.AccessToken, "json token");
        var again = await DeleteAsync(tokens.AccessToken, "json token");

        again.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"token":1}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"token":""}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"token":"\ud800"}""", HttpStatusCode.BadRequest)]
    [InlineData("application/json", """{"token":"a","token":"b"}""", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "other=1", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "token=a", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", "token", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_request_without_a_token_is_rejected(string? mediaType, string? body, HttpStatusCode status)
    {
        var content = body is null ? null : NotionCalls.Raw(mediaType!, body);

        var response = await Notion.SendAsync(HttpMethod.Delete, "/notion/deletion", content, null);

        response.Status.ShouldBe(status);
        response.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_too_large_is_413(string mediaType)
    {
        var token = new string('a', 20_000);
        var body = mediaType.EndsWith("json", StringComparison.Ordinal)
            ? $$"""{"token":"{{token}}"}"""
            : $"token={token}";

        var response = await Notion.SendAsync(
            HttpMethod.Delete,
            "/notion/deletion",
            NotionCalls.Raw(mediaType, body),
            null
        );

        response.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        response.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Connecting_again_after_a_deletion_works()
    {
        using var ada = UserAs("ada");
        await DeleteAsync((await ada.ConnectAsync()).AccessToken, "json token");

        var tokens = await ada.ConnectAsync();

        (await Notion.UnfurlAsync(tokens.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeRevokedAsync(Tokens tokens)
    {
        (await Notion.UnfurlAsync(tokens.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.RefreshAsync(tokens.RefreshToken))["error"].ShouldBe("invalid_grant");
    }

    private Task<ReceivedResponse> DeleteAsync(string token, string way)
    {
        var name = way.Split(' ')[^1];
        HttpContent? body = way.Split(' ')[0] switch
        {
            "json" => new StringContent($$"""{"{{name}}":"{{token}}"}""", Encoding.UTF8, "application/json"),
            "form" => new FormUrlEncodedContent([new(name, token)]),
            _ => null,
        };
        return Notion.SendAsync(HttpMethod.Delete, "/notion/deletion", body, body is null ? $"Bearer {token}" : null);
    }
}
