namespace Unfurl.Tests.Simulator;

public sealed class UnfurlingTests
{
    [Fact]
    public async Task A_right_answer_is_shown()
    {
        await using var world = await World.StartConnectedAsync();

        var outcome = await world.Notion.PasteAsync("ada", World.Link);

        outcome.IsAccepted().ShouldBeTrue();
        outcome.Attributes.Select(attribute => attribute.Id).ShouldBe(["title", "dev"]);
        outcome.Body.ShouldBe(Attributes.Card(World.Link));
        outcome.IndentedBody()!.ShouldContain("\n  \"operations\": [");
        world.Notion.Person("ada").Previews.ShouldHaveSingleItem().Attributes.ShouldBe(outcome.Attributes);
    }

    [Fact]
    public async Task The_request_holds_the_token_and_the_link_as_it_was_pasted()
    {
        await using var world = await World.StartConnectedAsync();

        await world.Notion.PasteAsync("ada", World.Link);

        var call = world.Service.Calls.Single(call => call.Path == "/unfurl");
        call.Bearer.ShouldBe("access-1");
        call.Json.EnumerateObject().ShouldHaveSingleItem().Value.GetString().ShouldBe(World.Link);
    }

    [Fact]
    public async Task Opening_the_page_asks_again_and_shows_what_is_new()
    {
        await using var world = await World.StartConnectedAsync();
        await world.Notion.PasteAsync("ada", World.Link);
        world.Service.Unfurl = (_, uri) => Answer.Json(Attributes.Broken(uri, 404, "Content not found"));

        var outcome = await world.Notion.OpenAsync("ada", World.Link);

        outcome.Error.ShouldBe(new(404, "Content not found"));
        var preview = world.Notion.Person("ada").Previews.ShouldHaveSingleItem();
        preview.Error.ShouldBe(outcome.Error);
        preview.Attributes.Count.ShouldBe(2);
        preview.History.Select(change => change.Cause).ShouldBe(["paste", "open"]);
    }

