using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Unfurl.Testing.Tracker;

/// <summary>
/// An issue tracker that knows its users by personal keys. It answers as the real ones do: a key that it does not know, or of a
/// locked user, counts as no key, so that public issues are shown and others are hidden, and only "who am I" tells.
/// </summary>
public sealed class TrackerDouble : IAsyncDisposable
{
    public const string KeyHeader = "X-Tracker-Key";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, User> _users = new();
    private readonly ConcurrentDictionary<int, Issue> _issues = new();
    private int _calls;
    private int _checks;

    private TrackerDouble(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Requests for issues.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Requests for the user of a key.</summary>
    public int Checks => Volatile.Read(ref _checks);

    /// <summary>The status of every answer; null for the right one.</summary>
    public int? Fails { get; set; }

    /// <summary>The status of every answer to "who am I"; null for the right one.</summary>
    public int? FailsChecks { get; set; }

    public static async Task<TrackerDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var tracker = new TrackerDouble(app);
        app.MapGet("/users/current.json", tracker.Current);
        app.MapGet("/issues/{number:int}.json", tracker.Show);
        await app.StartAsync();
        return tracker;
    }

    /// <summary>Gives a user a key; another one ends.</summary>
    public Secret Key(string login)
    {
        foreach (var (old, user) in _users)
        {
            if (user.Login == login)
                _users.TryRemove(old, out _);
        }
        var key = $"key-{Guid.CreateVersion7():N}";
        _users[key] = new User(login);
        return new Secret(key);
    }

    public void EndKey(Secret key) => _users.TryRemove(key.Reveal(), out _);

    /// <summary>The key is somebody else's from now on.</summary>
    public void Hand(Secret key, string login) => _users[key.Reveal()] = new User(login);

    public void Put(int number, string title, bool isPublic, params string[] members) =>
        _issues[number] = new Issue(title, isPublic, [.. members]);

    public void Remove(int number) => _issues.TryRemove(number, out _);

    /// <summary>The title of an issue for somebody who has a valid key; null when it is hidden or missing.</summary>
    public string? TitleFor(string? login, int number) =>
        _issues.TryGetValue(number, out var issue)
        && (issue.IsPublic || (login is not null && issue.Members.Contains(login)))
            ? issue.Title
            : null;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Current(HttpRequest request)
    {
        Interlocked.Increment(ref _checks);
        if ((FailsChecks ?? Fails) is { } status)
            return Results.StatusCode(status);
        return UserOf(request) is { } login
            ? Results.Json(
                new
                {
                    user = new
                    {
                        id = $"id-{login}",
                        login,
                        key = request.Headers[KeyHeader].ToString(),
                    },
                }
            )
            : Results.StatusCode(401);
    }

    private IResult Show(HttpRequest request, int number)
    {
        Interlocked.Increment(ref _calls);
        if (Fails is { } status)
            return Results.StatusCode(status);
        return TitleFor(UserOf(request), number) is { } title
            ? Results.Json(new { title, is_public = _issues[number].IsPublic })
            : Results.NotFound();
    }

    private string? UserOf(HttpRequest request) =>
        _users.TryGetValue(request.Headers[KeyHeader].ToString(), out var user) ? user.Login : null;

    private sealed record User(string Login);

    private sealed record Issue(string Title, bool IsPublic, HashSet<string> Members);
}
