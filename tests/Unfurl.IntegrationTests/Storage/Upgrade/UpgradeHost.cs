using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.Databases;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Storage.Upgrade;

/// <summary>The service in Production with two GitHub instances, one of which sends webhooks, and Notion.</summary>
internal sealed class UpgradeHost : IAsyncDisposable
{
    public const string ClientId = "notion";
    public const string ClientSecret = "client-secret-of-notion";
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

    private UnfurlHost _service = null!;
    private HttpClient _http = null!;

    public required TestDatabase Database { get; init; }

    public required GitHubDouble GitHub { get; init; }

    public required NotionDouble Notion { get; init; }

    public TestClock Clock { get; } = new();

    public Uri Url => _service.Url;

    // Resets GitHub, so that the tests of a class can share it. A null database is a file. Does not start the service.
    public static async Task<UpgradeHost> CreateAsync(GitHubDouble github, PostgresFixture? postgres)
    {
        await github.ResetAsync();
        return new()
        {
            Database = await TestDatabase.CreateAsync(postgres is null ? null : await postgres.GetAsync()),
            GitHub = github,
            Notion = await NotionDouble.StartAsync(),
        };
    }

    // The database is that of an earlier version at the moment when its process stopped.
    public static async Task<(UpgradeHost Host, UpgradeData Data)> UpgradeAsync(
        string version,
        GitHubDouble github,
        PostgresFixture? postgres
    )
    {
        var host = await CreateAsync(github, postgres);
        var (data, sql) = await UpgradeData.ReadAsync(version, DatabaseDump.KindOf(host.Database));
        await host.Database.ExecuteAsync(sql);
        await host.AcceptTokensAsync(data.GitHubTokens);
        await github.UseGitHubAppAsync();
        await host.ShowAsync(data.PullRequests);
        host.Notion.Takes = token => data.Connections.Any(it => it.NotionToken == token && !it.NeedsReconnect);
        host.Clock.Advance(data.StoppedAt - host.Clock.GetUtcNow());
        host.StartService(data.ClientId, data.ClientSecret);
        return (host, data);
    }

    public void StartService(string clientId = ClientId, string clientSecret = ClientSecret)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [Database.Setting.Key] = Database.Setting.Value,
            ["Unfurl:OAuth:ClientId"] = clientId,
            ["Unfurl:OAuth:ClientSecret"] = clientSecret,
            ["Unfurl:Notion:ClientId"] = "connection",
            ["Unfurl:Notion:ClientSecret"] = "connection-secret",
            ["Unfurl:Notion:ApiUrl"] = Notion.Url.AbsoluteUri,
            ["Unfurl:Providers:github:WebhookSecret"] = GitHubDelivery.Secret,
        };
        foreach (var (name, host) in new[] { ("github", "github.com"), ("enterprise", EnterpriseHost) })
        {
            settings[$"Unfurl:Providers:{name}:Type"] = "GitHub";
            settings[$"Unfurl:Providers:{name}:Host"] = host;
            foreach (var (key, value) in GitHub.Settings)
                settings[$"Unfurl:Providers:{name}:{key}"] = value;
        }
        _service = UnfurlHost.Start(settings, "Production", Clock, polls: true);
        _http = _service.CreateClient();
    }

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
        using var response = await _http.SendAsync(request);
        return await ReceivedResponse.ReadAsync(response);
    }

    public async Task DeliverAsync(GitHubDelivery delivery)
    {
        using var request = delivery.ToRequest("/webhooks/github");
        using var response = await _http.SendAsync(request);
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
        _http?.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
        await Notion.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static JsonNode RepositoryIn(string name, Func<JsonNode, bool> isIt) =>
        GitHubExamples
            .All.Where(example => example.Event == name)
            .Select(example => JsonNode.Parse(example.Json)!["repository"]!)
            .First(isIt);

    private Uri Tokens => new(GitHub.Url, "/_control/tokens");
}

/// <summary>A GitHub for the tests of a class, each of which resets it.</summary>
public sealed class SharedGitHub : IAsyncLifetime
{
    public GitHubDouble GitHub { get; private set; } = null!;

    public async ValueTask InitializeAsync() => GitHub = await GitHubDouble.StartAsync();

    public ValueTask DisposeAsync() => GitHub.DisposeAsync();
}
