using FsCheck.Fluent;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Simulator;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Notion fails in every possible way, in another order for each user, and recovers.</summary>
[OnPostgres]
public sealed class NotionFailureTests
{
    private const int People = 18;
    private const int Changes = 6;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Each_display_converges_and_previews_lost_by_Notion_are_untracked()
    {
        const int PullRequest = GitHubThings.PullRequest;
        await using var host = await KillableService.StartAsync(People, usersPerWorkspace: 3, [PullRequest]);
        var seed = new Seed();
        foreach (var (user, i) in host.People.Select((user, i) => (user, i)))
            host.Notion.FailUpdates(user.User, Failures(seed, i));

        for (var change = 1; change <= Changes; change++)
        {
            await host.ChangeAsync(PullRequest, $"State {change}");
            await Eventually.TrueAsync(
                () => host.People.Sum(user => user.Updates.Count()) >= change * People / 2,
                "Notion was told of some"
            );
        }
        await host.SettleAsync(gone: WasLost);

        var lost = host.People.Where(WasLost).ToList();
        lost.Count.ShouldBe(People / 6);
        (await host.Database.CountAsync(Rows.Displays)).ShouldBe(People - lost.Count);
        foreach (var user in lost)
            user.Updates.Last().Status.ShouldBe(404, user.User);
    }

    private static bool WasLost(NotionViewer user) => user.Updates.Any(update => update.Status == 404);

    // One third of the users each get the same kinds of failures in a random order. For a sixth of the users the
    // preview no longer exists in the end.
    private static IEnumerable<NotionFault> Failures(Seed seed, int user)
    {
        NotionFault[] all =
        [
            new(500),
            new(401),
            new(429, Second),
            NotionFault.ConnectionReset,
            (user % 3) switch
            {
                0 => NotionFault.NoResponse,
                1 => new(529, Second),
                _ => new(503, Second),
            },
        ];
        var mixed = seed.Sample(Gen.Shuffle(all), user + 1)[user];
        return user % 6 == 5 ? mixed.Append(new NotionFault(404)) : mixed;
    }
}
