using FsCheck.Fluent;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Notion.Push;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>What GitHub was told is taken reaches Notion, also when the process is killed at any moment before.</summary>
public abstract class KilledServiceTests(PostgresFixture? postgres)
{
    private const int Kills = 10;
    private const int People = 4;
    private const int FirstPullRequest = 100;

    /// <summary>More of them for each workspace than Notion takes at once: no kill comes too late for all.</summary>
    private const int ChangesAtOnce = 4;

    /// <summary>When the process is killed after the last delivery was taken, in milliseconds.</summary>
    private const int LatestMoment = 900;

    [Fact]
    public async Task Every_accepted_delivery_is_pushed_once_or_twice()
    {
        var pullRequests = Enumerable.Range(FirstPullRequest, Kills * ChangesAtOnce).ToList();
        await using var world = await ProcessTestHost.StartAsync(
            postgres is null ? null : await postgres.GetAsync(),
            People,
            peopleInEach: 1,
            pullRequests
        );
        var moments = new Seed().Sample(Gen.Choose(0, LatestMoment), Kills);

        foreach (var (changed, moment) in pullRequests.Chunk(ChangesAtOnce).Zip(moments))
        {
            await Task.WhenAll(changed.Select(number => world.ChangeAsync(number, $"State {number}")));
            // Not a wait for something: the moment is what the test is about.
            await Task.Delay(TimeSpan.FromMilliseconds(moment), TimeProvider.System);
            await world.KillServiceAsync();
        }
        await world.SettleAsync();

        foreach (var person in world.People)
        foreach (var number in pullRequests)
            person.TitlesPushed(number).Count().ShouldBeInRange(1, 2, $"{person.User}, #{number}");
    }

    public sealed class OnSqlite() : KilledServiceTests(null);

    public sealed class OnPostgres(PostgresFixture postgres) : KilledServiceTests(postgres);
}
