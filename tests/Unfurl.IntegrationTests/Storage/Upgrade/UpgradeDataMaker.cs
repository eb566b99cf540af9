using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Notion.Databases;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.Enrich;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Server.Notion.Enrich.PublicConnection;
using Unfurl.Server.Notion.Enrich.Rows;
using static Unfurl.Testing.GitHub.GitHubThings;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>
/// Fills a database through the service's endpoints and workers until each table has rows, and stops in the middle of
/// the work. The service is not shut down, so the database is that of a killed process.
/// </summary>
internal sealed class UpgradeDataMaker(UpgradeHost host) : IDisposable
{
    private const string Harbour = "Harbour";
    private const string Lighthouse = "Lighthouse";
    private const string Pier = "Pier";

    // The outcomes of a change of these pull requests, all shown in the same workspace.
    private const int New = 3;
    private const int Unchanged = 4;
    private const int Failed = 5;
    private const int Asked = 6;
    private const int Told = 7;
    private const int Rejected = 8;
    private const int Unavailable = 9;
    private const int Waiting = 10;

    private readonly Dictionary<string, TestBrowser> _browsers = new(StringComparer.Ordinal);
    private readonly List<StoredConnection> _connections = [];
    private readonly List<string> _deliveries = [];
    private readonly Dictionary<int, string> _pullRequests = Enumerable
        .Range(PullRequest, Waiting - PullRequest + 1)
        .ToDictionary(number => number, number => $"Pull request {number}");

    public async Task<(UpgradeData Data, string Sql)> MakeAsync()
    {
        await host.ShowAsync(_pullRequests);
        await host.StartServiceAsync();
        await ConnectEverybodyAsync();
        await EnrichAsync();
        await PollAsync();
        await LosePierAsync();
        await ChangeWhatNotionIsToldAsync();
        var code = await AllowAsync(Codertocat, "Lock");
        var consent = await StartAsync(Codertocat, "Ferry");
        await ChangeWhatGitHubIsAskedAsync();

        var data = new UpgradeData
        {
            StoppedAt = host.Clock.GetUtcNow(),
            ClientId = TestSettings.ClientId,
            ClientSecret = TestSettings.ClientSecret,
            RedirectUri = UpgradeHost.RedirectUri,
            GitHubTokens = await host.TokensOfGitHubAsync(),
            PullRequests = _pullRequests,
            Connections = _connections,
            Browser = new(Codertocat, BrowserOf(Codertocat).Cookies, consent.Address.PathAndQuery),
            Code = code,
            Deliveries = _deliveries,
            Due = [Update(New), Update(Failed), Stored(Unavailable), Stored(Waiting)],
            Leased = [Update(Asked), Stored(Told)],
            Stuck = [Stored(Rejected), Stored(PullRequest, Pier)],
            Rows = await DatabaseDump.RowsAsync(host.Database),
        };
        return (data, await DatabaseDump.OfAsync(host.Database));
    }

