using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator;

public sealed class NotionTokenTests
{
    private const string Account = """{"key":"github:1","name":"ada"}""";

    public static TheoryData<string, string> Bodies =>
        new()
        {
            { """{"grant_type":"authorization_code","code":"CODE"}""", "external_account is missing or not an object" },
            {
                """{"grant_type":"authorization_code","code":"CODE","external_account":"ada"}""",
                "external_account is missing or not an object"
            },
            {
                """{"grant_type":"authorization_code","code":"CODE","external_account":{"key":"","name":"ada"}}""",
                "external_account: key is missing, empty or not a string"
            },
            {
                """{"grant_type":"authorization_code","code":"CODE","external_account":{"key":1,"name":"ada"}}""",
                "external_account: key is missing, empty or not a string"
            },
            {
                """{"grant_type":"authorization_code","code":"CODE","external_account":{"key":"1"}}""",
                "external_account: name is missing, empty or not a string"
            },
            {
                """{"grant_type":"authorization_code","code":"CODE","external_account":{"key":"1","name":"a","id":1}}""",
                "external_account has an unknown member 'id'"
            },
            {
                $$$"""{"grant_type":"authorization_code","external_account":{{{Account}}}}""",
                "the body: code is missing, empty or not a string"
            },
            {
                """{"grant_type":"password","code":"CODE"}""",
                "grant_type is neither authorization_code nor refresh_token"
            },
            { """{"grant_type":"refresh_token"}""", "the body: refresh_token is missing, empty or not a string" },
            { "grant_type=authorization_code", "the body is not well-formed JSON, or a member stands twice" },
        };

