using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>The service in Production with two GitHub instances, one of which sends webhooks, and Notion.</summary>
internal sealed class UpgradeHost : IAsyncDisposable
{
    public const string RedirectUri = "https://www.notion.so/externalintegrationauthcallback";
    public const string EnterpriseHost = "github.acme.example";

    // The factor by which time passes faster than outside.
    private const int Pace = 3;

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(15);

    private static readonly JsonNode[] Repositories =
    [
        RepositoryIn("pull_request", _ => true),
        RepositoryIn("check_run", repository => (string?)repository["name"] == "electron"),
        RepositoryIn("pull_request_review_thread", repository => (bool)repository["private"]!),
    ];

    private readonly TestHost _host;
    private readonly Lazy<HttpClient> _http;

    private UpgradeHost(TestHost host, NotionDouble notion) =>
        (_host, Notion, _http) = (host, notion, new(() => host.Service.CreateClient()));

    public NotionDouble Notion { get; }

    public TestDatabase Database => _host.Database;

    public GitHubDouble GitHub => _host.GitHub;

    public TestClock Clock => _host.Clock;

    public Uri Url => _host.Url;

    public IServiceProvider Services => _host.Service.Services;

    // Does not start the service.
    public static async Task<UpgradeHost> PrepareAsync()
    {
        var notion = await NotionDouble.StartAsync();
        var host = await new TestHostBuilder()
            .WithDatabase(await TestDatabase.CreateEmptyAsync())
            .WithGitHub()
            .With(TestSettings.Notion(notion.Url))
            .With(TestSettings.WebhookSecret)
            .WithPolling()
            .In("Production")
            .PrepareAsync();
        return new UpgradeHost(host, notion);
    }

    // The database is that of an earlier version at the moment when its process stopped.
    public static async Task<(UpgradeHost Host, UpgradeData Data)> UpgradeAsync(string version)
    {
        var host = await PrepareAsync();
        var (data, sql) = await UpgradeData.ReadAsync(version, DatabaseDump.KindOf(host.Database));
        await host.Database.ExecuteAsync(sql);
        await host.AcceptTokensAsync(data.GitHubTokens);
        await host.GitHub.UseGitHubAppAsync();
        await host.ShowAsync(data.PullRequests);
        host.Notion.Takes = token => data.Connections.Any(it => it.NotionToken == token && !it.NeedsReconnect);
        host.Clock.Advance(data.StoppedAt - host.Clock.GetUtcNow());
        await host.StartServiceAsync(data.ClientId, data.ClientSecret);
        return (host, data);
    }

    public Task StartServiceAsync(
        string clientId = TestSettings.ClientId,
        string clientSecret = TestSettings.ClientSecret
    ) =>
        _host.StartServiceAsync([
            .. TestSettings.GitHub(GitHub, "enterprise", EnterpriseHost),
            new("Unfurl:OAuth:ClientId", clientId),
            new("Unfurl:OAuth:ClientSecret", clientSecret),
        ]);

    public Task<ReceivedResponse> UnfurlAsync(string accessToken, string uri) =>
        SendAsync(HttpMethod.Post, "/unfurl", JsonContent.Create(new { uri }), accessToken);

    public Task<ReceivedResponse> TokenAsync(UpgradeData data, params (string Name, string Value)[] fields) =>
        SendAsync(
            HttpMethod.Post,
            "/notion/token",
            new FormUrlEncodedContent(
                fields
                    .Append(("client_id", data.ClientId))
                    .Append(("client_secret", data.ClientSecret))
                    .Select(field => KeyValuePair.Create(field.Item1, field.Item2))
            )
        );

    public async Task<ReceivedResponse> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var response = await _http.Value.SendAsync(request);
        return await ReceivedResponse.ReadAsync(response);
    }

    public async Task DeliverAsync(GitHubDelivery delivery)
    {
        using var request = delivery.ToRequest("/webhooks/github");
        using var response = await _http.Value.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(202);
    }

    // One delivery per repository, so that every preview is refreshed.
    public async Task DeliverEverythingAsync()
    {
        foreach (var repository in Repositories)
        {
            var body = new JsonObject { ["repository"] = repository.DeepClone() };
            // Must not be the id of a stored delivery.
            var id = $"00000000-0000-4000-9000-{(long)repository["id"]!:x12}";
            await DeliverAsync(new GitHubDelivery("public", body.ToJsonString()) { Id = id });
        }
    }

    public async Task ShowAsync(IEnumerable<KeyValuePair<int, string>> pullRequests)
    {
        foreach (var (number, title) in pullRequests)
        {
            if (number != GitHubThings.PullRequest)
                await GitHub.CopyAsync(GitHubThings.PublicRepository, GitHubThings.PullRequest, number);
            await SetTitleAsync(number, title);
        }
    }

    public Task SetTitleAsync(int pullRequest, string title) =>
        GitHub.SetAsync(GitHubThings.PublicRepository, pullRequest, new { title });

    public async Task<JsonElement> TokensOfGitHubAsync()
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(Tokens);
    }

    // The tokens were issued in another run.
    public async Task AcceptTokensAsync(JsonElement tokens)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(Tokens, tokens);
        response.EnsureSuccessStatusCode();
    }

    // Time passes faster than outside, but slowly enough that a busy machine does not look like a silent provider.
    // "again" is the delay of a retry that takes longer than seconds.
    public Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan again = default)
    {
        var (last, waited) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero);
        return Eventually.TrueAsync(
            async () =>
            {
                if (await condition())
                    return true;
                var now = TimeProvider.System.GetTimestamp();
                var step = TimeProvider.System.GetElapsedTime(last, now) * Pace;
                (last, waited) = (now, waited + step);
                Clock.Advance(step);
                if (again > TimeSpan.Zero && waited > LongEnough)
                {
                    waited = TimeSpan.Zero;
                    Clock.Advance(again);
                }
                return false;
            },
            what
        );
    }

    public Task UntilAsync(Func<bool> condition, string what, TimeSpan again = default) =>
        UntilAsync(() => Task.FromResult(condition()), what, again);

    // The response is a redirect to Notion, or a page with a link to it.
    public static string CodeIn(Visit received)
    {
        var address =
            received.RawLocation
            ?? received
                .Page.QuerySelectorAll("a")
                .Select(link => link.GetAttribute("href"))
                .First(href => href?.StartsWith(RedirectUri, StringComparison.Ordinal) == true)!;
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(address).Query)["code"].ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
        await _host.DisposeAsync();
        await Notion.DisposeAsync();
    }

    private static JsonNode RepositoryIn(string name, Func<JsonNode, bool> isIt) =>
        GitHubExamples
            .All.Where(example => example.Event == name)
            .Select(example => JsonNode.Parse(example.Json)!["repository"]!)
            .First(isIt);

    private Uri Tokens => new(GitHub.Url, "/_control/tokens");
}
