namespace Unfurl.Tests.Simulator;

public sealed class RefreshTests
{
    [Fact]
    public async Task A_rejected_token_is_refreshed_with_the_documented_form_and_the_call_repeated()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Unfurl = OnlyWith("access-2");

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.IsAccepted().ShouldBeTrue();
        var form = fixture.Service.Calls.Last(call => call.Path == "/token").Form!;
        form.ToDictionary(field => field.Key, field => field.Value.ToString())
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = "refresh-1",
                    ["client_id"] = "unfurl-id",
                    ["client_secret"] = "unfurl-secret",
                    ["redirect_uri"] = $"{fixture.Host.BaseUrl}externalintegrationauthcallback",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_before_it_is_presented()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Time.Advance(TimeSpan.FromHours(1));

        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        fixture.Service.Calls.Where(call => call.Path == "/unfurl").Select(call => call.Bearer).ShouldBe(["access-2"]);
    }

    [Fact]
    public async Task A_refresh_response_may_omit_the_refresh_token()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Token = _ =>
            FakeResponse.Token("""{"access_token":"renewed","token_type":"bearer","expires_in":60}""");
        fixture.Time.Advance(TimeSpan.FromHours(1));
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));

        await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link);

        fixture
            .Service.Calls.Where(call => call.Path == "/token")
            .Select(call => call.Form!["refresh_token"].ToString())
            .ShouldBe(["", "refresh-1", "refresh-1"]);
    }

    [Fact]
    public async Task Concurrently_opened_pages_share_one_refresh()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Time.Advance(TimeSpan.FromHours(1));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => fixture.Notion.PasteAsync("ada", $"https://acme.com/items/{i}"))
        );

        outcomes.ShouldAllBe(outcome => outcome.IsAccepted());
        fixture.Service.Calls.Count(call => call.Path == "/token").ShouldBe(2);
    }

    [Fact]
    public async Task An_invalid_refresh_token_requires_the_user_to_connect_again()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Unfurl = (_, _) => FakeResponse.Unauthorized;
        fixture.Service.Token = _ => new(400, """{"error":"invalid_grant"}""");

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        (outcome.NeedsConnection, outcome.Status).ShouldBe((true, 401));
        outcome.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refresh_that_fails_otherwise_is_a_violation()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Token = _ => new(401, """{"error":"invalid_client"}""");
        fixture.Time.Advance(TimeSpan.FromHours(1));

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.Violations.ShouldBe(["the response's status is 401, not 200"]);
    }

    [Fact]
    public async Task Rejecting_a_newly_issued_token_is_a_violation()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Unfurl = (_, _) => FakeResponse.Unauthorized;

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.Violations.ShouldBe(["the service refuses a token that it has just issued"]);
        fixture.Service.Calls.Count(call => call.Path == "/unfurl").ShouldBe(2);
    }

    [Fact]
    public async Task A_401_without_a_challenge_is_a_violation()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Unfurl = (_, _) => FakeResponse.Unauthorized with { Challenge = null };

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.Violations.ShouldBe(["a 401 lacks WWW-Authenticate: Bearer (RFC 6750 §3)"]);
    }

    private static Func<string, string, FakeResponse> OnlyWith(string token) =>
        (bearer, uri) => bearer == token ? FakeResponse.Json(Attributes.Card(uri)) : FakeResponse.Unauthorized;
}