    [Fact]
    public async Task A_link_that_was_never_pasted_cannot_be_opened()
    {
        await using var world = await World.StartConnectedAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => world.Notion.OpenAsync("ada", World.Link));
    }

    [Fact]
    public async Task Without_a_connection_the_person_is_asked_to_connect()
    {
        await using var world = await World.StartAsync();

        var outcome = await world.Notion.PasteAsync("ada", World.Link);

        outcome.NeedsConnection.ShouldBeTrue();
        outcome.IsAccepted().ShouldBeFalse();
        world.Service.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_answer_changes_nothing_that_is_shown()
    {
        await using var world = await World.StartConnectedAsync();
        await world.Notion.PasteAsync("ada", World.Link);
        world.Service.Unfurl = (_, _) => Answer.Json(Attributes.Card("https://acme.com/other"));

        var outcome = await world.Notion.OpenAsync("ada", World.Link);

        outcome.Violations.ShouldBe(["uri is not echoed exactly: 'https://acme.com/other'"]);
        var preview = world.Notion.Person("ada").Previews.Single();
        (preview.Attributes.Count, preview.Error).ShouldBe((2, null));
        preview.History[^1].Violations.ShouldBe(outcome.Violations);
        world.Notion.Person("ada").Journal[^1].Violations.ShouldBe(outcome.Violations);
    }

    [Theory]
    [InlineData(200, "text/html", "the answer's content type is text/html, not application/json")]
    [InlineData(200, null, "the answer's content type is missing, not application/json")]
    [InlineData(201, "application/json", "the answer's status is 201, not 200")]
    [InlineData(302, "application/json", "the answer's status is 302, not 200")]
    [InlineData(500, "application/problem+json", "the answer's status is 500, not 200")]
    public async Task A_wrong_status_or_content_type_is_rejected(int status, string? contentType, string reason)
    {
        await using var world = await World.StartConnectedAsync();
        world.Service.Unfurl = (_, uri) => new(status, Attributes.Card(uri), contentType);

        var outcome = await world.Notion.PasteAsync("ada", World.Link);

        outcome.Violations.ShouldBe([reason]);
        outcome.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_violation()
    {
        await using var world = await World.StartConnectedAsync();
        await world.Service.DisposeAsync();

        var outcome = await world.Notion.PasteAsync("ada", World.Link);

        outcome.Status.ShouldBeNull();
        outcome.Violations.ShouldHaveSingleItem().ShouldContain("could not be reached");
    }

    [Fact]
    public async Task A_link_is_pasted_through_the_connection_that_was_chosen_and_opened_through_the_same()
    {
        await using var world = await World.StartConnectedAsync();
        world.Service.Account!["key"] = "github:2";
        await world.ConnectAsync("ada");
        var first = world.Notion.Person("ada").Connections[0].Id;

        await world.Notion.PasteAsync("ada", World.Link);
        await world.Notion.PasteAsync("ada", World.Link, first);
        await world.Notion.OpenAsync("ada", World.Link);

        world
            .Service.Calls.Where(call => call.Path == "/unfurl")
            .Select(call => call.Bearer)
            .ShouldBe(["access-2", "access-1", "access-1"]);
    }

    [Fact]
    public async Task A_preview_whose_connection_has_ended_is_opened_through_another_of_its_workspace()
    {
        await using var world = await World.StartConnectedAsync();
        await world.Notion.PasteAsync("ada", World.Link);
        world.Service.Account!["key"] = "github:2";
        await world.ConnectAsync("ada");

        await world.Notion.DisconnectAsync("ada", world.Notion.Person("ada").Connections[0].Id);
        var outcome = await world.Notion.OpenAsync("ada", World.Link);

        outcome.IsAccepted().ShouldBeTrue();
        world.Notion.Person("ada").Previews.ShouldHaveSingleItem().AccountKey.ShouldBe("github:2");
    }

    [Fact]
    public async Task The_service_hears_of_a_removal_when_no_preview_of_the_link_is_left_in_the_workspace()
    {
        await using var world = await World.StartAsync();
        await world.ConnectAsync("ada", "acme");
        await world.ConnectAsync("bob", "acme");
        await world.Notion.PasteAsync("ada", World.Link);
        await world.Notion.PasteAsync("bob", World.Link);

        var first = await world.Notion.RemoveAsync("ada", World.Link);
        var second = await world.Notion.RemoveAsync("bob", World.Link);

        first.Status.ShouldBeNull();
        second.Status.ShouldBe(200);
        second.Violations.ShouldBeEmpty();
        var call = world.Service.Calls.Single(call => call.Method == "DELETE");
        (call.Path, call.Bearer).ShouldBe(("/unfurl", "access-2"));
        call.Json.GetProperty("uri").GetString().ShouldBe(World.Link);
    }

    [Fact]
    public async Task Disconnecting_tells_the_service_and_ends_Notions_tokens()
    {
        await using var world = await World.StartConnectedAsync();
        await world.Notion.PasteAsync("ada", World.Link);
        var connection = world.Notion.Person("ada").Connections.Single();

        var outcome = await world.Notion.DisconnectAsync("ada", connection.Id);

        outcome.Status.ShouldBe(200);
        var call = world.Service.Calls.Single(call => call.Method == "DELETE");
        (call.Path, call.Bearer).ShouldBe(("/deletion", ""));
        call.Json.GetProperty("access_token").GetString().ShouldBe("access-1");
        world.Notion.Person("ada").Connections.ShouldBeEmpty();
        using var push = await world.PushAsync(Attributes.Card(World.Link));
        ((int)push.StatusCode).ShouldBe(401);
        (await world.Notion.OpenAsync("ada", World.Link)).NeedsConnection.ShouldBeTrue();
    }

    [Fact]
    public async Task A_deletion_that_fails_is_a_violation_and_the_connection_is_gone_all_the_same()
    {
        await using var world = await World.StartConnectedAsync();
        world.Service.Deletion = new(500, "", null);

        var outcome = await world.Notion.DisconnectAsync("ada", world.Notion.Person("ada").Connections.Single().Id);

        outcome.Violations.ShouldBe(["the answer's status is 500, not one of success"]);
        world.Notion.Person("ada").Connections.ShouldBeEmpty();
    }
}
