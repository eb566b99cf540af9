using System.Diagnostics;
using System.Text.Json.Nodes;
using Unfurl.Benchmarks.WebPages;
using Unfurl.Testing;

namespace Unfurl.Benchmarks.Http;

/// <summary>The part of GitHub that a pull request's card needs, without delays. Every user is signed in.</summary>
internal sealed class ProviderDouble : IAsyncDisposable
{
    private const string TitleTag = "<title>";

    // Each page has a title of its own, as pages do.
    private static readonly string[] Page = MadePages.Article.Split(TitleTag, 2);

    private readonly WebApplication _app;
    private int _calls;

    private ProviderDouble(WebApplication app, Uri url)
    {
        (_app, Url) = (app, url);
        app.MapGet(
            "/login/oauth/authorize",
            (string redirect_uri, string state) =>
                Results.Redirect($"{redirect_uri}?code=code&state={Uri.EscapeDataString(state)}")
        );
        app.MapPost(
            "/login/oauth/access_token",
            () =>
                Results.Json(
                    new JsonObject
                    {
                        ["access_token"] = "gho_bench",
                        ["token_type"] = "bearer",
                        ["scope"] = "repo",
                    }
                )
        );
        app.MapGet("/user", () => Results.Json(new JsonObject { ["id"] = 1, ["login"] = "octocat" }));
        app.MapGet(
            "/news/{number}",
            (string number) => Results.Text($"{Page[0]}{TitleTag}{number}: {Page[1]}", "text/html")
        );
        app.MapPost(
            "/graphql",
            async (HttpContext context) =>
            {
                var start = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref _calls);
                using var reader = new StreamReader(context.Request.Body);
                LastQuery = await reader.ReadToEndAsync();
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay);
                LastCall = Stopwatch.GetElapsedTime(start);
                return Fails ? Results.StatusCode(502) : Results.Text(Respond(), "application/json");
            }
        );
    }

    public Uri Url { get; }

    public int Calls => _calls;

    public string LastQuery { get; private set; } = "";

    public TimeSpan LastCall { get; private set; }

    public TimeSpan Delay { get; set; }

    public bool Fails { get; set; }

    public string Title { get; set; } = "Amazing new feature";

    public static async Task<ProviderDouble> StartAsync()
    {
        var url = new Uri($"http://127.0.0.1:{Unfurl.Testing.Ports.Free()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.OriginalString);
        var provider = new ProviderDouble(builder.Build(), url);
        await provider._app.StartAsync();
        return provider;
    }

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        new Dictionary<string, string?>
        {
            ["Unfurl:Providers:github:Type"] = "GitHub",
            ["Unfurl:Providers:github:Host"] = "github.com",
            ["Unfurl:Providers:github:WebUrl"] = Url.OriginalString,
            ["Unfurl:Providers:github:ApiUrl"] = Url.OriginalString,
            ["Unfurl:Providers:github:GraphQLUrl"] = new Uri(Url, "/graphql").AbsoluteUri,
            ["Unfurl:Providers:github:ClientId"] = "bench",
            ["Unfurl:Providers:github:ClientSecret"] = "bench-secret",
        };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // 1.9 KB, like an average card; the baseline returns the same number of bytes.
    private string Respond() =>
        $$$$$$"""
            {"data":{"repository":{"databaseId":1296269,"nameWithOwner":"octocat/Hello-World","visibility":"PRIVATE",
            "issueOrPullRequest":{"__typename":"PullRequest","title":"{{{{{{Title}}}}}}","pullRequestState":"OPEN",
            "isDraft":false,"merged":false,"isInMergeQueue":false,
            "bodyHTML":"<p dir=\"auto\">Please pull these awesome changes in!</p>","bodyText":"Please pull these awesome changes in!",
            "createdAt":"2011-01-26T19:01:12Z","updatedAt":"2011-01-26T19:01:12Z",
            "author":{"login":"octocat","avatarUrl":"https://avatars.githubusercontent.com/u/583231?s=80"},
            "headRefOid":"6dcb09b5b57875f334f61aebed695e2e4193db5e","additions":100,"deletions":3,"changedFiles":5,
            "reviewDecision":"APPROVED","statusCheckRollup":{"state":"SUCCESS"}}}}}
            """;
}
