using FsCheck.Fluent;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>An accepted delivery reaches Notion even if the process is killed at any moment before.</summary>
[OnEachDatabase]
public sealed class KilledServiceTests
{
    private const int Kills = 6;
    private const int People = 4;
    private const int FirstPullRequest = 100;

    // More changes per workspace than Notion's limit, so that every kill interrupts some.
    private const int ChangesAtOnce = 4;

    // The kill happens at most this many milliseconds after the last accepted delivery.
    private const int LatestMoment = 900;

    [Fact]
    public async Task Every_accepted_delivery_is_pushed_once_or_twice()
    {
        var pullRequests = Enumerable.Range(FirstPullRequest, Kills * ChangesAtOnce).ToList();
        await using var host = await KillableService.StartAsync(People, usersPerWorkspace: 1, pullRequests);
        var moments = new Seed().Sample(Gen.Choose(0, LatestMoment), Kills);

        foreach (var (changed, moment) in pullRequests.Chunk(ChangesAtOnce).Zip(moments))
        {
            await Task.WhenAll(changed.Select(number => host.ChangeAsync(number, $"State {number}")));
            // Not a wait for a condition: the test is about the random moment.
            await Task.Delay(TimeSpan.FromMilliseconds(moment), TimeProvider.System);
            await host.KillServiceAsync();
        }
        await host.SettleAsync();

        foreach (var user in host.People)
        foreach (var number in pullRequests)
            user.TitlesPushed(number).Count().ShouldBeInRange(1, 2, $"{user.User}, #{number}");
    }
}
