using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Who may see and do what, and which error says that they may not.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData(null, "2026-03-11", "application/json", 401, "unauthorized")]
    [InlineData("ntn_unknown", "2026-03-11", "application/json", 401, "unauthorized")]
    [InlineData(DatabaseFixture.Token, null, "application/json", 400, "missing_version")]
    [InlineData(DatabaseFixture.Token, "2025-09-03", "application/json", 400, "validation_error")]
    [InlineData(DatabaseFixture.Token, "2026-03-11", "text/plain", 400, "validation_error")]
    public async Task Wrong_headers_are_refused(
        string? token,
        string? version,
        string contentType,
        int status,
        string code
    )
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);

        var answer = await fixture.SendAsync("PATCH", $"/v1/pages/{row.Id}", "{}", token, version, contentType);

        answer.ShouldBe(status, code);
        ((string?)answer.Json["object"]).ShouldBe("error");
        ((int?)answer.Json["status"]).ShouldBe(status);
        answer.RequestId.ShouldNotBeNullOrEmpty();
        ((string?)answer.Json["request_id"]).ShouldBe(answer.RequestId);
    }

    [Theory]
    [InlineData("[1]", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("""{"icon":null,"icon":null}""", "invalid_json")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body, string code)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture.AddShared("Work").AddRow(fixture.Ada);

        (await fixture.PatchAsync($"/v1/pages/{row.Id}", body)).ShouldBe(400, code);
    }

    [Theory]
    [InlineData("GET", "/v1/pages", "invalid_request_url")]
    [InlineData("GET", "/v1/pages/a/b/c", "invalid_request_url")]
    [InlineData("GET", "/v1/pages/not-an-id", "validation_error")]
    [InlineData("GET", "/v1/users/me?page_size=3", "validation_error")]
    public async Task A_wrong_address_is_refused(string method, string path, string code)
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        (await fixture.SendAsync(method, path)).ShouldBe(400, code);
    }

    [Fact]
    public async Task What_is_not_shared_is_not_found_and_the_message_names_the_connection()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.Workspace.AddDatabase("Work").DataSource;
        var row = source.AddRow(fixture.Ada);
        var elsewhere = fixture.All.AddWorkspace("Elsewhere").AddDatabase("Work");
        elsewhere.ShareWith(fixture.Connection);

        ApiAnswer[] answers =
        [
            await fixture.GetAsync($"/v1/pages/{row.Id}"),
            await fixture.WriteAsync(row, "{}"),
            await fixture.GetAsync($"/v1/pages/{row.Id}/properties/title"),
            await fixture.GetAsync($"/v1/data_sources/{source.Id}"),
            await fixture.PatchAsync($"/v1/data_sources/{source.Id}", "{}"),
            await fixture.QueryAsync(source),
            await fixture.GetAsync($"/v1/databases/{source.Database.Id}"),
            await fixture.GetAsync($"/v1/databases/{elsewhere.Id}"),
            await fixture.GetAsync($"/v1/pages/{Guid.Empty}"),
            await fixture.PostAsync("/v1/pages", $$"""{"parent":{"data_source_id":"{{source.Id}}"} }"""),
        ];

        foreach (var answer in answers)
        {
            answer.ShouldBe(404, "object_not_found");
            answer.Message!.ShouldContain("\"Unfurl\"");
        }
        source.Database.ShareWith(fixture.Connection);
        (await fixture.GetAsync($"/v1/pages/{row.Id}")).ShouldBeOk();
    }

    [Fact]
    public async Task Without_the_capability_a_request_is_forbidden()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work");
        var row = source.AddRow(fixture.Ada);
        fixture.Connection.Capabilities = ConnectionCapabilities.None;

        ApiAnswer[] answers =
        [
            await fixture.GetAsync($"/v1/pages/{row.Id}"),
            await fixture.QueryAsync(source),
            await fixture.PostAsync("/v1/search"),
            await fixture.WriteAsync(row, "{}"),
            await fixture.PatchAsync($"/v1/data_sources/{source.Id}", "{}"),
            await fixture.PostAsync("/v1/pages", $$"""{"parent":{"data_source_id":"{{source.Id}}"} }"""),
            await fixture.GetAsync("/v1/users"),
            await fixture.GetAsync($"/v1/users/{fixture.Ada.Id}"),
        ];

        foreach (var answer in answers)
            answer.ShouldBe(403, "restricted_resource");
        (await fixture.GetAsync("/v1/users/me")).ShouldBeOk();
    }

    [Fact]
    public async Task The_connection_knows_itself_and_its_workspace()
    {
        await using var fixture = await DatabaseFixture.StartAsync();

        var me = (await fixture.GetAsync("/v1/users/me")).ShouldBeOk();
        fixture.Connection.ReplaceToken(new("ntn_next"));
        var revoked = await fixture.GetAsync("/v1/users/me");
        var next = await fixture.SendAsync("GET", "/v1/users/me", token: "ntn_next");

        ((string?)me.Json["id"]).ShouldBe(fixture.Connection.Id);
        ((string?)me.Json["bot"]!["workspace_id"]).ShouldBe(fixture.Workspace.Id);
        ((string?)me.Json["bot"]!["workspace_name"]).ShouldBe("Acme");
        me.Json["bot"]!["workspace_limits"]!["max_file_upload_size_in_bytes"].ShouldNotBeNull();
        revoked.ShouldBe(401, "unauthorized");
        next.ShouldBeOk();
    }

    [Fact]
    public async Task Users_come_in_short_pages_without_guests()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var guest = fixture.Workspace.AddPerson("Grace", "grace@elsewhere.example", isGuest: true);
        fixture.Workspace.AddPerson("Bob", "bob@acme.example");
        fixture.Workspace.AddPerson("Nobody");
        fixture.All.MaxUsersPerPage = 3;

        var first = (await fixture.GetAsync("/v1/users?page_size=100")).ShouldBeOk();
        var second = (await fixture.GetAsync($"/v1/users?page_size=100&start_cursor={first.NextCursor}")).ShouldBeOk();
        var known = (await fixture.GetAsync($"/v1/users/{guest.Id}")).ShouldBeOk();

        first.Results.Count.ShouldBe(3);
        JsonNode?[] users = [.. first.Results, .. second.Results];
        users.Select(it => (string?)it!["name"]).ShouldBe(["Ada", "Bob", "Nobody", "Unfurl"], ignoreOrder: true);
        users
            .Select(it => (string?)it!["person"]?["email"])
            .OfType<string>()
            .ShouldBe(["ada@acme.example", "bob@acme.example"], ignoreOrder: true);
        ((string?)known.Json["person"]!["email"]).ShouldBe("grace@elsewhere.example");
    }

    [Fact]
    public async Task E_mails_and_names_need_capabilities()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var row = fixture
            .AddShared("Work", new NewColumn("People", "people"))
            .AddRow(fixture.Ada, ("People", fixture.Ada));

        fixture.Connection.Capabilities = ConnectionCapabilities.All & ~ConnectionCapabilities.UserEmails;
        var withoutMail = await fixture.GetAsync($"/v1/pages/{row.Id}");
        var user = await fixture.GetAsync($"/v1/users/{fixture.Ada.Id}");
        fixture.Connection.Capabilities = ConnectionCapabilities.ReadContent;
        var withoutName = await fixture.GetAsync($"/v1/pages/{row.Id}");

        var person = withoutMail.Property("People")["people"]![0]!;
        ((string?)person["name"]).ShouldBe("Ada");
        person["person"]!["email"].ShouldBeNull();
        user.Json["person"]!["email"].ShouldBeNull();
        withoutName.Property("People")["people"]![0]!.AsObject().Select(it => it.Key).ShouldBe(["object", "id"]);
    }

    [Fact]
    public async Task Search_finds_by_title_what_is_shared_directly()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var work = fixture.AddShared("Work");
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        var tasks = fixture.AddShared("Tasks of work");
        var row = work.AddRow(fixture.Ada, ("Name", "Work hard"));
        var inherited = fixture.Workspace.AddDatabase("Work below a page");
        inherited.ShareWith(fixture.Connection, isFoundBySearch: false);
        fixture.Workspace.AddDatabase("Secret work");

        var sources = await fixture.PostAsync(
            "/v1/search",
            """{"query":"work","filter":{"property":"object","value":"data_source"}}"""
        );
        var pages = await fixture.PostAsync("/v1/search", """{"filter":{"property":"object","value":"page"}}""");
        var oldest = await fixture.PostAsync(
            "/v1/search",
            """{"sort":{"timestamp":"last_edited_time","direction":"ascending"},"page_size":1}"""
        );
        var rest = await fixture.PostAsync(
            "/v1/search",
            $$"""{"sort":{"timestamp":"last_edited_time","direction":"ascending"},"start_cursor":"{{oldest.NextCursor}}"}"""
        );
        var wrong = await fixture.PostAsync("/v1/search", """{"filter":{"property":"object","value":"database"}}""");

        sources.ShouldBeOk().Ids.ShouldBe([tasks.Id, work.Id]);
        pages.Ids.ShouldBe([row.Id]);
        oldest.Ids.ShouldBe([work.Id]);
        rest.Ids.ShouldBe([tasks.Id, row.Id], ignoreOrder: true);
        wrong.ShouldBe(400, "validation_error");
        (await fixture.GetAsync($"/v1/data_sources/{inherited.DataSource.Id}")).ShouldBeOk();
    }
}
