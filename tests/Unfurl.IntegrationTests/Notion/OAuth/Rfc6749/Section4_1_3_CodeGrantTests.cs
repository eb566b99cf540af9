namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §4.1.3 and §4.1.4: an authorization code is exchanged for tokens, once.</summary>
[OnEachDatabase]
public sealed class Section4_1_3_CodeGrantTests : HostedTests
{
    private const string PublicLink = "https://acme.example/items/1";

    [Fact]
    public async Task A_code_is_exchanged_for_an_access_token_and_a_refresh_token()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();

        var response = await Notion.RedeemAsync(code);

        response.Status.ShouldBe(HttpStatusCode.OK);
        response.MediaType.ShouldBe("application/json");
        response.CacheControl.ShouldContain("no-store");
        response["token_type"].ShouldBe("bearer");
        response["access_token"].Length.ShouldBe(43);
        response["refresh_token"].Length.ShouldBe(43);
        response.Json.GetProperty("expires_in").GetInt64().ShouldBe(8 * 60 * 60);
        response.Json.EnumerateObject().Count().ShouldBe(4);
    }

    [Fact]
    public async Task The_access_token_unfurls()
    {
        using var ada = UserAs("ada");
        var tokens = await ada.ConnectAsync();

        var response = await Notion.UnfurlAsync(tokens.AccessToken, PublicLink);

        response.Status.ShouldBe(HttpStatusCode.OK);
        response.Body.ShouldContain("Launch the new checkout");
    }

    [Fact]
    public async Task A_client_that_authenticates_by_http_basic_gets_tokens_too()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();
        var form = new FormUrlEncodedContent([
            new("grant_type", "authorization_code"),
            new("code", code),
            new("redirect_uri", Notion.RedirectUri),
        ]);

        var response = await Notion.PostTokenAsync(
            form,
            NotionCalls.Basic(TestSettings.ClientId, TestSettings.ClientSecret)
        );

        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
    }

    [Fact]
    public async Task A_replayed_code_is_rejected_and_revokes_its_tokens()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();
        var tokens = Tokens.From(await Notion.RedeemAsync(code));
        var refreshed = (await Notion.RefreshAsync(tokens.RefreshToken))["access_token"];

        var replay = await Notion.RedeemAsync(code);

        replay.Status.ShouldBe(HttpStatusCode.BadRequest);
        replay["error"].ShouldBe("invalid_grant");
        (await Notion.UnfurlAsync(tokens.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.UnfurlAsync(refreshed, PublicLink)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.RefreshAsync(tokens.RefreshToken))["error"].ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Exactly_one_of_twenty_concurrent_redemptions_of_a_code_succeeds()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Notion.RedeemAsync(code)));

        responses.Count(response => response.Status == HttpStatusCode.OK).ShouldBe(1);
        responses
            .Where(response => response.Status != HttpStatusCode.OK)
            .ShouldAllBe(response =>
                response.Status == HttpStatusCode.BadRequest && response["error"] == "invalid_grant"
            );
        var given = Tokens.From(responses.Single(response => response.Status == HttpStatusCode.OK));
        (await Notion.UnfurlAsync(given.AccessToken, PublicLink)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Notion.RefreshAsync(given.RefreshToken))["error"].ShouldBe("invalid_grant");
        (await Host.Database.CountAsync(Rows.Tokens)).ShouldBe(0);
    }

    [Fact]
    public async Task A_code_expires_after_a_minute()
    {
        using var ada = UserAs("ada");
        var (early, late) = (await ada.GetCodeAsync("first"), await ada.GetCodeAsync("second"));

        Host.Clock.Advance(TimeSpan.FromSeconds(59));
        var inTime = await Notion.RedeemAsync(early);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var tooLate = await Notion.RedeemAsync(late);

        inTime.Status.ShouldBe(HttpStatusCode.OK);
        tooLate.Status.ShouldBe(HttpStatusCode.BadRequest);
        tooLate["error"].ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("https://www.notion.so/externalintegrationauthcallback")]
    [InlineData("https://evil.example/")]
    [InlineData("not a uri")]
    public async Task A_wrong_redirect_uri_is_rejected_and_does_not_consume_the_code(string redirectUri)
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();

        var wrong = await Notion.RedeemAsync(code, ("redirect_uri", redirectUri));
        var right = await Notion.RedeemAsync(code);

        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong["error"].ShouldBe("invalid_grant");
        right.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("client_secret", "guess")]
    [InlineData("client_id", "somebody-else")]
    [InlineData("client_secret", null)]
    public async Task A_wrong_client_does_not_consume_the_code(string parameter, string? value)
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();

        var wrong = await Notion.RedeemAsync(code, (parameter, value));
        var right = await Notion.RedeemAsync(code);

        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        right.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_of_another_client_is_rejected_and_not_consumed()
    {
        using var ada = UserAs("ada");
        var code = await ada.GetCodeAsync();
        await Host.RestartServiceAsync(new KeyValuePair<string, string?>("Unfurl:OAuth:ClientId", "somebody-else"));

        var response = await Notion.RedeemAsync(code, ("client_id", "somebody-else"));
        await Host.RestartServiceAsync(
            new KeyValuePair<string, string?>("Unfurl:OAuth:ClientId", TestSettings.ClientId)
        );
        var right = await Notion.RedeemAsync(code);

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["error"].ShouldBe("invalid_grant");
        right.Status.ShouldBe(HttpStatusCode.OK);
    }
}
