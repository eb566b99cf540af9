using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unfurl.IntegrationTests.Previews;
using Unfurl.Server.Notion.Enrich.Rows;
using Unfurl.Server.Previews;
using Unfurl.Server.Updates.Refresh;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Two replicas that share a PostgreSQL, and a Redis that tells what is outdated.</summary>
[OnPostgres]
public sealed class EnrichRedisTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const int First = 200;
    private const int Things = 6;
    private const int Count = 60;

    // What is remembered ends by itself after a minute.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_remembers_the_old_state_writes_the_new_one()
    {
        await using var driver = await EnrichDriver.StartAsync(builder =>
            builder.With("ConnectionStrings:Redis", redis.Server.ConnectionString)
        );
        await using var writes = driver.Host.StartReplica();
        foreach (var number in Enumerable.Range(First, Things))
            await driver.Host.GitHub.CopyAsync(GitHubThings.PublicRepository, 2, number);
        await driver.SignInAsync(GitHubUsers.Codertocat);
        await Eventually.TrueAsync(() => HaveRedisAsync(driver.Host.Service, writes), "both find Redis");
        var source = driver.AddDatabase(EnrichDriver.Columns);
        var rows = Enumerable
            .Range(0, Count)
            .Select(i => source.AddRow(driver.Ada, ("Link", LinkOf(First + i % Things))))
            .ToList();
        await driver.EnrichAsync(source);
        await driver.UntilAsync(
            () => rows.TrueForAll(row => row.Text("Title") == EnrichDriver.Title),
            "all are filled"
        );
        await driver.UntilAsync(driver.Host.Database.HasNoJobsAsync, "nothing is left to do");
        driver.Writes.Count.ShouldBe(Count);

        // One replica is told of changes and looks at them, the other one writes.
        await StopAsync<RowWorker>(driver.Host.Service);
        await StopAsync<RefreshWorker>(writes);
        for (var number = First; number < First + Things; number++)
        {
            var before = driver.Writes.Count;
            var (title, since) = ($"After {number}", driver.Host.Clock.GetUtcNow());
            await RememberAsync(writes, driver.AccountId);
            await driver.Host.GitHub.SetAsync(GitHubThings.PublicRepository, number, new { title });
            await driver.Sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(number));

            var shown = rows.Where(row => row.Text("Link") == LinkOf(number)).ToList();
            await driver.UntilAsync(
                () => shown.TrueForAll(row => row.Text("Title") == title) || HasPassed(),
                "the change is shown"
            );
            await driver.UntilAsync(driver.Host.Database.HasNoJobsAsync, "nothing is left to do");

            HasPassed().ShouldBeFalse();
            driver
                .Writes.Skip(before)
                .Select(write => (write.PageId, write.Cells.Single().Json.Contains(title, StringComparison.Ordinal)))
                .ShouldBe(shown.Select(row => (row.Id, true)), ignoreOrder: true);
            bool HasPassed() => driver.Host.Clock.GetUtcNow() - since > Soon;
        }
    }

    private static string LinkOf(int number) => $"https://github.com/{GitHubThings.PublicRepository}/pull/{number}";

    private static async Task<bool> HaveRedisAsync(params IEnumerable<UnfurlHost> services)
    {
        foreach (var service in services)
        {
            using var http = service.CreateClient();
            if (await http.HealthAsync() != Health.Healthy)
                return false;
        }
        return true;
    }

    private static async Task RememberAsync(UnfurlHost service, string accountId)
    {
        var previews = service.Services.GetRequiredService<PreviewService>();
        foreach (var number in Enumerable.Range(First, Things))
        {
            Link.TryParse(LinkOf(number), out var link).ShouldBeTrue();
            var matched = previews.Match(link!).ShouldNotBeNull();
            await previews.ResolveAsync(accountId, matched, Cancellation);
            (await previews.ResolveAsync(accountId, matched, Cancellation)).Source.ShouldBe(CacheSource.Fresh);
        }
    }

    private static Task StopAsync<T>(UnfurlHost service)
        where T : IHostedService =>
        service.Services.GetServices<IHostedService>().OfType<T>().Single().StopAsync(Cancellation);
}
