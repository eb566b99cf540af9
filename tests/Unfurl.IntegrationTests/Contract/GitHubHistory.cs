using System.Globalization;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;
using static Unfurl.Testing.GitHub.GitHubThings;

namespace Unfurl.IntegrationTests.Contract;

/// <summary>Something that happens in a <see cref="GitHubHistory"/>.</summary>
internal abstract record GitHubEvent
{
    /// <summary>Accounts ask, all at once.</summary>
    public sealed record Request(string Accounts) : GitHubEvent;

    /// <summary>Accounts ask, and while GitHub is still silent time passes and others come to see the thing.</summary>
    public sealed record ConcurrentRequest(string Accounts, int Seconds, string? SeenBy) : GitHubEvent;

    /// <summary>Time goes by.</summary>
    public sealed record Advance(int Seconds) : GitHubEvent;

    /// <summary>The thing is seen by everybody (null), or by those named.</summary>
    public sealed record SetVisibility(string? SeenBy) : GitHubEvent;

    /// <summary>GitHub fails, or works again.</summary>
    public sealed record SetFailing(bool Now) : GitHubEvent;

    /// <summary>An account's credential is revoked.</summary>
    public sealed record Revoke(string Account) : GitHubEvent;

    /// <summary>An account signs in again.</summary>
    public sealed record SignIn(string Account) : GitHubEvent;
}

