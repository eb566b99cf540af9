using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Server.Notion.Push;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>
/// Users of several workspaces, each with their own account, who all see one pull request, in a Notion with its rate
/// limit.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int NotionsLimit = 3;

    private readonly GitHubSender _sender;

    private Crowd(TestHost host, IReadOnlyList<NotionViewer> users) =>
        (Host, People, _sender) = (host, users, new GitHubSender(host.Service, host.Database));

    public TestHost Host { get; }

    public IReadOnlyList<NotionViewer> People { get; }

    public static async Task<Crowd> StartAsync(int workspaces, int usersPerWorkspace)
    {
        var host = await new TestHostBuilder()
            .WithGitHub()
            .WithNotion(options => options with { RateLimit = NotionsLimit })
            .With(TestSettings.WebhookSecret)
            .StartAsync();
        List<NotionViewer> users =
        [
            .. Enumerable
                .Range(0, workspaces * usersPerWorkspace)
                .Select(i => new NotionViewer(
                    host.Notion,
                    $"person-{i}",
                    $"login-{i:d4}",
                    $"workspace-{i % workspaces}"
                )),
        ];
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
        return new Crowd(host, users);
    }

    public Task ChangeAsync(string title) =>
        Host.GitHub.SetAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, new { title });

    public Task DeliverAsync() => _sender.SendAcceptedAsync(GitHubDelivery.OfPullRequest(GitHubThings.PullRequest));

    // Time passes only while no worker is busy, so a slow machine causes no late call.
    public async Task AdvanceAsync(TimeSpan time)
    {
        if (!await Host.Database.HasLeasedJobsAsync())
            Host.Clock.Advance(time);
    }

    // Workers poll twice a second, which would hide a limit that allows a call too early.
    public void Signal() => Host.Service.Services.GetRequiredService<PushSignal>().Raise();

    public Task SettleAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                await AdvanceAsync(TimeSpan.FromMilliseconds(5));
                Signal();
                return await Host.Database.HasNoJobsAsync();
            },
            "nothing is left to do",
            TimeSpan.FromMinutes(2)
        );

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Host.DisposeAsync();
    }
}
