namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §6: a refresh token is exchanged for an access token and stays valid.</summary>
[OnEachDatabase]
public sealed class Section6_RefreshTests : HostedTests
{
    private const string PublicLink = "https://acme.example/items/1";

    [Fact]
    public async Task A_refresh_token_yields_a_new_access_token_and_is_returned()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await Notion.RefreshAsync(tokens.RefreshToken);

        response.Status.ShouldBe(HttpStatusCode.OK);
        response.MediaType.ShouldBe("application/json");
        response.CacheControl.ShouldContain("no-store");
        response["token_type"].ShouldBe("bearer");
        response["access_token"].ShouldNotBe(tokens.AccessToken);
        response["refresh_token"].ShouldBe(tokens.RefreshToken);
        response.Json.GetProperty("expires_in").GetInt64().ShouldBe(8 * 60 * 60);
        (await Notion.UnfurlAsync(response["access_token"], PublicLink)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_redirect_uri_that_Notion_sends_is_optional()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await Notion.RefreshAsync(tokens.RefreshToken, ("redirect_uri", null));

        response.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_expired_access_token_is_rejected_until_it_is_refreshed()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        Host.Clock.Advance(TimeSpan.FromHours(8));
        var expired = await Notion.UnfurlAsync(tokens.AccessToken, PublicLink);
        var fresh = (await Notion.RefreshAsync(tokens.RefreshToken))["access_token"];
        var again = await Notion.UnfurlAsync(fresh, PublicLink);

        expired.Status.ShouldBe(HttpStatusCode.Unauthorized);
        expired.Challenge.ShouldBe("Bearer error=\"invalid_token\"");
        again.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_use_extends_a_refresh_token()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        Host.Clock.Advance(TimeSpan.FromDays(179));
        var first = await Notion.RefreshAsync(tokens.RefreshToken);
        Host.Clock.Advance(TimeSpan.FromDays(179));
        var second = await Notion.RefreshAsync(tokens.RefreshToken);

        first.Status.ShouldBe(HttpStatusCode.OK);
        second.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_unused_for_half_a_year_is_rejected()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        Host.Clock.Advance(TimeSpan.FromDays(180));
        var response = await Notion.RefreshAsync(tokens.RefreshToken);

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_refresh_token_of_another_client_is_rejected()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();
        await Host.RestartServiceAsync(new KeyValuePair<string, string?>("Unfurl:OAuth:ClientId", "somebody-else"));

        var response = await Notion.RefreshAsync(tokens.RefreshToken, ("client_id", "somebody-else"));

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Access_and_refresh_tokens_are_not_interchangeable()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var unfurl = await Notion.UnfurlAsync(tokens.RefreshToken, PublicLink);
        var refresh = await Notion.RefreshAsync(tokens.AccessToken);

        unfurl.Status.ShouldBe(HttpStatusCode.Unauthorized);
        refresh["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Simultaneous_refreshes_all_succeed()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Notion.RefreshAsync(tokens.RefreshToken))
        );

        responses.ShouldAllBe(response => response.Status == HttpStatusCode.OK);
        responses.Select(response => response["access_token"]).Distinct().Count().ShouldBe(10);
    }
}
