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

/// <summary>
/// Users of several workspaces, each with their own account, who all see one pull request, in a Notion with its rate
/// limit.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int NotionsLimit = 3;

    private readonly SimulatorHost _notion;
    private readonly GitHubSender _sender;

    private Crowd(GitHubTestHost host, SimulatorHost notion, IReadOnlyList<NotionViewer> users) =>
        (Host, _notion, People, _sender) = (host, notion, users, new GitHubSender(host.Service, host.Database));

    public GitHubTestHost Host { get; }

    public IReadOnlyList<NotionViewer> People { get; }

    public static async Task<Crowd> StartAsync(PostgresFixture? postgres, int workspaces, int usersPerWorkspace)
    {
        var clock = new TestClock();
        var notion = await SimulatorHost.StartAsync(clock);
        var host = await GitHubTestHost.StartAsync(
            postgres,
            more: [.. TestServers.Settings(notion), GitHubSender.Secret],
            clock: clock
        );
        notion.Configure(TestServers.Options(notion.BaseUrl, host.Service.Url) with { RateLimit = NotionsLimit });
        List<NotionViewer> users =
        [
            .. Enumerable
                .Range(0, workspaces * usersPerWorkspace)
                .Select(i => new NotionViewer(
                    notion.Simulator,
                    $"person-{i}",
                    $"login-{i:d4}",
                    $"workspace-{i % workspaces}"
                )),
        ];
        var crowd = new Crowd(host, notion, users);
        await host.GitHub.AddUsersAsync(users.Select(user => user.Login));
        await Parallel.ForEachAsync(
            users.Select((user, i) => (user, i)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (next, _) =>
            {
                await next.user.ConnectAsync($"192.0.2.{next.i}");
                await next.user.PasteAsync(GitHubThings.PullRequest);
            }
        );
        return crowd;
    }

    public Task ChangeAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });

    public Task DeliverAsync() => _sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(GitHubThings.PullRequest));

    // Time passes only while no worker is busy, so a slow machine causes no late call.
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

    public Task SettleAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                await AdvanceAsync(TimeSpan.FromMilliseconds(20));
                var database = Host.Database;
                // Workers poll twice a second, which would hide a limit that allows a call too early.
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
