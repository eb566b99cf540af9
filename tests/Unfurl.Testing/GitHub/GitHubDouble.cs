using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfurl.Testing.GitHub;

/// <summary>
/// A GitHub on loopback: its published schema over its published example payloads, OAuth beside it, and controls for
/// what it holds and how it fails. <c>tests/github-double/README.md</c> says what there is.
/// </summary>
public sealed class GitHubDouble : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process _process;
    private readonly HttpClient _control;

    private GitHubDouble(Process process, Greeting greeting)
    {
        _process = process;
        _control = new HttpClient { BaseAddress = new Uri(greeting.Url, "/_control/") };
        Url = greeting.Url;
        ClientId = greeting.ClientId;
        ClientSecret = greeting.ClientSecret;
    }

    /// <summary>Where browsers sign in: <c>WebUrl</c>.</summary>
    public Uri Url { get; }

    public Uri ApiUrl => new(Url, "/api/v3");

    public Uri GraphQLUrl => new(Url, "/api/graphql");

    public string ClientId { get; }

    public string ClientSecret { get; }

    /// <summary>The settings below <c>Unfurl:Providers:&lt;name&gt;</c> that lead an instance here.</summary>
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
        var process = NodeScript.Start("server.mjs", "--port", "0");
        if (await process.StandardOutput.ReadLineAsync() is not { } line)
            throw new InvalidOperationException(
                $"The GitHub double did not start: {await process.StandardError.ReadToEndAsync()}"
            );
        // Drained, so that it never blocks on a full pipe; shown where the tests' own output goes.
        process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginErrorReadLine();
        return new GitHubDouble(process, JsonSerializer.Deserialize<Greeting>(line, Web)!);
    }

    /// <summary>A token of a user (<see cref="GitHubUsers"/>) without the browser.</summary>
    public async Task<string> IssueTokenAsync(string login, params string[] scopes) =>
        (await IssueTokensAsync(login, scopes)).AccessToken;

    /// <summary>The same with the refresh token, which a GitHub App's users get.</summary>
    public async Task<(string AccessToken, string? RefreshToken)> IssueTokensAsync(string login, params string[] scopes)
    {
        var told = new JsonObject { ["login"] = login };
        if (scopes.Length > 0)
            told["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        var tokens = await TellAsync("token", told);
        return (
            tokens.GetProperty("access_token").GetString()!,
            tokens.TryGetProperty("refresh_token", out var refresh) ? refresh.GetString() : null
        );
    }

    /// <summary>Lets the user's access tokens run out; refresh tokens go on working.</summary>
    public Task ExpireTokensAsync(string login) => TellAsync("expire", new { login });

    /// <summary>The user withdraws what they allowed the app.</summary>
    public Task RevokeAsync(string login) => TellAsync("revoke", new { login });

    /// <summary>A GitHub App, whose user tokens expire and refresh, or an OAuth app, whose tokens last.</summary>
    public Task UseGitHubAppAsync(bool isApp = true) => TellAsync("mode", new { app = isApp });

    /// <summary>More people, who see public repositories only.</summary>
    public Task AddUsersAsync(IEnumerable<string> logins) => TellAsync("users", new { logins });

    /// <summary>The version of GitHub Enterprise Server: <c>latest</c> or <c>3.16</c>.</summary>
    /// <param name="version">The version.</param>
    /// <param name="unknown">Further fields and arguments that it does not know, e.g. <c>PullRequest.isInMergeQueue</c>.</param>
    public Task UseServerVersionAsync(string version, params string[] unknown) =>
        TellAsync("server", new { version, unknown });

    /// <summary>Replaces fields of a repository, in the schema's words, e.g. <c>new { visibility = "PRIVATE" }</c>.</summary>
    public Task SetRepositoryAsync(string repository, object fields) =>
        TellAsync("repository", new { repository, fields });

    /// <summary>Makes a repository private, and says who still sees it.</summary>
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

    /// <summary>Anyone sees the repository.</summary>
    public Task MakePublicAsync(string repository) => SetRepositoryAsync(repository, new { visibility = "PUBLIC" });

    public Task RenameAsync(string repository, string to) => TellAsync("rename", new { repository, to });

    /// <summary>Somebody else takes a name that a rename left free, and writes issue 1 there.</summary>
    public Task RegisterAsync(string repository, int id) => TellAsync("register", new { repository, id });

    /// <summary>Moves an issue to another repository, where it gets another number.</summary>
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

    /// <summary>Replaces fields of a comment, in REST's words, e.g. <c>new { body = "Hello" }</c>.</summary>
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

    /// <summary>Deletes a comment.</summary>
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

    /// <summary>Replaces fields of an issue or pull request, e.g. <c>new { merged = true, state = "MERGED" }</c>.</summary>
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

    /// <summary>Replaces fields of a commit.</summary>
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

    /// <summary>Makes another issue or pull request that looks the same.</summary>
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

    /// <summary>Deletes an issue or pull request.</summary>
    public Task RemoveAsync(string repository, int number) => TellAsync("remove", new { repository, number });

    /// <summary>The next answers fail.</summary>
    /// <param name="kind">How: a name of <c>lib/failures.mjs</c>.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="path">Only calls whose path holds this.</param>
    /// <param name="seconds">For limits: until when.</param>
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

    /// <summary>The next answers are as told.</summary>
    public Task AnswerAsync(
        int status,
        string body,
        IReadOnlyDictionary<string, string>? headers = null,
        string path = ""
    ) =>
        TellAsync(
            "fail",
            new
            {
                kind = "answer",
                path,
                status,
                body,
                headers = headers ?? new Dictionary<string, string>(),
            }
        );

    /// <summary>Ends all failures told of.</summary>
    public Task HealAsync() => TellAsync("heal", new { });

    /// <summary>API calls wait from now on until <see cref="ReleaseAsync"/>; <see cref="GitHubCalls.Held"/> says how many do.</summary>
    public Task HoldAsync() => TellAsync("hold", new { });

    public Task ReleaseAsync() => TellAsync("release", new { });

    /// <summary>Everything is as at the start; all tokens are gone.</summary>
    public Task ResetAsync() => TellAsync("reset", new { });

    /// <summary>The calls received since the start or the last reset.</summary>
    public async Task<GitHubCalls> CallsAsync() => (await _control.GetFromJsonAsync<GitHubCalls>("calls", Web))!;

    /// <summary>A payload of GitHub's published examples, to send as a webhook.</summary>
    public async Task<JsonObject> ExampleAsync(string name, string? action = null) =>
        (await _control.GetFromJsonAsync<JsonObject>($"example?event={name}&action={action}", Web))!;

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<JsonElement> TellAsync(string what, object told)
    {
        using var response = await _control.PostAsJsonAsync(what, told, Web);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{what}: {answer}");
    }

    private sealed record Greeting(Uri Url, string ClientId, string ClientSecret);
}

/// <summary>Calls that the double received.</summary>
/// <param name="Calls">By method and path, e.g. <c>POST /api/graphql</c>.</param>
/// <param name="Queries">By the name of the GraphQL query.</param>
/// <param name="Conditional">How many of them asked whether an answer still stands.</param>
/// <param name="NotModified">To how many the answer was that it does.</param>
/// <param name="Held">How many wait for <see cref="GitHubDouble.ReleaseAsync"/>.</param>
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
