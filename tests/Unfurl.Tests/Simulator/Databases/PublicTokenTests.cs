using System.Text.Json.Nodes;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Tokens of public connections.</summary>
public sealed class PublicTokenTests
{
    [Fact]
    public async Task A_code_gives_a_pair_of_tokens_and_a_bot()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();

        var answer = (await fixture.ExchangeAsync(await fixture.CodeAsync(fixture.Work))).ShouldBeOk();

        var tokens = new PairOfTokens(answer);
        var expected = JsonNode.Parse(
            $$"""
            {
              "access_token": "{{tokens.Access}}",
              "token_type": "bearer",
              "refresh_token": "{{tokens.Refresh}}",
              "bot_id": "{{fixture.Connection.Authorizations.Single().Bot.Id}}",
              "workspace_id": "{{fixture.Simulator.Workspace.Id}}",
              "workspace_name": "Acme",
              "workspace_icon": null,
              "owner": {
                "type": "user",
                "user": {
                  "object": "user",
                  "id": "{{fixture.Simulator.Ada.Id}}",
                  "name": "Ada",
                  "avatar_url": null,
                  "type": "person",
                  "person": { "email": "ada@acme.example", "email_verified": true }
                }
              },
              "duplicated_template_id": null,
              "request_id": "{{answer.RequestId}}"
            }
            """
        );
        JsonNode.DeepEquals(answer.Json, expected).ShouldBeTrue(answer.Json.ToJsonString());
        tokens.Access.ShouldStartWith("ntn_");
        var me = (await fixture.GetAsync("/v1/users/me", tokens.Access)).ShouldBeOk();
        ((string?)me.Json["id"]).ShouldBe(tokens.BotId);
        ((string?)me.Json["bot"]!["owner"]!["user"]!["id"]).ShouldBe(fixture.Simulator.Ada.Id);
        ((string?)me.Json["bot"]!["workspace_name"]).ShouldBe("Acme");
    }

    [Fact]
    public async Task The_bot_sees_what_was_picked_and_has_the_limits_of_a_connection()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        fixture.Connection.RequestsPerMinute = 3;
        var row = fixture.Work.DataSource.AddRow(fixture.Simulator.Ada);
        var secret = fixture.Secrets.DataSource.AddRow(fixture.Simulator.Ada);

        var tokens = await fixture.ConnectAsync(fixture.Work);
        var seen = await fixture.GetAsync($"/v1/pages/{row.Id}", tokens.Access);
        var hidden = await fixture.GetAsync($"/v1/pages/{secret.Id}", tokens.Access);
        var written = await fixture.Simulator.SendAsync(
            "PATCH",
            $"/v1/pages/{row.Id}",
            """{"properties":{"Link":{"url":"https://acme.example/1"}}}""",
            tokens.Access
        );
        var limited = await fixture.GetAsync("/v1/users/me", tokens.Access);

        seen.ShouldBeOk();
        hidden.ShouldBe(404, "object_not_found");
        written.ShouldBeOk();
        row.LastEditedBy.ShouldBe(tokens.BotId);
        limited.ShouldBe(429, "rate_limited");
        fixture.Simulator.Connection.RequestCount.ShouldBe(0);
    }

    [Fact]
    public async Task Each_authorization_is_a_bot_of_its_own()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();

        var first = await fixture.ConnectAsync(fixture.Work);
        var second = await fixture.ConnectAsync(fixture.Secrets);

        second.BotId.ShouldNotBe(first.BotId);
        second.Access.ShouldNotBe(first.Access);
        second.Refresh.ShouldNotBe(first.Refresh);
        (await fixture.GetAsync($"/v1/databases/{fixture.Work.Id}", first.Access)).ShouldBeOk();
        (await fixture.GetAsync($"/v1/databases/{fixture.Work.Id}", second.Access)).Status.ShouldBe(404);
        fixture.Connection.Authorizations.Select(it => it.Bot.Id).ShouldBe([first.BotId, second.BotId]);
    }

    [Fact]
    public async Task A_code_is_valid_once_and_for_ten_minutes()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var used = await fixture.CodeAsync();
        var late = await fixture.CodeAsync();
        (await fixture.ExchangeAsync(used)).ShouldBeOk();

        var again = await fixture.ExchangeAsync(used);
        fixture.Simulator.Time.Advance(TimeSpan.FromMinutes(10));
        var tooLate = await fixture.ExchangeAsync(late);
        var made = await fixture.CodeAsync();
        fixture.Simulator.Time.Advance(TimeSpan.FromMinutes(9.9));
        var inTime = await fixture.ExchangeAsync(made);

        again.ShouldBe(400, "invalid_grant");
        tooLate.ShouldBe(400, "invalid_grant");
        (await fixture.ExchangeAsync("unknown")).ShouldBe(400, "invalid_grant");
        inTime.ShouldBeOk();
    }

    [Fact]
    public async Task The_redirect_URI_is_repeated_if_it_was_named_and_only_then()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var redirectUri = PublicConnectionFixture.RedirectUri.OriginalString;
        var named = await fixture.DecideAsync(
            fixture.AuthorizeUrl(("redirect_uri", redirectUri)),
            fixture.Simulator.Ada,
            "Allow"
        );
        var unnamed = await fixture.CodeAsync();

        (await fixture.ExchangeAsync(named["code"])).ShouldBe(400, "invalid_request");
        (await ExchangeAsync(named["code"], "https://service.example/other")).ShouldBe(400, "invalid_grant");
        (await ExchangeAsync(unnamed, redirectUri)).ShouldBe(400, "invalid_request");
        (await ExchangeAsync(named["code"], redirectUri)).ShouldBeOk();
        (await fixture.ExchangeAsync(unnamed)).ShouldBeOk();

        Task<ApiAnswer> ExchangeAsync(string code, string uri) =>
            fixture.PostAsync(
                "token",
                $$"""{"grant_type":"authorization_code","code":"{{code}}","redirect_uri":"{{uri}}"}"""
            );
    }

    [Fact]
    public async Task A_refresh_replaces_both_tokens_and_ends_the_old_ones()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var old = await fixture.ConnectAsync(fixture.Work);

        var next = new PairOfTokens((await fixture.RefreshAsync(old.Refresh)).ShouldBeOk());

        next.BotId.ShouldBe(old.BotId);
        next.Answer.Json.Select(it => it.Key).ShouldBe(old.Answer.Json.Select(it => it.Key));
        (await fixture.GetAsync("/v1/users/me", old.Access)).ShouldBe(401, "unauthorized");
        (await fixture.RefreshAsync(old.Refresh)).ShouldBe(400, "invalid_grant");
        (await fixture.GetAsync($"/v1/databases/{fixture.Work.Id}", next.Access)).ShouldBeOk();
        (await fixture.RefreshAsync(next.Access)).ShouldBe(400, "invalid_grant");
        (await fixture.RefreshAsync(next.Refresh)).ShouldBeOk();
    }

    [Fact]
    public async Task An_expired_access_token_is_refused_until_it_is_refreshed()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var tokens = await fixture.ConnectAsync(fixture.Work);

        fixture.Connection.Authorizations[0].ExpireAccessToken();
        var refused = await fixture.GetAsync("/v1/users/me", tokens.Access);
        var next = new PairOfTokens((await fixture.RefreshAsync(tokens.Refresh)).ShouldBeOk());

        refused.ShouldBe(401, "unauthorized");
        (await fixture.GetAsync("/v1/users/me", next.Access)).ShouldBeOk();
    }

    [Theory]
    [InlineData("access")]
    [InlineData("refresh")]
    [InlineData("person")]
    public async Task A_revoked_authorization_has_no_tokens_and_no_access(string how)
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var row = fixture.Work.DataSource.AddRow(fixture.Simulator.Ada);
        var tokens = await fixture.ConnectAsync(fixture.Work);
        var other = await fixture.ConnectAsync(fixture.Work);
        var authorization = fixture.Connection.Authorizations[0];
        await fixture.Simulator.SendAsync("PATCH", $"/v1/pages/{row.Id}", """{"icon":null}""", tokens.Access);

        if (how == "person")
            authorization.Revoke();
        else
            (await fixture.RevokeAsync(how == "access" ? tokens.Access : tokens.Refresh))
                .ShouldBeOk()
                .Json.Select(it => it.Key)
                .ShouldBe(["request_id"]);

        authorization.IsRevoked.ShouldBeTrue();
        fixture.Connection.Authorizations.Select(it => it.Bot.Id).ShouldBe([other.BotId]);
        fixture.Simulator.Workspace.Connections.Select(it => it.Id).ShouldNotContain(tokens.BotId);
        (await fixture.GetAsync("/v1/users/me", tokens.Access)).ShouldBe(401, "unauthorized");
        (await fixture.RefreshAsync(tokens.Refresh)).ShouldBe(400, "invalid_grant");
        (await fixture.GetAsync($"/v1/databases/{fixture.Work.Id}", other.Access)).ShouldBeOk();
        (await fixture.RevokeAsync(tokens.Access)).ShouldBeOk();
    }

    [Fact]
    public async Task A_token_is_introspected_by_its_own_client()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        fixture.Simulator.All.AddPublicConnection("Other", "other-id", new("s"), PublicConnectionFixture.RedirectUri);
        fixture.Connection.Capabilities = ConnectionCapabilities.ReadContent | ConnectionCapabilities.UserInformation;
        var tokens = await fixture.ConnectAsync();

        var active = await fixture.IntrospectAsync(tokens.Access);
        var foreign = await fixture.PostAsync("introspect", $$"""{"token":"{{tokens.Access}}"}""", "other-id:s");
        await fixture.PostAsync("revoke", $$"""{"token":"{{tokens.Access}}"}""", "other-id:s");
        var still = await fixture.IntrospectAsync(tokens.Refresh);
        fixture.Connection.Authorizations[0].Revoke();
        var revoked = await fixture.IntrospectAsync(tokens.Access);

        ((bool?)active.ShouldBeOk().Json["active"]).ShouldBe(true);
        ((string?)active.Json["scope"]).ShouldBe("read_content read_user_without_email");
        ((long?)active.Json["iat"]).ShouldBe(fixture.Simulator.Time.GetUtcNow().ToUnixTimeMilliseconds());
        ((bool?)foreign.ShouldBeOk().Json["active"]).ShouldBe(false);
        ((bool?)still.Json["active"]).ShouldBe(true);
        revoked.ShouldBeOk().Json.Select(it => it.Key).ShouldBe(["active", "request_id"]);
        ((bool?)revoked.Json["active"]).ShouldBe(false);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("introspect")]
    [InlineData("revoke")]
    public async Task A_wrong_client_or_body_is_refused_and_uses_nothing_up(string endpoint)
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var code = await fixture.CodeAsync();
        var body =
            endpoint == "token"
                ? $$"""{"grant_type":"authorization_code","code":"{{code}}"}"""
                : """{"token":"ntn_unknown"}""";

        foreach (var client in new[] { "", "public-id:wrong", "unknown:public-secret", "public-id", ":" })
            (await fixture.PostAsync(endpoint, body, client)).ShouldBe(401, "invalid_client");
        (await fixture.PostAsync(endpoint, body, version: null)).ShouldBe(400, "missing_version");
        (await fixture.PostAsync(endpoint, body, contentType: "text/plain")).ShouldBe(400, "validation_error");
        (await fixture.PostAsync(endpoint, "[]")).ShouldBe(400, "invalid_json");
        (await fixture.PostAsync(endpoint, "{}")).ShouldBe(400, "invalid_request");
        (await fixture.PostAsync(endpoint, body.Replace("}", ",\"more\":1}", StringComparison.Ordinal))).ShouldBe(
            400,
            "invalid_request"
        );
        (await fixture.PostAsync(endpoint, body)).ShouldBeOk();
    }

    [Fact]
    public async Task A_request_for_tokens_fails_when_a_test_says_so()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        var code = await fixture.CodeAsync();
        fixture.Simulator.Host.Simulator.FailTokenRequests(new NotionFault(503));

        (await fixture.ExchangeAsync(code)).ShouldBe(503, "service_unavailable");
        (await fixture.ExchangeAsync(code)).ShouldBeOk();
    }

    [Fact]
    public async Task The_Link_Preview_connection_keeps_its_endpoints()
    {
        await using var fixture = await PublicConnectionFixture.StartAsync();
        fixture.Simulator.Host.Configure(
            SimulatorFixture.Options(fixture.Simulator.Host.BaseUrl, new("https://service.example/"))
        );
        const string Body = """{"grant_type":"authorization_code","code":"unknown"}""";

        var preview = await fixture.PostAsync("token", Body, "notion-id:notion-secret");
        var revoked = await fixture.PostAsync("revoke", """{"token":"unknown"}""", "notion-id:notion-secret");
        var unknown = await fixture.PostAsync("token", Body, "unknown:secret");
        var tokens = await fixture.ConnectAsync();

        // It needs an external account.
        preview.ShouldBe(400, "validation_error");
        revoked.ShouldBeOk().Json.ShouldBeEmpty();
        unknown.ShouldBe(401, "invalid_client");
        (await fixture.GetAsync("/v1/users/me", tokens.Access)).ShouldBeOk();
    }
}
