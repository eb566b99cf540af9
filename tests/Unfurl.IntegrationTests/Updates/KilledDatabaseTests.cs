using FsCheck.Fluent;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

public sealed class KilledDatabaseTests
{
    private const int Kills = 3;
    private const int People = 4;
    private const int FirstPullRequest = 100;
    private const int ChangesAtOnce = 4;
    private const int LatestMoment = 900;

    [Fact]
    public async Task Accepted_deliveries_reach_Notion_and_deliveries_during_the_outage_are_rejected()
    {
        await using var server = await PostgresServer.StartAsync();
        var pullRequests = Enumerable.Range(FirstPullRequest, Kills * ChangesAtOnce).ToList();
        await using var host = await KillableService.StartAsync(
            People,
            usersPerWorkspace: 1,
            pullRequests,
            await TestDatabase.CreateAsync(server)
        );
        var moments = new Seed().Sample(Gen.Choose(0, LatestMoment), Kills);

        foreach (var (changed, moment) in pullRequests.Chunk(ChangesAtOnce).Zip(moments))
        {
            await Task.WhenAll(changed.Select(number => host.ChangeAsync(number, $"State {number}")));
            // Not a wait for a condition: the test is about the random moment.
            await Task.Delay(TimeSpan.FromMilliseconds(moment), TimeProvider.System);
            await server.StopAsync();
            var during = await host.SendAsync(GitHubDelivery.OfPullRequest(changed[0]));
            await server.StartAgainAsync();

            during.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        await host.SettleAsync();

        foreach (var user in host.People)
        foreach (var number in pullRequests)
            user.TitlesPushed(number).Count().ShouldBeInRange(1, 2, $"{user.User}, #{number}");
    }
}
