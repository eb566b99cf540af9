using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What single events of Notion lead to, before the edited rows are asked for anyway.</summary>
[OnEachDatabase]
public sealed class EventTests : HostedEnrichTests
{
    // Less than until the next reading.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private EventSender Sender => field ??= new(Driver);

    [Fact]
    public async Task A_new_row_is_filled()
    {
        await BeginAsync();
        var row = Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));

        await Sender.SendAcceptedAsync(Sender.EventOf(row, "page.created"));

        await Driver.LetPassAsync(Soon);
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Theory]
    [InlineData("page.properties_updated")]
    [InlineData("page.moved")]
    [InlineData("page.undeleted")]
    [InlineData("page.of_a_type_that_nobody_knows_yet")]
    public async Task A_link_that_was_put_into_a_row_fills_it(string type)
    {
        var row = Source.AddRow(Driver.Ada);
        await BeginAsync();
        row.Edit(Driver.Ada, "Link", EnrichDriver.PullRequest);

        await Sender.SendAcceptedAsync(
            type == "page.properties_updated"
                ? Sender.EventOf(row, type, Source.Column("Link").EncodedId)
                : Sender.EventOf(row, type)
        );

        await Driver.LetPassAsync(Soon);
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task A_cell_that_a_person_edits_is_corrected()
    {
        var row = await BeginWithRowAsync();
        row.Edit(Driver.Ada, "Title", "My own");

        await Sender.SendAcceptedAsync(
            Sender.EventOf(row, "page.properties_updated", Source.Column("Title").EncodedId)
        );

        await Driver.LetPassAsync(Soon);
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task A_row_in_the_trash_is_forgotten()
    {
        var row = await BeginWithRowAsync();
        row.Trash(Driver.Ada);

        await Sender.SendAcceptedAsync(Sender.EventOf(row, "page.deleted"));

        await Driver.LetPassAsync(Soon);
        (await Driver.Host.Database.CountAsync(new("enriched_rows"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_column_that_was_deleted_is_said_to_be_missing()
    {
        await BeginWithRowAsync();
        Source.Column("State").Delete();

        var since = Driver.Host.Clock.GetUtcNow();

        await Sender.SendAcceptedAsync(Sender.EventOf(Source.Id, "data_source.schema_updated", Source.Id));

        await Driver.UntilAsync(
            async () => (await Driver.EnrichmentAsync()).State.ColumnProblems.Count == 1,
            "the column is missing"
        );
        // Without the event, columns are as old as five minutes.
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_the_connection_wrote_itself_is_not_read_again()
    {
        var row = await BeginWithRowAsync();
        var sent = Sender.EventOf(row, "page.properties_updated", Source.Column("Title").EncodedId);
        sent["authors"] = new JsonArray(new JsonObject { ["id"] = Driver.Bot.Id, ["type"] = "bot" });

        (await ReadsAfterAsync(sent)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_person_edited_in_the_same_moment_is_read()
    {
        var row = await BeginWithRowAsync();
        var sent = Sender.EventOf(row, "page.properties_updated", Source.Column("Title").EncodedId);
        sent["authors"]!.AsArray().Add(new JsonObject { ["id"] = Driver.Bot.Id, ["type"] = "bot" });

        (await ReadsAfterAsync(sent)).ShouldBe(1);
    }

    [Fact]
    public async Task Other_columns_do_not_matter()
    {
        var row = await BeginWithRowAsync();

        (await ReadsAfterAsync(Sender.EventOf(row, "page.properties_updated", "x%3Ay"))).ShouldBe(0);
        (await ReadsAfterAsync(Sender.EventOf(row, "page.content_updated"))).ShouldBe(0);
        (await ReadsAfterAsync(Sender.EventOf(row, "page.locked"))).ShouldBe(0);
    }

    [Fact]
    public async Task An_event_that_comes_again_has_no_effect()
    {
        var row = await BeginWithRowAsync();
        var sent = Sender.EventOf(row, "page.properties_updated", Source.Column("Link").EncodedId);
        (await ReadsAfterAsync(sent)).ShouldBe(1);

        (await ReadsAfterAsync(sent)).ShouldBe(0);
    }

    [Fact]
    public async Task Events_of_another_workspace_or_database_have_no_effect()
    {
        var row = await BeginWithRowAsync();
        var foreign = Sender.EventOf(row, "page.properties_updated", Source.Column("Link").EncodedId);
        foreign["workspace_id"] = "0c1d2e3f-0000-4000-8000-000000000001";

        (await ReadsAfterAsync(foreign)).ShouldBe(0);
        (await ReadsAfterAsync(Sender.EventOf(row.Id.Replace('a', 'b'), "page.created", "0c1d2e3f"))).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"id":"1","type":"comment.created"}""")]
    [InlineData("""{"id":"1","type":"page.created"}""")]
    [InlineData("""{"id":"1","type":"page.created","entity":7,"data":[],"authors":{}}""")]
    [InlineData("""{"id":"1","type":"data_source.schema_updated","data":{"updated_properties":"x"}}""")]
    [InlineData("""{"id":"1","type":"page.moved","entity":{"id":"x"}}""")]
    [InlineData("""{"id":"1","type":"database.deleted","entity":{"id":"x"}}""")]
    [InlineData("""{"id":"1","type":"data_source.moved"}""")]
    [InlineData("""{"id":"1","type":"what.nobody_knows","entity":{"id":"\ud800"}}""")]
    public async Task Every_event_with_the_right_signature_is_acknowledged(string body)
    {
        await BeginAsync();

        (await Sender.SendAsync(body, EventSender.SignatureOf(body, EventSender.Token))).Status.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":7,"type":"page.created"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task What_is_no_event_is_refused(string body)
    {
        await BeginAsync();

        var response = await Sender.SendAsync(body, EventSender.SignatureOf(body, EventSender.Token));

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task What_is_not_signed_rightly_is_refused_and_has_no_effect()
    {
        var row = await BeginWithRowAsync();
        var body = Sender.EventOf(row, "page.properties_updated", Source.Column("Link").EncodedId).ToJsonString();
        var right = EventSender.SignatureOf(body, EventSender.Token);
        string?[] wrong =
        [
            null,
            "",
            right[..^1],
            right["sha256=".Length..],
            right.ToUpperInvariant(),
            EventSender.SignatureOf(body, "secret_of_somebody_else"),
            EventSender.SignatureOf(body[..^1], EventSender.Token),
        ];

        foreach (var signature in wrong)
        {
            var response = await Sender.SendAsync(body, signature);
            response.Status.ShouldBe(HttpStatusCode.Unauthorized);
            response.Challenge.ShouldBe("Signature");
        }
        (await Sender.SendAsync(body[..^1], right)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Driver.Host.Database.HasNoJobsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Other_connections_have_webhooks_of_their_own()
    {
        await BeginAsync();
        const string Body = """{"id":"1","type":"page.created"}""";
        var signature = EventSender.SignatureOf(Body, EventSender.Token);

        (await Sender.SendAsync(Body, signature, "/notion/webhook/nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Sender.SendAsync(Body, signature, "/notion/webhook/ACME")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await BeginAsync();

        var response = await Sender.SendAsync(new string(' ', 256 * 1024 + 1), "sha256=0");

        response.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Many_pages_without_a_link_do_not_use_up_the_calls()
    {
        var row = await BeginWithRowAsync();
        var before = Driver.Bot.RequestCount;

        for (var page = 0; page < 300; page++)
            await Sender.SendAcceptedAsync(
                Sender.EventOf($"{page:x8}-0000-4000-8000-000000000001", "page.created", Source.Id)
            );
        await Driver.LetPassAsync(Soon);

        (Driver.Bot.RequestCount - before).ShouldBeInRange(20, 36 + 8);
        (await Driver.Host.Database.CountAsync(new("enriched_rows"))).ShouldBe(1);
        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    [Fact]
    public async Task It_is_known_when_the_last_event_came()
    {
        await BeginAsync();
        await Sender.SendAcceptedAsync(Sender.EventOf("page", "page.locked", Source.Id));

        var state = await Sender.Subscriptions.FindAsync(EnrichDriver.Connection, default);

        (state.LastEventAt, state.LastEventType).ShouldBe((Driver.Host.Clock.GetUtcNow(), "page.locked"));
    }

    private async Task BeginAsync()
    {
        await Sender.SetUpAsync();
        await Driver.EnrichAsync(Source);
        await JustReadAsync();
    }

    private async Task<SimulatedRow> BeginWithRowAsync()
    {
        await Sender.SetUpAsync();
        var row = await AddFilledRowAsync();
        await JustReadAsync();
        return row;
    }

    // The edited rows were asked for now, and will be in a minute.
    private async Task JustReadAsync()
    {
        var before = (await Driver.EnrichmentAsync()).State.LastReadAt;
        await Driver.UntilAsync(
            async () => (await Driver.EnrichmentAsync()).State.LastReadAt != before,
            "the edited rows are asked for"
        );
    }

    private async Task<int> ReadsAfterAsync(JsonObject sent)
    {
        await JustReadAsync();
        var before = Driver.Bot.RequestCount;
        await Sender.SendAcceptedAsync(sent);
        await Driver.LetPassAsync(Soon);
        return Driver.Bot.RequestCount - before;
    }
}
