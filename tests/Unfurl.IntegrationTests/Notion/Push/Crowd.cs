using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Server.Notion.Push;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>People of several workspaces, each with an account of their own, who all see one pull request in a Notion that minds its limit.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int NotionsLimit = 3;

    private readonly SimulatorHost _notion;
    private readonly GitHubSender _sender;

    private Crowd(GitHubTestHost world, SimulatorHost notion, IReadOnlyList<NotionViewer> people) =>
        (Host, _notion, People, _sender) = (world, notion, people, new GitHubSender(world.Service, world.Database));

    public GitHubTestHost Host { get; }

    public IReadOnlyList<NotionViewer> People { get; }

    public static async Task<Crowd> StartAsync(PostgresFixture? postgres, int workspaces, int peopleInEach)
    {
        var clock = new TestClock();
        var notion = await SimulatorHost.StartAsync(clock);
        var world = await GitHubTestHost.StartAsync(
            postgres,
            more: [.. TestServers.Settings(notion), GitHubSender.Secret],
            clock: clock
        );
        notion.Configure(TestServers.Options(notion.BaseUrl, world.Service.Url) with { RateLimit = NotionsLimit });
        List<NotionViewer> people =
        [
            .. Enumerable
                .Range(0, workspaces * peopleInEach)
                .Select(i => new NotionViewer(
                    notion.Simulator,
                    $"person-{i}",
                    $"login-{i:d4}",
                    $"workspace-{i % workspaces}"
                )),
        ];
        var crowd = new Crowd(world, notion, people);
        await world.GitHub.AddUsersAsync(people.Select(person => person.Login));
        await Parallel.ForEachAsync(
            people.Select((person, i) => (person, i)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (next, _) =>
            {
                await next.person.ConnectAsync($"192.0.2.{next.i}");
                await next.person.PasteAsync(GitHubThings.PullRequest);
            }
        );
        return crowd;
    }

    /// <summary>The pull request changes.</summary>
    public Task ChangeAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });

    /// <summary>GitHub says so.</summary>
    public Task DeliverAsync() => _sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(GitHubThings.PullRequest));

    /// <summary>Lets time pass, unless somebody works: no call is late because the machine is busy.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        const string Claimed = "claimed_until IS NOT NULL";
        var database = Host.Database;
        if (
            await database.CountAsync($"due_refreshes WHERE {Claimed}") == 0
            && await database.CountAsync($"due_pushes WHERE {Claimed}") == 0
        )
            Host.Clock.Advance(time);
    }

    /// <summary>Lets time pass until nothing is due any more.</summary>
    public Task SettleAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                await AdvanceAsync(TimeSpan.FromMilliseconds(20));
                var database = Host.Database;
                // Workers look twice a second by themselves, which would hide a limit that lets a call through too early.
                Host.Service.Services.GetRequiredService<PushSignal>().Raise();
                return await database.CountAsync("due_refreshes") == 0 && await database.CountAsync("due_pushes") == 0;
            },
            "nothing is left to do",
            TimeSpan.FromMinutes(2)
        );

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Host.DisposeAsync();
        await _notion.DisposeAsync();
    }
}
