using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What Notion refuses, loses and limits.</summary>
public sealed class EnrichFailureTests : HostedEnrichTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(529)]
    [InlineData(-1)]
    public async Task A_write_that_fails_is_made_up_for(int status)
    {
        var row = await AddFilledRowAsync();
        var fault = status == -1 ? NotionFault.ConnectionReset : new NotionFault(status, TimeSpan.FromSeconds(3));
        Driver.Bot.FailWrites(fault, fault);

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the change is written at last");
        Driver.Bot.ImpatientCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("public_api_request_rate_limit")]
    [InlineData("public_api_space_request_rate_limit")]
    [InlineData("public_api_endpoint_rate_limit")]
    public async Task Limits_are_waited_for(string reason)
    {
        var row = await AddFilledRowAsync();
        Driver.Bot.Fail(new NotionFault(429, TimeSpan.FromSeconds(40), reason));
        var before = Driver.Host.Clock.GetUtcNow();

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the change is written at last");
        (Driver.Host.Clock.GetUtcNow() - before).ShouldBeGreaterThan(TimeSpan.FromSeconds(40));
        Driver.Bot.ImpatientCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_write_that_was_stored_and_failed_is_not_repeated()
    {
        var row = await AddFilledRowAsync();
        var before = Driver.Writes.Count;
        Driver.Bot.FailWrites(new NotionFault(503) { AfterCommit = true });

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the change is written");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        Driver.Writes.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_rejected_value_does_not_stop_other_rows()
    {
        var (first, second) = (await AddFilledRowAsync(), await AddFilledRowAsync());
        Driver.Bot.FailWrites(new NotionFault(400), new NotionFault(400));

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(
            () => first.Text("Title") == "After" || second.Text("Title") == "After",
            "one of them is written"
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1));
        // The schema is read again, and the row is tried once more.
        (first.Text("Title"), second.Text("Title")).ShouldBe(("After", "After"));
    }

    [Fact]
    public async Task A_database_that_is_no_longer_shared_is_said_and_taken_up_again()
    {
        var row = await AddFilledRowAsync();
        Source.Database.Unshare(Driver.Bot);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));

        (await Driver.EnrichmentAsync()).State.Problem.ShouldBe("not_shared");
        (await Driver.EnrichmentAsync()).State.ProblemDetail.ShouldNotBeNull().ShouldContain("Connections");
        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1), untilIdle: false);
        row.Text("Title").ShouldBe(EnrichDriver.Title);

        Source.Database.ShareWith(Driver.Bot);
        await Driver.UntilAsync(() => row.Text("Title") == "After", "the row follows again");
        await Driver.UntilAsync(
            async () => (await Driver.EnrichmentAsync()).State.Problem is null,
            "the problem is over"
        );
    }

    [Fact]
    public async Task A_missing_capability_is_said()
    {
        await AddFilledRowAsync();
        Driver.Bot.Capabilities = ConnectionCapabilities.None;

        await Driver.LetPassAsync(TimeSpan.FromMinutes(7));

        var state = (await Driver.EnrichmentAsync()).State;
        state.Problem.ShouldBe("capability_missing");
        state.ProblemDetail.ShouldNotBeNull().ShouldContain("Read content");
    }

    [Fact]
    public async Task A_token_that_ends_is_said_and_a_new_one_is_taken()
    {
        var row = await AddFilledRowAsync();
        Driver.Bot.ReplaceToken(new Secret("ntn_another"));

        await Driver.ChangeAsync("After");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2), untilIdle: false);

        (await Driver.EnrichmentAsync()).State.Problem.ShouldBe("token_rejected");
        Driver.Host.Service.Logs.ToString().ShouldContain("Unfurl:Notion:Connections:acme:Token");
        Driver.Host.Service.Logs.ToString().ShouldNotContain(EnrichDriver.Token);

        Driver.Bot.ReplaceToken(new Secret(EnrichDriver.Token));
        await Driver.UntilAsync(() => row.Text("Title") == "After", "the row follows again");
    }

    [Fact]
    public async Task A_hot_link_fills_many_rows_within_the_limit()
    {
        const int Count = 250;
        var rows = Enumerable
            .Range(0, Count)
            .Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all rows are filled"
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));
        var (before, requests) = (Driver.Writes.Count, Driver.Bot.RequestCount);
        var since = Driver.Host.Clock.GetUtcNow();

        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => rows.TrueForAll(row => row.Text("Title") == "After"), "all rows follow");
        Driver.Bot.RateLimitedCount.ShouldBe(0);
        (Driver.Writes.Count - before).ShouldBe(Count);
        // Rows are read a hundred at a time.
        (Driver.Bot.RequestCount - requests).ShouldBeLessThan(Count + 25);
        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task More_rows_than_a_query_returns_are_found()
    {
        Driver.Host.Notion.Databases.QueryLimit = 120;
        var rows = new List<SimulatedRow>();
        for (var i = 0; i < 5; i++)
        {
            rows.AddRange(
                Enumerable.Range(0, 60).Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            );
            Driver.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        await Driver.EnrichAsync(Source);

        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all rows are filled"
        );
    }
}
