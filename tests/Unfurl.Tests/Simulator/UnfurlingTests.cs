namespace Unfurl.Tests.Simulator;

public sealed class UnfurlingTests
{
    [Fact]
    public async Task A_valid_response_is_shown()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.IsAccepted().ShouldBeTrue();
        outcome.Attributes.Select(attribute => attribute.Id).ShouldBe(["title", "dev"]);
        outcome.Body.ShouldBe(Attributes.Card(SimulatorFixture.Link));
        outcome.IndentedBody()!.ShouldContain("\n  \"operations\": [");
        fixture.Notion.DescribeUser("ada").Previews.ShouldHaveSingleItem().Attributes.ShouldBe(outcome.Attributes);
    }

    [Fact]
    public async Task The_request_holds_the_token_and_the_link_as_it_was_pasted()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();

        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        var call = fixture.Service.Calls.Single(call => call.Path == "/unfurl");
        call.Bearer.ShouldBe("access-1");
        call.Json.EnumerateObject().ShouldHaveSingleItem().Value.GetString().ShouldBe(SimulatorFixture.Link);
    }

    [Fact]
    public async Task Opening_the_page_unfurls_again_and_shows_the_changes()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        fixture.Service.Unfurl = (_, uri) => FakeResponse.Json(Attributes.Broken(uri, 404, "Content not found"));

        var outcome = await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link);

        outcome.Error.ShouldBe(new(404, "Content not found"));
        var preview = fixture.Notion.DescribeUser("ada").Previews.ShouldHaveSingleItem();
        preview.Error.ShouldBe(outcome.Error);
        preview.Attributes.Count.ShouldBe(2);
        preview.History.Select(change => change.Cause).ShouldBe(["paste", "open"]);
    }

    [Fact]
    public async Task A_link_that_was_never_pasted_cannot_be_opened()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            fixture.Notion.OpenAsync("ada", SimulatorFixture.Link)
        );
    }

    [Fact]
    public async Task Without_a_connection_the_user_is_asked_to_connect()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.NeedsConnection.ShouldBeTrue();
        outcome.IsAccepted().ShouldBeFalse();
        fixture.Service.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_response_leaves_the_preview_unchanged()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        fixture.Service.Unfurl = (_, _) => FakeResponse.Json(Attributes.Card("https://acme.com/other"));

        var outcome = await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link);

        outcome.Violations.ShouldBe(["uri is not echoed exactly: 'https://acme.com/other'"]);
        var preview = fixture.Notion.DescribeUser("ada").Previews.Single();
        (preview.Attributes.Count, preview.Error).ShouldBe((2, null));
        preview.History[^1].Violations.ShouldBe(outcome.Violations);
        fixture.Notion.DescribeUser("ada").Journal[^1].Violations.ShouldBe(outcome.Violations);
    }

    [Theory]
    [InlineData(200, "text/html", "the response's content type is text/html, not application/json")]
    [InlineData(200, null, "the response's content type is missing, not application/json")]
    [InlineData(201, "application/json", "the response's status is 201, not 200")]
    [InlineData(302, "application/json", "the response's status is 302, not 200")]
    [InlineData(500, "application/problem+json", "the response's status is 500, not 200")]
    public async Task A_wrong_status_or_content_type_is_rejected(int status, string? contentType, string reason)
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Unfurl = (_, uri) => new(status, Attributes.Card(uri), contentType);

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.Violations.ShouldBe([reason]);
        outcome.Status.ShouldBe(status);
    }

    [Fact]
    public async Task An_unreachable_service_is_a_violation()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Service.DisposeAsync();

        var outcome = await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);

        outcome.Status.ShouldBeNull();
        outcome.Violations.ShouldHaveSingleItem().ShouldContain("could not be reached");
    }

    [Fact]
    public async Task A_link_is_pasted_through_the_connection_that_was_chosen_and_opened_through_the_same()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Account!["key"] = "github:2";
        await fixture.ConnectAsync("ada");
        var first = fixture.Notion.DescribeUser("ada").Connections[0].Id;

        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link, first);
        await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link);

        fixture
            .Service.Calls.Where(call => call.Path == "/unfurl")
            .Select(call => call.Bearer)
            .ShouldBe(["access-2", "access-1", "access-1"]);
    }

    [Fact]
    public async Task A_preview_of_a_removed_connection_is_opened_through_another_of_its_workspace()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        fixture.Service.Account!["key"] = "github:2";
        await fixture.ConnectAsync("ada");

        await fixture.Notion.DisconnectAsync("ada", fixture.Notion.DescribeUser("ada").Connections[0].Id);
        var outcome = await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link);

        outcome.IsAccepted().ShouldBeTrue();
        fixture.Notion.DescribeUser("ada").Previews.ShouldHaveSingleItem().AccountKey.ShouldBe("github:2");
    }

    [Fact]
    public async Task The_service_is_notified_when_the_last_preview_of_a_link_in_the_workspace_is_removed()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        await fixture.ConnectAsync("ada", "acme");
        await fixture.ConnectAsync("bob", "acme");
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        await fixture.Notion.PasteAsync("bob", SimulatorFixture.Link);

        var first = await fixture.Notion.RemoveAsync("ada", SimulatorFixture.Link);
        var second = await fixture.Notion.RemoveAsync("bob", SimulatorFixture.Link);

        first.Status.ShouldBeNull();
        second.Status.ShouldBe(200);
        second.Violations.ShouldBeEmpty();
        var call = fixture.Service.Calls.Single(call => call.Method == "DELETE");
        (call.Path, call.Bearer).ShouldBe(("/unfurl", "access-2"));
        call.Json.GetProperty("uri").GetString().ShouldBe(SimulatorFixture.Link);
    }

    [Fact]
    public async Task Disconnecting_notifies_the_service_and_revokes_Notions_tokens()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        var connection = fixture.Notion.DescribeUser("ada").Connections.Single();

        var outcome = await fixture.Notion.DisconnectAsync("ada", connection.Id);

        outcome.Status.ShouldBe(200);
        var call = fixture.Service.Calls.Single(call => call.Method == "DELETE");
        (call.Path, call.Bearer).ShouldBe(("/deletion", ""));
        call.Json.GetProperty("access_token").GetString().ShouldBe("access-1");
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
        using var push = await fixture.PushAsync(Attributes.Card(SimulatorFixture.Link));
        ((int)push.StatusCode).ShouldBe(401);
        (await fixture.Notion.OpenAsync("ada", SimulatorFixture.Link)).NeedsConnection.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_deletion_is_a_violation_and_the_connection_is_removed()
    {
        await using var fixture = await SimulatorFixture.StartConnectedAsync();
        fixture.Service.Deletion = new(500, "", null);

        var outcome = await fixture.Notion.DisconnectAsync(
            "ada",
            fixture.Notion.DescribeUser("ada").Connections.Single().Id
        );

        outcome.Violations.ShouldBe(["the response's status is 500, not one of success"]);
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
    }
}