/// <summary>
/// Plays events on the service and a GitHub with one pull request, whose title is the number of its last change, and
/// checks every answer against what GitHub would have shown whom, and when.
/// </summary>
internal sealed class GitHubHistory(GitHubTestHost world, IReadOnlyDictionary<string, ConnectedUser> users)
{
    private static readonly string Link = $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}";

    /// <summary>How long a refusal or failure is remembered, and the longest that a call joined may have begun before.</summary>
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(30) + GitHubTestHost.HardTimeout;

    private readonly List<(DateTimeOffset Since, string? SeenBy)> _versions = [];
    private readonly Dictionary<string, int> _hiddenAt = [];
    private readonly HashSet<string> _revoked = [];
    private DateTimeOffset _lastFailure = DateTimeOffset.MinValue;
    private bool _fails;
    private string? _hidden;

    /// <summary>Answers that broke the promise.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>How many answers there were of each status; 200 for a preview.</summary>
    public Dictionary<int, int> Statuses { get; } = [];

    private DateTimeOffset Now => world.Clock.GetUtcNow();

    public async Task RunAsync(IEnumerable<GitHubEvent> events)
    {
        // What earlier histories left behind is too old for anybody.
        world.Clock.Advance(GitHubTestHost.Fresh + GitHubTestHost.Stale + GitHubTestHost.HardTimeout);
        await world.GitHub.HealAsync();
        await SetVisibilityAsync(null);
        foreach (var happens in events)
            await ApplyAsync(happens);
        foreach (var account in _revoked.ToList())
            await SignInAsync(account);
    }

    private async Task ApplyAsync(GitHubEvent happens)
    {
        switch (happens)
        {
            case GitHubEvent.Request(var accounts):
                await CheckAllAsync(RequestAll(accounts), Now);
                break;
            case GitHubEvent.ConcurrentRequest(var accounts, var seconds, var seenBy):
                await RequestConcurrentlyAsync(accounts, seconds, seenBy);
                break;
            case GitHubEvent.Advance(var seconds):
                world.Clock.Advance(TimeSpan.FromSeconds(seconds));
                break;
            case GitHubEvent.SetVisibility(var seenBy):
                await SetVisibilityAsync(seenBy);
                break;
            case GitHubEvent.SetFailing(var now):
                await SetFailingAsync(now);
                break;
            case GitHubEvent.Revoke(var account):
                await world.GitHub.RevokeAsync(account);
                _revoked.Add(account);
                break;
            case GitHubEvent.SignIn(var account) when _revoked.Contains(account):
                await SignInAsync(account);
                break;
        }
    }

    private async Task RequestConcurrentlyAsync(string accounts, int seconds, string? seenBy)
    {
        var began = Now;
        await world.GitHub.HoldAsync();
        var asked = RequestAll(accounts);
        await Eventually.TrueAsync(
            async () =>
                (await world.GitHub.CallsAsync()).Held + asked.Count(it => it.Answer.IsCompleted) >= asked.Count,
            "each is answered or waits for GitHub"
        );
        world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (seconds > 0)
            _lastFailure = Now;
        await SetVisibilityAsync(seenBy);
        await world.GitHub.ReleaseAsync();
        await CheckAllAsync(asked, began);
    }

    private List<(string Account, Task<Unfurled> Answer)> RequestAll(string accounts) =>
        [.. accounts.Split(' ').Select(account => (account, users[account].UnfurlAsync(Link)))];

    private async Task SetVisibilityAsync(string? seenBy)
    {
        _versions.Add((Now, seenBy));
        if (seenBy is null)
            await world.GitHub.MakePublicAsync(PrivateRepository);
        else
            await world.GitHub.MakePrivateAsync(
                PrivateRepository,
                seenBy.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            );
        await world.GitHub.SetAsync(
            PrivateRepository,
            PrivatePullRequest,
            new { title = (_versions.Count - 1).ToString(CultureInfo.InvariantCulture) }
        );
    }

    private async Task SetFailingAsync(bool now)
    {
        if (_fails)
            _lastFailure = Now;
        _fails = now;
        await world.GitHub.HealAsync();
        if (now)
            await world.GitHub.FailAsync("something-wrong", times: 10_000, path: "graphql");
    }

    private async Task SignInAsync(string account)
    {
        await users[account].SignInAsync("github", account, await world.TokensAsync(account));
        _revoked.Remove(account);
    }

    private async Task CheckAllAsync(List<(string Account, Task<Unfurled> Answer)> asked, DateTimeOffset began)
    {
        foreach (var (account, answer) in asked)
            Check(account, await answer, began);
    }

    private void Check(string account, Unfurled answer, DateTimeOffset began)
    {
        var status = answer.Status ?? 200;
        Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
        var hasTrouble = _fails || began - _lastFailure <= NegativeLifetime;
        var problem = status switch
        {
            200 => ProblemOfShowing(account, int.Parse(answer.Title!, CultureInfo.InvariantCulture), began, hasTrouble),
            401 => _revoked.Contains(account) ? null : "nobody revoked the credential",
            404 => ProblemOfHiding(account, answer, began),
            502 or 504 => hasTrouble ? null : "GitHub neither fails nor is slow",
            _ => "there is no reason for that status",
        };
        if (problem is not null)
            Violations.Add($"{account} got {status} {answer.Title}: {problem}");
        if (status is 404)
            _hiddenAt[account] = FirstHidden(account);
    }

    private string? ProblemOfShowing(string account, int version, DateTimeOffset began, bool hasTrouble)
    {
        var earliest =
            began
            - GitHubTestHost.HardTimeout
            - GitHubTestHost.Fresh
            - (hasTrouble ? GitHubTestHost.Stale : TimeSpan.Zero);
        return !IsSeen(version, account) ? "GitHub showed that to others only"
            : EndOf(version) < earliest ? "that is too old"
            : _hiddenAt.TryGetValue(account, out var refused) && version < refused ? "that was refused before"
            : null;
    }

    private string? ProblemOfHiding(string account, Unfurled answer, DateTimeOffset began)
    {
        _hidden ??= answer.Operations;
        return answer.Operations != _hidden ? "that is worded differently"
            : Enumerable
                .Range(0, _versions.Count)
                .Any(version => !IsSeen(version, account) && EndOf(version) >= began - NegativeLifetime)
                ? null
            : "it was not hidden for long";
    }

    /// <summary>The earliest version that a refusal now can have been about: what came before it is over.</summary>
    private int FirstHidden(string account)
    {
        for (var version = 0; version < _versions.Count; version++)
        {
            if (!IsSeen(version, account) && EndOf(version) >= Now - NegativeLifetime)
                return version;
        }
        return 0;
    }

    private bool IsSeen(int version, string account) => _versions[version].SeenBy?.Split(' ').Contains(account) ?? true;

    private DateTimeOffset EndOf(int version) =>
        version + 1 < _versions.Count ? _versions[version + 1].Since : DateTimeOffset.MaxValue;
}