    public void Dispose()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
    }

    private async Task ConnectEverybodyAsync()
    {
        // A GitHub App's token is valid for eight hours, like the service's: both have expired then, the refresh tokens
        // have not.
        await host.GitHub.UseGitHubAppAsync();
        await ConnectAsync(Octocat, Harbour, $"https://github.com/{PopularRepository}");
        _connections[0] = _connections[0] with { HasExpired = true };
        await host.GitHub.UseGitHubAppAsync(false);
        host.Clock.Advance(TimeSpan.FromHours(9));

        await ConnectAsync(
            Codertocat,
            Harbour,
            Uri(PullRequest),
            $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}",
            $"https://github.com/{PublicRepository}/issues/{Issue}"
        );
        await AddEnterpriseAsync();
        await ConnectAsync(Codertocat, Lighthouse, [.. Enumerable.Range(New, Waiting - New + 1).Select(Uri)]);
        await ConnectAsync(Codertocat, Pier, Uri(PullRequest));
        await ConnectAsync(Monalisa, Harbour, Uri(PullRequest));
        await LoseCredentialAsync();
    }

    private async Task AddEnterpriseAsync()
    {
        var page = await BrowserOf(Codertocat)
            .OpenAsync(new Uri(host.Url, "/signin/enterprise?return_url=/connections&add=true"));
        page.Address.AbsolutePath.ShouldBe("/connections");
        var uri = $"https://{UpgradeHost.EnterpriseHost}/{PublicRepository}/pull/{PullRequest}";
        var connection = _connections[^1];
        (await host.UnfurlAsync(connection.AccessToken, uri)).Body.ShouldContain("\"attributes\"");
        _connections[^1] = connection with { Links = [.. connection.Links, uri] };
    }

    // GitHub rejects the token, and the service detects it.
    private async Task LoseCredentialAsync()
    {
        await host.GitHub.RevokeAsync(Monalisa);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var connection = _connections[^1];
        var received = await host.UnfurlAsync(connection.AccessToken, connection.Links[0]);
        received.Body.ShouldContain("\"status\":401");
        _connections[^1] = connection with { NeedsSignIn = true };
    }

    // GitHub Enterprise has no webhooks here and is polled.
    private async Task PollAsync()
    {
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await host.UntilAsync(
            async () =>
                await host.Database.CountAsync(Rows.Polls) == 1 && await host.Database.CountAsync(Rows.Refreshes) == 0,
            "GitHub Enterprise is polled"
        );
    }

    // With a row that is right, of a connection that is no longer configured.
    private async Task EnrichAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var mapping = new Mapping
        {
            DataSourceId = "source",
            LinkColumnId = "link",
            LinkColumnType = "url",
        };
        var enrichments = host.Services.GetRequiredService<EnrichmentRepository>();
        await enrichments.SaveAsync(
            "rows",
            "acme",
            account: null,
            new(mapping, [new("github", "/acme")]),
            cancellation
        );
        var enrichment = (await enrichments.ListAsync(cancellation)).Single();
        await host
            .Services.GetRequiredService<RowRepository>()
            .MeetAsync(enrichment, [("page", Uri(PullRequest), IsRight: true)], walk: 1, cancellation);
        await host
            .Services.GetRequiredService<CallBudget>()
            .ClaimAsync(new("acme", new Secret("token"), callsPerMinute: 180), false, cancellation);
        await host.Services.GetRequiredService<SubscriptionRepository>().OpenAsync("acme", cancellation);
        await host
            .Services.GetRequiredService<AuthorizationRepository>()
            .SaveAsync(
                enrichment.AccountId,
                new()
                {
                    AccessToken = new("token"),
                    WorkspaceId = Harbour,
                    BotId = "bot",
                },
                cancellation
            );
    }

    // Notion rejects the token of one grant: a change reaches only one of two workspaces.
    private async Task LosePierAsync()
    {
        host.Notion.Takes = token => token != NotionDouble.TokenOf(Codertocat, Pier);
        await ChangeAsync(PullRequest);
        await CountedAsync("grants WHERE needs_reconnect = 1", 1);
        await CountedAsync("jobs WHERE kind = 'refresh'", 0);
        await CountedAsync("jobs WHERE kind = 'push'", 1);
        var index = _connections.FindIndex(it => it.Workspace == Pier);
        _connections[index] = _connections[index] with { NeedsReconnect = true };
    }

    private async Task ChangeWhatNotionIsToldAsync()
    {
        host.Notion.AnswerTo = uri =>
            uri == Uri(Rejected) ? HttpStatusCode.BadRequest
            : uri == Uri(Unavailable) ? HttpStatusCode.ServiceUnavailable
            : uri == Uri(Told) ? null
            : HttpStatusCode.OK;
        await ChangeAsync(Rejected);
        await CountedAsync("jobs WHERE kind = \'push\' AND is_stopped = 1", 1);
        // Notion accepts three calls per second.
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await ChangeAsync(Told);
        await CountedAsync("jobs WHERE kind = \'push\' AND leased_until IS NOT NULL", 1);
        await ChangeAsync(Unavailable);
        await CountedAsync("jobs WHERE kind = \'push\' AND attempts = 1 AND leased_until IS NULL", 1);
        // Notion requested a wait of one second.
        await ChangeAsync(Waiting);
        await CountedAsync("jobs WHERE kind = 'push'", 5);
        await CountedAsync("jobs WHERE kind = 'refresh'", 0);
    }

    private async Task ChangeWhatGitHubIsAskedAsync()
    {
        await host.GitHub.FailAsync("bad-gateway", times: 1000, path: "graphql");
        await ChangeAsync(Failed);
        await CountedAsync("jobs WHERE kind = \'refresh\' AND attempts = 1 AND leased_until IS NULL", 1);
        await host.GitHub.HealAsync();
        await host.GitHub.HoldAsync();
        await ChangeAsync(Asked);
        await CountedAsync("jobs WHERE kind = \'refresh\' AND leased_until IS NOT NULL", 1);
        await ChangeAsync(New, isDue: false);
    }

    private async Task ConnectAsync(string login, string workspace, params string[] links)
    {
        var received = await host.SendAsync(
            HttpMethod.Post,
            "/notion/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = await AllowAsync(login, workspace),
                    ["redirect_uri"] = UpgradeHost.RedirectUri,
                    ["client_id"] = TestSettings.ClientId,
                    ["client_secret"] = TestSettings.ClientSecret,
                }
            )
        );
        var tokens = Tokens.From(received);
        foreach (var link in links)
            (await host.UnfurlAsync(tokens.AccessToken, link)).Body.ShouldContain("\"attributes\"");
        _connections.Add(
            new StoredConnection(
                login,
                workspace,
                tokens.AccessToken,
                HasExpired: false,
                tokens.RefreshToken,
                NotionDouble.TokenOf(login, workspace),
                NeedsSignIn: false,
                NeedsReconnect: false,
                links
            )
        );
    }

    // Ends when Notion has the service's code.
    private async Task<string> AllowAsync(string login, string workspace) =>
        UpgradeHost.CodeIn(await BrowserOf(login).PressAsync(await StartAsync(login, workspace), "Allow"));

    // Ends at the consent page.
    private async Task<Visit> StartAsync(string login, string workspace)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = TestSettings.ClientId,
            ["redirect_uri"] = UpgradeHost.RedirectUri,
            ["response_type"] = "code",
            ["state"] = "state",
            ["code"] = NotionDouble.CodeOf(login, workspace),
        };
        var address = new Uri(host.Url, "/notion/authorize").AbsoluteUri;
        var browser = BrowserOf(login);
        var page = await browser.OpenAsync(new Uri(QueryHelpers.AddQueryString(address, query)));
        if (!page.Text.Contains("Sign in with github.com", StringComparison.Ordinal))
            return page;
        page = await browser.FollowAsync(page, "Sign in with github.com");
        return await browser.FollowAsync(page, $"Continue as {login}");
    }

    private async Task ChangeAsync(int number, bool isDue = true)
    {
        _pullRequests[number] = $"Pull request {number}, changed";
        await host.SetTitleAsync(number, _pullRequests[number]);
        var id = $"00000000-0000-4000-a000-{_deliveries.Count + 1:x12}";
        await host.DeliverAsync(GitHubDelivery.OfPullRequest(number) with { Id = id });
        _deliveries.Add(id);
        // Changes are collected for a fifth of a second.
        if (isDue)
            host.Clock.Advance(TimeSpan.FromMilliseconds(200));
    }

    private StoredUpdate Stored(int number, string workspace = Lighthouse) =>
        Update(number, workspace) with
        {
            IsStored = true,
        };

    private StoredUpdate Update(int number, string workspace = Lighthouse) =>
        new(NotionDouble.TokenOf(Codertocat, workspace), Uri(number), _pullRequests[number]);

    // Waits without advancing the clock.
    private Task CountedAsync(string rows, long count) =>
        Eventually.TrueAsync(
            async () => await host.Database.CountAsync(new Rows(rows)) == count,
            $"there are {count} of {rows}"
        );

    private TestBrowser BrowserOf(string login) =>
        _browsers.TryGetValue(login, out var browser) ? browser : _browsers[login] = new TestBrowser();

    private static string Uri(int pullRequest) => $"https://github.com/{PublicRepository}/pull/{pullRequest}";
}
