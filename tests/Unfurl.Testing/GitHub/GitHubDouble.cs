using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Testing.GitHub;

/// <summary>
/// A GitHub on loopback: its published schema over its published example payloads, OAuth, and controls for its data and
/// its failures. <c>tests/github-double/README.md</c> describes it.
/// </summary>
public sealed class GitHubDouble : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    // One process serves them all, and ends with this one: building the schema takes a second of its own.
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static Process? _process;

    private readonly HttpClient _control;

    private GitHubDouble(Greeting greeting)
    {
        _control = new HttpClient { BaseAddress = new Uri(greeting.Url, "/_control/") };
        Url = greeting.Url;
        ClientId = greeting.ClientId;
        ClientSecret = greeting.ClientSecret;
    }

    public Uri Url { get; }

    public Uri ApiUrl => new(Url, "/api/v3");

    public Uri GraphQLUrl => new(Url, "/api/graphql");

    public string ClientId { get; }

    public string ClientSecret { get; }

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["ClientId"] = ClientId,
            ["ClientSecret"] = ClientSecret,
            ["WebUrl"] = Url.AbsoluteUri,
            ["ApiUrl"] = ApiUrl.AbsoluteUri,
            ["GraphQLUrl"] = GraphQLUrl.AbsoluteUri,
        };

    public static async Task<GitHubDouble> StartAsync()
    {
        await Starting.WaitAsync();
        try
        {
            if (_process is null)
                _process = StartProcess();
            else
                await _process.StandardInput.WriteLineAsync();
            var line =
                await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The GitHub double did not start; standard error says why.");
            return new GitHubDouble(JsonSerializer.Deserialize<Greeting>(line, Web)!);
        }
        finally
        {
            Starting.Release();
        }
    }

    public async Task<string> IssueTokenAsync(string login, params string[] scopes) =>
        (await IssueTokensAsync(login, scopes)).AccessToken;

    // Only users of a GitHub App get a refresh token.
    public async Task<(string AccessToken, string? RefreshToken)> IssueTokensAsync(string login, params string[] scopes)
    {
        var body = new JsonObject { ["login"] = login };
        if (scopes.Length > 0)
            body["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        var tokens = await TellAsync("token", body);
        return (
            tokens.GetProperty("access_token").GetString()!,
            tokens.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null
        );
    }

    // A classic token, or without scopes a fine-grained one.
    public async Task<string> MakePersonalTokenAsync(string login, params string[] scopes) =>
        (await TellAsync("personal", new { login, scopes })).GetProperty("access_token").GetString()!;

    // Refresh tokens stay valid.
    public Task ExpireTokensAsync(string login) => TellAsync("expire", new { login });

    public Task RevokeAsync(string login) => TellAsync("revoke", new { login });

    // The user tokens of a GitHub App expire and can be refreshed; those of an OAuth app do not expire.
    public Task UseGitHubAppAsync(bool isApp = true) => TellAsync("mode", new { app = isApp });

    // The users see public repositories only.
    public Task AddUsersAsync(IEnumerable<string> logins) => TellAsync("users", new { logins });

    // The version of GitHub Enterprise Server is "latest" or "3.16". "unknown" lists further fields and arguments that
    // it lacks, e.g. PullRequest.isInMergeQueue.
    public Task UseServerVersionAsync(string version, params string[] unknown) =>
        TellAsync("server", new { version, unknown });

    // Fields of the GraphQL schema, e.g. new { visibility = "PRIVATE" }.
    public Task SetRepositoryAsync(string repository, object fields) =>
        TellAsync("repository", new { repository, fields });

    public Task MakePrivateAsync(string repository, params string[] seenBy) =>
        TellAsync(
            "repository",
            new
            {
                repository,
                fields = new { visibility = "PRIVATE" },
                seenBy,
            }
        );

    public Task MakePublicAsync(string repository) => SetRepositoryAsync(repository, new { visibility = "PUBLIC" });

    public Task RenameAsync(string repository, string to) => TellAsync("rename", new { repository, to });

    // Another user registers a name that a rename has released, and creates issue 1 there.
    public Task RegisterAsync(string repository, int id) => TellAsync("register", new { repository, id });

    public Task TransferAsync(string repository, int number, string to, int newNumber) =>
        TellAsync(
            "transfer",
            new
            {
                repository,
                number,
                to,
                newNumber,
            }
        );

    // Fields of the REST API, e.g. new { body = "Hello" }.
    public Task SetCommentAsync(GitHubComment comment, object fields) =>
        TellAsync(
            "comment",
            new
            {
                repository = GitHubThings.PublicRepository,
                kind = comment.Kind,
                id = comment.Id,
                fields,
            }
        );

    public Task RemoveCommentAsync(GitHubComment comment) =>
        TellAsync(
            "uncomment",
            new
            {
                repository = GitHubThings.PublicRepository,
                kind = comment.Kind,
                id = comment.Id,
            }
        );

    // Fields of the GraphQL schema, e.g. new { merged = true, state = "MERGED" }.
    public Task SetAsync(string repository, int number, object fields) =>
        TellAsync(
            "thing",
            new
            {
                repository,
                number,
                fields,
            }
        );

    public Task SetCommitAsync(string repository, string sha, object fields) =>
        TellAsync(
            "commit",
            new
            {
                repository,
                sha,
                fields,
            }
        );

    public Task CopyAsync(string repository, int number, int to) =>
        TellAsync(
            "copy",
            new
            {
                repository,
                number,
                to,
            }
        );

    public Task RemoveAsync(string repository, int number) => TellAsync("remove", new { repository, number });

    // "kind" is a name in lib/failures.mjs. "path" limits the failure to calls whose path contains it. "seconds" is the
    // duration of a rate limit.
    public Task FailAsync(string kind, int times = 1, string path = "", int? seconds = null) =>
        TellAsync(
            "fail",
            seconds is null
                ? new
                {
                    kind,
                    times,
                    path,
                }
                : new
                {
                    kind,
                    times,
                    path,
                    seconds,
                }
        );

    public Task AnswerAsync(
        int status,
        string body,
        IReadOnlyDictionary<string, string>? headers = null,
        string path = "",
        int times = 1
    ) =>
        TellAsync(
            "fail",
            new
            {
                kind = "answer",
                times,
                path,
                status,
                body,
                headers = headers ?? new Dictionary<string, string>(),
            }
        );

    public Task HealAsync() => TellAsync("heal", new { });

    // GitHubCalls.Held counts the waiting calls.
    public Task HoldAsync() => TellAsync("hold", new { });

    public Task ReleaseAsync() => TellAsync("release", new { });

    // Also revokes all tokens.
    public Task ResetAsync() => TellAsync("reset", new { });

    public async Task<GitHubCalls> CallsAsync() => (await _control.GetFromJsonAsync<GitHubCalls>("calls", Web))!;

    // The names of the fields of each token request.
    public async Task<IReadOnlyList<IReadOnlyList<string>>> TokenFieldsAsync() =>
        (await _control.GetFromJsonAsync<string[][]>("tokenFields", Web))!;

    // From GitHub's published webhook examples.
    public async Task<JsonObject> ExampleAsync(string name, string? action = null) =>
        (await _control.GetFromJsonAsync<JsonObject>($"example?event={name}&action={action}", Web))!;

    public async ValueTask DisposeAsync()
    {
        await TellAsync("end", new { });
        _control.Dispose();
    }

    private static Process StartProcess()
    {
        var process = NodeScript.Start("server.mjs");
        process.StandardInput.AutoFlush = true;
        // Read continuously, so that the process never blocks on a full pipe.
        process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<JsonElement> TellAsync(string what, object body)
    {
        using var response = await _control.PostAsJsonAsync(what, body, Web);
        var received = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? received : throw new InvalidOperationException($"{what}: {received}");
    }

    private sealed record Greeting(Uri Url, string ClientId, string ClientSecret);
}

/// <summary>
/// Calls by method and path, e.g. <c>POST /api/graphql</c>, and queries by the name of the GraphQL query.
/// <c>Conditional</c> counts requests with an ETag, <c>NotModified</c> the 304 responses, and <c>Held</c> the calls
/// that wait for <see cref="GitHubDouble.ReleaseAsync"/>.
/// </summary>
public sealed record GitHubCalls(
    IReadOnlyDictionary<string, int> Calls,
    IReadOnlyDictionary<string, int> Queries,
    int Conditional,
    int NotModified,
    int Held
)
{
    public int GraphQL => Calls.GetValueOrDefault("POST /api/graphql");

    public int Rest =>
        Calls.Where(call => call.Key.StartsWith("GET /api/v3/repo", StringComparison.Ordinal)).Sum(call => call.Value);
}
