using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>
/// The built service as a process that can be killed, a GitHub, a Notion with its rate limit, and users who see pull
/// requests there.
/// </summary>
internal sealed class KillableService : IAsyncDisposable
{
    // Leases of killed processes have to expire, and the machine may be busy.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Logins = [GitHubUsers.Codertocat, GitHubUsers.Octocat, GitHubUsers.Monalisa];

    private readonly Dictionary<int, string> _titles = [];
    private readonly TestHost _host;

    private KillableService(TestHost host) => _host = host;

    public ServiceProcess Service => _host.Process;

    public TestDatabase Database => _host.Database;

    public NotionSimulator Notion => _host.Notion;

    public IReadOnlyList<NotionViewer> People { get; private set; } = [];

    // "pullRequests" are the numbers that each user sees. A null database is that of the test's class.
    public static async Task<KillableService> StartAsync(
        int users,
        int usersPerWorkspace,
        IReadOnlyList<int> pullRequests,
        TestDatabase? database = null
    )
    {
        var builder = new TestHostBuilder()
            .WithGitHub()
            .WithNotion(options => options with { RateLimit = 3 })
            .With(TestSettings.WebhookSecret)
            .AsProcess(ServiceProcess.WithLimitedFiles);
        var host = new KillableService(
            await (database is null ? builder : builder.WithDatabase(database)).StartAsync()
        );
        foreach (var number in pullRequests.Where(number => number != GitHubThings.PullRequest))
            await host._host.GitHub.CopyAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, number);
        host.People =
        [
            .. Enumerable
                .Range(0, users)
                .Select(i => new NotionViewer(
                    host.Notion,
                    $"person-{i}",
                    Logins[i % Logins.Length],
                    $"workspace-{i / usersPerWorkspace}"
                )),
        ];
        await Task.WhenAll(
            host.People.Select(async user =>
            {
                await user.ConnectAsync("192.0.2.1");
                foreach (var number in pullRequests)
                    await user.PasteAsync(number);
            })
        );
        return host;
    }

    // GitHub repeats the delivery until it is acknowledged.
    public async Task ChangeAsync(int pullRequest, string title)
    {
        _titles[pullRequest] = title;
        await _host.GitHub.SetAsync(GitHubThings.PublicRepository, pullRequest, new { title });
        var delivery = GitHubDelivery.OfPullRequest(pullRequest);
        await Eventually.TrueAsync(
            async () => await SendAsync(delivery) == HttpStatusCode.Accepted,
            "the delivery is taken",
            Limit
        );
    }

    public async Task<HttpStatusCode> SendAsync(GitHubDelivery delivery)
    {
        using var http = Service.CreateClient();
        using var request = delivery.ToRequest(GitHubSender.Path);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    // SIGKILL: the process cannot prepare for it.
    public Task KillServiceAsync() => _host.RestartServiceAsync();

    // Waits until each tracked preview shows its pull request's state and no job is queued. "gone" selects users whose
    // preview was removed.
    public async Task SettleAsync(Func<NotionViewer, bool>? gone = null)
    {
        await Eventually.TrueAsync(
            () =>
                People
                    .Where(user => gone?.Invoke(user) != true)
                    .All(user => _titles.All(title => user.Title(title.Key) == title.Value)),
            "each preview shows the latest state",
            Limit
        );
        await Eventually.TrueAsync(Database.HasNoJobsAsync, "nothing is left to do", Limit);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
