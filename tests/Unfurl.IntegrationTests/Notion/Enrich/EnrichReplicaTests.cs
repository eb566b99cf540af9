using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Services that stop in the middle, and several that share the work.</summary>
public sealed class EnrichReplicaTests : HostedEnrichTests
{
    [Fact]
    public async Task A_service_that_stops_at_any_moment_loses_nothing()
    {
        var rows = AddRows(100);
        var random = new Chance(3);
        await Driver.EnrichAsync(Source);
        for (var stop = 0; stop < 6; stop++)
        {
            var sent = 0;
            var limit = random.Next(1, 30);
            var isReached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Wire.Before = (_, _) =>
            {
                if (Interlocked.Increment(ref sent) == limit)
                    isReached.TrySetResult();
                return Task.FromResult<HttpResponseMessage?>(null);
            };
            await Driver.UntilAsync(() => isReached.Task.IsCompleted || IsFilled(rows), "it is the moment to stop");
            await Driver.Host.RestartServiceAsync();
        }

        await Driver.UntilAsync(() => IsFilled(rows), "all rows are filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        ShouldBeNecessary();
        Driver.Writes.Count.ShouldBe(100);
        (Driver.Bot.RateLimitedCount, Driver.Bot.ImpatientCount).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_stop_is_not_needed()
    {
        var rows = AddRows(30);
        var written = 0;
        Wire.After = (request, answer) =>
            // Written, and the service does not hear of it any more.
            request.IsWrite
            && Interlocked.Increment(ref written) <= 5
                ? throw new HttpRequestException("lost")
                : answer;
        await Driver.EnrichAsync(Source);
        await Driver.UntilAsync(() => Volatile.Read(ref written) >= 5, "some are written");
        await Driver.Host.RestartServiceAsync();

        await Driver.UntilAsync(() => IsFilled(rows), "all rows are filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        ShouldBeNecessary();
        Driver.Writes.Count.ShouldBe(30);
    }

    [Fact]
    public async Task What_is_due_when_a_service_starts_is_written_soon()
    {
        var row = await AddFilledRowAsync();
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(async () => await DueAsync() is not null, "the row is queued");
        var due = await DueAsync();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Driver.IsCalling = () => Task.FromResult(false);
        // Notion says whose the connection is when the row was looked at in vain.
        Wire.Before = async (request, cancellationToken) =>
        {
            if (request.Path.EndsWith("/users/me", StringComparison.Ordinal))
                await answer.Task.WaitAsync(cancellationToken);
            return null;
        };
        await Driver.Host.RestartServiceAsync();
        await Driver.UntilAsync(async () => await DueAsync() != due, "the row is given back");
        var since = Driver.Host.Clock.GetUtcNow();

        answer.SetResult();
        Driver.IsCalling = () => Task.FromResult(Wire.Pending > 0);
        await Driver.UntilAsync(() => row.Text("Title") == "After", "the change is written");

        (Driver.Host.Clock.GetUtcNow() - since).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    // Of the only row.
    private async Task<string?> DueAsync() =>
        (
            await Driver.Host.Database.TextsAsync("SELECT CAST(due_at AS TEXT) FROM jobs WHERE kind = 'row'")
        ).SingleOrDefault();

    private List<SimulatedRow> AddRows(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest)))];

    private static bool IsFilled(List<SimulatedRow> rows) =>
        rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title);

    // No row was given what it held already.
    private void ShouldBeNecessary()
    {
        foreach (var row in Driver.Writes.GroupBy(write => write.PageId))
            row.Select(write => string.Join('\n', write.Cells.Select(cell => cell.Json))).ShouldBeUnique();
    }
}