    [Fact]
    public async Task A_valid_request_gets_every_documented_member()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, code) = await fixture.BeginAsync("ada");

        using var response = await SendAsync(fixture, ValidBody(code));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var received = await JsonAsync(response);
        received
            .EnumerateObject()
            .Select(member => member.Name)
            .Order()
            .ShouldBe([
                "access_token",
                "bot_id",
                "duplicated_template_id",
                "owner",
                "refresh_token",
                "token_type",
                "workspace_icon",
                "workspace_id",
                "workspace_name",
            ]);
        received.GetProperty("token_type").GetString().ShouldBe("bearer");
        received.GetProperty("duplicated_template_id").ValueKind.ShouldBe(JsonValueKind.Null);
        received.GetProperty("owner").GetProperty("user").GetProperty("object").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task No_refresh_token_is_issued_when_the_options_say_so()
    {
        await using var fixture = await SimulatorFixture.StartAsync(options =>
            options with
            {
                IssueRefreshTokens = false,
            }
        );
        var (_, code) = await fixture.BeginAsync("ada");

        using var response = await SendAsync(fixture, ValidBody(code));

        (await JsonAsync(response)).GetProperty("refresh_token").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task An_invalid_request_is_rejected_with_the_reason_and_the_code_stays_valid(
        string body,
        string reason
    )
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, code) = await fixture.BeginAsync("ada");

        using var wrong = await SendAsync(fixture, body.Replace("CODE", code, StringComparison.Ordinal));
        using var right = await SendAsync(fixture, ValidBody(code));

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = await JsonAsync(wrong);
        error.GetProperty("object").GetString().ShouldBe("error");
        error.GetProperty("status").GetInt32().ShouldBe(400);
        error.GetProperty("message").GetString()!.ShouldContain(reason);
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer bm90aW9uLWlkOm5vdGlvbi1zZWNyZXQ=")]
    [InlineData("Basic bm90aW9uLWlkOndyb25n")]
    [InlineData("Basic bm90aW9uLWlk")]
    [InlineData("Basic %%%")]
    public async Task Wrong_client_credentials_are_refused(string? authorization)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, code) = await fixture.BeginAsync("ada");

        using var response = await SendAsync(fixture, ValidBody(code), authorization: authorization);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
        (await CodeAsync(response)).ShouldBe("unauthorized");
        fixture.Notion.DescribeUser("ada").Journal[^1].Violations.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(null, "application/json", "missing_version")]
    [InlineData("today", "application/json", "validation_error")]
    [InlineData("2021-08-16", "application/json", "validation_error")]
    [InlineData("2026-03-11", "text/plain", "validation_error")]
    public async Task Wrong_headers_are_refused(string? version, string contentType, string code)
    {
        await using var fixture = await SimulatorFixture.StartAsync(options =>
            options with
            {
                NotionVersion = "2026-03-11",
            }
        );
        var (_, notionCode) = await fixture.BeginAsync("ada");

        using var response = await SendAsync(fixture, ValidBody(notionCode), version, contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(response)).ShouldBe(code);
    }

    [Fact]
    public async Task A_code_is_valid_once()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, code) = await fixture.BeginAsync("ada");
        using var first = await SendAsync(fixture, ValidBody(code));

        using var second = await SendAsync(fixture, ValidBody(code));

        (await CodeAsync(second)).ShouldBe("invalid_grant");
        fixture.Notion.DescribeUser("ada").Journal[^1].Violations.ShouldBe(["the code has been used before"]);
    }

    [Fact]
    public async Task A_code_is_valid_for_ten_minutes()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, early) = await fixture.BeginAsync("ada");
        var (_, late) = await fixture.BeginAsync("ada");

        fixture.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        using var inTime = await SendAsync(fixture, ValidBody(early));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        using var tooLate = await SendAsync(fixture, ValidBody(late));

        inTime.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CodeAsync(tooLate)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task An_unknown_code_is_recorded_as_unattributed()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        using var response = await SendAsync(fixture, ValidBody("unknown"));

        (await CodeAsync(response)).ShouldBe("invalid_grant");
        fixture
            .Notion.DescribeUser("ada")
            .Unattributed.ShouldHaveSingleItem()
            .Violations.ShouldBe(["the code is unknown"]);
    }

    [Fact]
    public async Task Refreshing_revokes_the_old_pair()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        var refresh =
            $$"""{"grant_type":"refresh_token","refresh_token":"{{fixture.Service.NotionTokens!["refresh_token"]}}"}""";

        using var renewed = await SendAsync(fixture, refresh);
        using var replayed = await SendAsync(fixture, refresh);

        var token = (await JsonAsync(renewed)).GetProperty("access_token").GetString();
        using var withNew = await fixture.PushAsync(Attributes.Card(SimulatorFixture.Link), token);
        using var withOld = await fixture.PushAsync(Attributes.Card(SimulatorFixture.Link));
        (await CodeAsync(replayed)).ShouldBe("invalid_grant");
        withNew.StatusCode.ShouldBe(HttpStatusCode.OK);
        withOld.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Injected_failures_are_not_violations()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var (_, code) = await fixture.BeginAsync("ada");
        fixture.Notion.FailTokenRequests(new NotionFault(503), new NotionFault(529, TimeSpan.FromSeconds(2)));

        using var first = await SendAsync(fixture, ValidBody(code));
        using var second = await SendAsync(fixture, ValidBody(code));
        using var third = await SendAsync(fixture, ValidBody(code));

        (await CodeAsync(first)).ShouldBe("service_unavailable");
        (await CodeAsync(second)).ShouldBe("service_overload");
        second.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture.Notion.DescribeUser("ada").Journal.SelectMany(entry => entry.Violations).ShouldBeEmpty();
    }

    private static string ValidBody(string code) =>
        $$$"""{"grant_type":"authorization_code","code":"{{{code}}}","external_account":{{{Account}}}}""";

    private static async Task<HttpResponseMessage> SendAsync(
        SimulatorFixture fixture,
        string body,
        string? version = "2026-03-11",
        string contentType = "application/json",
        string? authorization = "right"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Host.BaseUrl, "/v1/oauth/token"));
        if (authorization == "right")
            authorization = $"Basic {SimulatorFixture.NotionCredential}";
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (version is not null)
            request.Headers.Add("Notion-Version", version);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        return await fixture.Http.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await JsonAsync(response)).GetProperty("code").GetString();
}
