using System.Net;
using Unfurl.IntegrationTests.Contract;
using Unfurl.IntegrationTests.Notion.Push;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;
using Unfurl.Testing.Postgres;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>
/// The built service as a process that can be killed, a GitHub, a Notion with its rate limit, and users who see pull
/// requests there.
/// </summary>
internal sealed class ProcessTestHost : IAsyncDisposable
{
    // Leases of killed processes have to expire, and the machine may be busy.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Logins = [GitHubUsers.Codertocat, GitHubUsers.Octocat, GitHubUsers.Monalisa];

    private readonly GitHubDouble _github;
    private readonly SimulatorHost _notion;
    private readonly Dictionary<string, string?> _settings;
    private readonly int _port = Ports.Free();
    private readonly Dictionary<int, string> _titles = [];
    private ServiceProcess _service;
    private HttpClient _http;

    private ProcessTestHost(GitHubDouble github, SimulatorHost notion, TestDatabase database)
    {
        (_github, _notion, Database) = (github, notion, database);
        var url = new Uri($"http://127.0.0.1:{_port}");
        var options = TestServers.Options(notion.BaseUrl, url) with { RateLimit = 3 };
        notion.Configure(options);
        _settings = TestServers.Settings(notion);
        foreach (var (key, value) in GitHubTestHost.Settings("github", "github.com", github))
            _settings[key] = value;
        _settings["Unfurl:PublicUrl"] = url.OriginalString;
        _settings["Unfurl:OAuth:RedirectUris:0"] = options.RedirectUri.AbsoluteUri;
        _settings[GitHubSender.Secret.Key] = GitHubSender.Secret.Value;
        _settings[database.Setting.Key] = database.Setting.Value;
        (_service, _http) = Launch();
    }

    public ServiceProcess Service => _service;

    public TestDatabase Database { get; }

    public NotionSimulator Notion => _notion.Simulator;

    public IReadOnlyList<NotionViewer> People { get; private set; } = [];

    // A null database is a file. "pullRequests" are the numbers that each user sees.
    public static async Task<ProcessTestHost> StartAsync(
        PostgresServer? postgres,
        int users,
        int usersPerWorkspace,
        IReadOnlyList<int> pullRequests
    )
    {
        var host = new ProcessTestHost(
            await GitHubDouble.StartAsync(),
            await SimulatorHost.StartAsync(),
            await TestDatabase.CreateAsync(postgres)
        );
        foreach (var number in pullRequests.Where(number => number != GitHubThings.PullRequest))
            await host._github.CopyAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, number);
        await host._service.WaitUntilListeningAsync();
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
        await _github.SetAsync(GitHubThings.PublicRepository, pullRequest, new { title });
        var delivery = GitHubDelivery.OfPullRequest(pullRequest);
        await Eventually.TrueAsync(
            async () => await SendAsync(delivery) == HttpStatusCode.Accepted,
            "the delivery is taken",
            Limit
        );
    }

    public async Task<HttpStatusCode> SendAsync(GitHubDelivery delivery)
    {
        using var request = delivery.ToRequest(GitHubSender.Path);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    // SIGKILL: the process cannot prepare for it.
    public async Task KillServiceAsync()
    {
        await StopServiceAsync();
        (_service, _http) = Launch();
        await _service.WaitUntilListeningAsync();
    }

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
        await Eventually.TrueAsync(
            async () => await Database.CountAsync("due_refreshes") == 0 && await Database.CountAsync("due_pushes") == 0,
            "nothing is left to do",
            Limit
        );
    }

    public async ValueTask DisposeAsync()
    {
        await StopServiceAsync();
        await _github.DisposeAsync();
        await _notion.DisposeAsync();
        await Database.DisposeAsync();
    }

    private (ServiceProcess Service, HttpClient Http) Launch()
    {
        var service = ServiceProcess.Start(_settings, port: _port, through: ServiceProcess.WithLimitedFiles);
        return (service, service.CreateClient());
    }

    private async Task StopServiceAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }
}
