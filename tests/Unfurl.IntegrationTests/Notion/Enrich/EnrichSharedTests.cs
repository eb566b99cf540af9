using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Two replicas with one PostgreSQL.</summary>
[OnPostgres]
public sealed class EnrichSharedTests : HostedEnrichTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_replicas_keep_one_limit_and_write_nothing_twice(bool stopsOne)
    {
        Driver.IsCalling = IsCallingAsync;
        var rows = Enumerable
            .Range(0, 400)
            .Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))
            .ToList();
        var replica = Driver.Host.StartReplica();
        await Driver.EnrichAsync(Source);
        if (stopsOne)
        {
            await Driver.UntilAsync(() => Driver.Writes.Count > 60, "some are written");
            await replica.DisposeAsync();
        }
        await Driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all are filled"
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        Driver.Writes.Count.ShouldBe(400);

        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => rows.TrueForAll(row => row.Text("Title") == "After"), "all follow");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));

        Driver.Writes.Count.ShouldBe(800);
        Driver.Bot.RateLimitedCount.ShouldBe(0);
        Driver.Bot.ImpatientCount.ShouldBe(0);
        if (!stopsOne)
            await replica.DisposeAsync();
    }

    // A call is counted when it is claimed, and Notion counts it when it arrives: no time may pass between the two.
    private async Task<bool> IsCallingAsync()
    {
        // Waits for claims, which hold this lock.
        await Driver.Host.Database.ExecuteAsync("UPDATE job_lanes SET held_until = held_until");
        return Wire.Pending > 0;
    }
}
