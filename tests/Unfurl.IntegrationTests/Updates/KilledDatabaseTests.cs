using System.Net;
using FsCheck.Fluent;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Testing.GitHub;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>PostgreSQL is killed while changes are on their way, and comes back.</summary>
public sealed class KilledDatabaseTests
{
    private const int Kills = 3;
    private const int People = 4;
    private const int FirstPullRequest = 100;
    private const int ChangesAtOnce = 4;
    private const int LatestMoment = 900;

    [Fact]
    public async Task What_was_taken_before_reaches_Notion_and_what_comes_meanwhile_is_not_taken()
    {
        await using var server = await PostgresServer.StartAsync();
        var pullRequests = Enumerable.Range(FirstPullRequest, Kills * ChangesAtOnce).ToList();
        await using var world = await LiveWorld.StartAsync(server, People, peopleInEach: 1, pullRequests);
        var moments = new Chance().Draw(Gen.Choose(0, LatestMoment), Kills);

        foreach (var (changed, moment) in pullRequests.Chunk(ChangesAtOnce).Zip(moments))
        {
            await Task.WhenAll(changed.Select(number => world.ChangeAsync(number, $"State {number}")));
            // Not a wait for something: the moment is what the test is about.
            await Task.Delay(TimeSpan.FromMilliseconds(moment), TimeProvider.System);
            await server.StopAsync();
            var meanwhile = await world.SendAsync(GitHubDelivery.OfPullRequest(changed[0]));
            await server.StartAgainAsync();

            meanwhile.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        await world.SettleAsync();

        foreach (var person in world.People)
        foreach (var number in pullRequests)
            person.TitlesPushed(number).Count().ShouldBeInRange(1, 2, $"{person.User}, #{number}");
    }
}
