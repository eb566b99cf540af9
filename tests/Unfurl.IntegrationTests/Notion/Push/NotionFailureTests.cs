using FsCheck.Fluent;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Notion fails in every way that it has, for everybody in another order, and then is well again.</summary>
public sealed class NotionFailureTests(PostgresFixture postgres)
{
    private const int People = 18;
    private const int Changes = 6;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Each_display_converges_and_previews_lost_by_Notion_are_untracked()
    {
        const int PullRequest = GitHubThings.PullRequest;
        await using var world = await ProcessTestHost.StartAsync(
            await postgres.GetAsync(),
            People,
            peopleInEach: 3,
            [PullRequest]
        );
        var chance = new Seed();
        foreach (var (person, i) in world.People.Select((person, i) => (person, i)))
            world.Notion.FailUpdates(person.User, Failures(chance, i));

        for (var change = 1; change <= Changes; change++)
        {
            await world.ChangeAsync(PullRequest, $"State {change}");
            await Eventually.TrueAsync(
                () => world.People.Sum(person => person.Updates.Count()) >= change * People / 2,
                "Notion was told of some"
            );
        }
        await world.SettleAsync(gone: WasLost);

        var lost = world.People.Where(WasLost).ToList();
        lost.Count.ShouldBe(People / 6);
        (await world.Database.CountAsync("tracked_previews")).ShouldBe(People - lost.Count);
        foreach (var person in lost)
            person.Updates.Last().Status.ShouldBe(404, person.User);
    }

    private static bool WasLost(NotionViewer person) => person.Updates.Any(update => update.Status == 404);

    /// <summary>The same for everybody in a third, in an order that chance gives; a sixth is told at last that there is no such preview.</summary>
    private static IEnumerable<NotionFault> Failures(Seed chance, int person)
    {
        NotionFault[] all =
        [
            new(500),
            new(401),
            new(429, Second),
            NotionFault.ConnectionReset,
            (person % 3) switch
            {
                0 => NotionFault.NoResponse,
                1 => new(529, Second),
                _ => new(503, Second),
            },
        ];
        var mixed = chance.Sample(Gen.Shuffle(all), person + 1)[person];
        return person % 6 == 5 ? mixed.Append(new NotionFault(404)) : mixed;
    }
}
