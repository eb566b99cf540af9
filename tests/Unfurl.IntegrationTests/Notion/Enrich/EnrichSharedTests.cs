using Unfurl.Server.Updates.Jobs;
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
            await EndLeasesAsync();
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
        // The clock may move between the count of a call and its arrival. Two limits would be broken a hundred times.
        Driver.Bot.RateLimitedCount.ShouldBeLessThan(3);
        Driver.Bot.ImpatientCount.ShouldBe(0);
        if (!stopsOne)
            await replica.DisposeAsync();
    }

    // Rows of a service that has stopped count as being worked on until then.
    private async Task EndLeasesAsync()
    {
        for (var end = Driver.Host.Clock.GetUtcNow() + JobQueue.LeaseDuration; Driver.Host.Clock.GetUtcNow() <= end; )
        {
            // Nor about to be sent.
            await Task.Delay(20, TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => Wire.Pending == 0, "no request is under way");
            Driver.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
