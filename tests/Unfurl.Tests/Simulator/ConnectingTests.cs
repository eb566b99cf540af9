using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Tests.Simulator;

public sealed class ConnectingTests
{
    [Fact]
    public async Task A_conforming_service_is_connected()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        var page = await fixture.ConnectAsync("ada", "acme");

        page.ShouldContain("ada on GitHub is connected.");
        var described = fixture.Notion.DescribeUser("ada");
        var connection = described.Connections.ShouldHaveSingleItem();
        (connection.Key, connection.Name, connection.Workspace).ShouldBe(("github:1", "ada on GitHub", "acme"));
        described.Journal.SelectMany(entry => entry.Violations).ShouldBeEmpty();
        described.Unattributed.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_browser_reaches_the_service_with_the_documented_parameters()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        await fixture.ConnectAsync("ada");

        var query = fixture.Service.Calls.Single(call => call.Path == "/authorize").Query;
        query.Keys.Order().ShouldBe(["client_id", "code", "redirect_uri", "response_type", "state"]);
        query["client_id"].ToString().ShouldBe("unfurl-id");
        query["response_type"].ToString().ShouldBe("code");
        query["redirect_uri"].ToString().ShouldBe($"{fixture.Host.BaseUrl}externalintegrationauthcallback");
    }

    [Fact]
    public async Task The_services_code_is_exchanged_with_the_documented_form()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        await fixture.ConnectAsync("ada");

        var form = fixture.Service.Calls.Single(call => call.Path == "/token").Form!;
        form.ToDictionary(field => field.Key, field => field.Value.ToString())
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = "service-code",
                    ["client_id"] = "unfurl-id",
                    ["client_secret"] = "unfurl-secret",
                    ["redirect_uri"] = $"{fixture.Host.BaseUrl}externalintegrationauthcallback",
                },
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("decoded")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_modified_state_is_rejected(string change)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Return = (state, code) => new() { ["code"] = code, ["state"] = Change(state, change) };

        var page = await fixture.ConnectAsync("ada");

        page.ShouldContain("the state is");
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
        fixture.Notion.DescribeUser("ada").Unattributed.ShouldHaveSingleItem().Violations.ShouldHaveSingleItem();
        fixture.Service.Calls.ShouldNotContain(call => call.Path == "/token");
    }

    [Fact]
    public async Task A_state_is_accepted_once()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var callback = "";
        fixture.Service.Return = (state, code) =>
        {
            callback = QueryHelpers.AddQueryString(
                $"{fixture.Host.BaseUrl}externalintegrationauthcallback",
                new Dictionary<string, string?> { ["state"] = state, ["code"] = code }
            );
            return new() { ["code"] = code, ["state"] = state };
        };
        await fixture.ConnectAsync("ada");

        using var again = await fixture.Browser.GetAsync(new Uri(callback));

        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Reasons(fixture).ShouldBe(["the state has been used before"]);
    }

    [Fact]
    public async Task Notions_code_must_have_been_exchanged_when_the_browser_returns()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Account = null;

        var page = await fixture.ConnectAsync("ada");

        page.ShouldContain("has not been traded");
        Reasons(fixture).ShouldBe(["Notion's code has not been traded for a token with an external_account"]);
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_external_account_without_a_key_connects_nothing()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Account = new() { ["name"] = "ada" };

        await fixture.ConnectAsync("ada");

        Reasons(fixture).ShouldContain("external_account: key is missing, empty or not a string");
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_denial_is_passed_to_the_return_target()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (state, _) = await fixture.BeginAsync("ada", "/lab?tab=1");

        using var response = await fixture.Http.GetAsync(Callback(fixture, state, "access_denied", "Not today"));

        response.Headers.Location!.AbsoluteUri.ShouldBe(
            $"{fixture.Host.BaseUrl}lab?tab=1&error=access_denied&error_description=Not%20today"
        );
        Reasons(fixture).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("code", "error")]
    [InlineData("other", "more")]
    public async Task A_browser_returns_with_exactly_one_of_code_and_error(string first, string second)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Return = (state, code) =>
            new()
            {
                ["state"] = state,
                [first] = code,
                [second] = "server_error",
            };

        await fixture.ConnectAsync("ada");

        Reasons(fixture).ShouldBe(["there must be exactly one of code and error"]);
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_OAuth_error_is_a_violation()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (state, _) = await fixture.BeginAsync("ada");

        using var response = await fixture.Http.GetAsync(Callback(fixture, state, "oops", "<b>"));

        (await response.Content.ReadAsStringAsync()).ShouldContain("&lt;b&gt;");
        Reasons(fixture).ShouldBe(["the error is none of RFC 6749 §4.1.2.1"]);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://ada@127.0.0.1/")]
    [InlineData("lab")]
    public async Task Other_return_targets_are_rejected(string returnTo)
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        using var response = await fixture.Http.GetAsync(fixture.Notion.ConnectUrl("ada", returnTo: returnTo));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("http://localhost:5080/lab", "http://localhost:5080/lab")]
    [InlineData("http://127.0.0.1:9/a?b=c", "http://127.0.0.1:9/a?b=c")]
    public async Task A_browser_returns_to_loopback(string returnTo, string target)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (state, _) = await fixture.BeginAsync("ada", returnTo);

        using var response = await fixture.Http.GetAsync(Callback(fixture, state, "server_error", ""));

        response.Headers.Location!.ToString().ShouldStartWith(target);
    }

    [Fact]
    public async Task The_same_account_again_stays_one_connection()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        var first = fixture.Notion.DescribeUser("ada").Connections.Single();

        await fixture.ConnectAsync("ada");
        fixture.Service.Account!["key"] = "github:2";
        await fixture.ConnectAsync("ada");

        var connections = fixture.Notion.DescribeUser("ada").Connections;
        connections.Count.ShouldBe(2);
        connections[0].ShouldBe(first);
        connections[1].Key.ShouldBe("github:2");
    }

    [Fact]
    public async Task The_journal_records_every_step_and_no_secret()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();

        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        var described = fixture.Notion.DescribeUser("ada");
        described
            .Journal.Select(entry => $"{entry.Caller} {entry.Method} {entry.Path} {entry.Status}")
            .ShouldBe([
                "browser GET /connect 302",
                "service POST /v1/oauth/token 200",
                "notion POST /token 200",
                "browser GET /externalintegrationauthcallback 200",
                "notion POST /unfurl 200",
            ]);
        var text = JsonSerializer.Serialize(described);
        string[] secrets =
        [
            "access-1",
            "refresh-1",
            "service-code",
            "unfurl-secret",
            "notion-secret",
            (string)fixture.Service.NotionTokens!["access_token"]!,
            (string)fixture.Service.NotionTokens!["refresh_token"]!,
            fixture.Service.Calls.First().Query["code"]!,
        ];
        secrets.ShouldAllBe(secret => !text.Contains(secret));
    }

    private static string? Change(string state, string change) =>
        change switch
        {
            "lower" => state.ToLowerInvariant(),
            "decoded" => Uri.UnescapeDataString(state),
            "cut" => state[..^1],
            _ => null,
        };

    private static Uri Callback(SimulatorFixture fixture, string state, string error, string description) =>
        new(
            QueryHelpers.AddQueryString(
                $"{fixture.Host.BaseUrl}externalintegrationauthcallback",
                new Dictionary<string, string?>
                {
                    ["state"] = state,
                    ["error"] = error,
                    ["error_description"] = description,
                }
            )
        );

    private static IEnumerable<string> Reasons(SimulatorFixture fixture, string user = "ada") =>
        fixture.Notion.DescribeUser(user).Journal.SelectMany(entry => entry.Violations);
}
