using System.Globalization;
using static Unfurl.Testing.GitHub.GitHubThings;

namespace Unfurl.IntegrationTests.Previews.Privacy;

internal abstract record GitHubEvent
{
    public sealed record Request(string Accounts) : GitHubEvent;

    // While GitHub's response is pending, time passes and the visibility changes.
    public sealed record ConcurrentRequest(string Accounts, int Seconds, string? SeenBy) : GitHubEvent;

    public sealed record Advance(int Seconds) : GitHubEvent;

    // Null makes the pull request public.
    public sealed record SetVisibility(string? SeenBy) : GitHubEvent;

    public sealed record SetFailing(bool Now) : GitHubEvent;

    public sealed record Revoke(string Account) : GitHubEvent;

    public sealed record SignIn(string Account) : GitHubEvent;
}

/// <summary>
/// Applies events to the service and a GitHub with one pull request, whose title is the number of its last change.
/// Checks every response against the versions that GitHub would have shown to the account.
/// </summary>
internal sealed class GitHubHistory(TestHost host, IReadOnlyDictionary<string, ConnectedUser> users)
{
    private static readonly string Link = $"https://github.com/{PrivateRepository}/pull/{PrivatePullRequest}";

    // The lifetime of a negative entry, plus the age of a call that the request may have joined.
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(30) + DefaultTimes.HardTimeout;

    private readonly List<(DateTimeOffset Since, string? SeenBy)> _versions = [];
    private readonly Dictionary<string, int> _hiddenAt = [];
    private readonly HashSet<string> _revoked = [];
    private DateTimeOffset _lastFailure = DateTimeOffset.MinValue;
    private bool _fails;
    private string? _hidden;

    public List<string> Violations { get; } = [];

    // A preview counts as 200.
    public Dictionary<int, int> Statuses { get; } = [];

    private DateTimeOffset Now => host.Clock.GetUtcNow();

    public async Task RunAsync(IEnumerable<GitHubEvent> events)
    {
        // Expires all entries of earlier histories.
        host.Clock.Advance(DefaultTimes.Fresh + DefaultTimes.Stale + DefaultTimes.HardTimeout);
        await host.GitHub.HealAsync();
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
                host.Clock.Advance(TimeSpan.FromSeconds(seconds));
                break;
            case GitHubEvent.SetVisibility(var seenBy):
                await SetVisibilityAsync(seenBy);
                break;
            case GitHubEvent.SetFailing(var now):
                await SetFailingAsync(now);
                break;
            case GitHubEvent.Revoke(var account):
                await host.GitHub.RevokeAsync(account);
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
        await host.GitHub.HoldAsync();
        var requests = RequestAll(accounts);
        await Eventually.TrueAsync(
            async () =>
                (await host.GitHub.CallsAsync()).Held + requests.Count(it => it.Answer.IsCompleted) >= requests.Count,
            "each is answered or waits for GitHub"
        );
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (seconds > 0)
            _lastFailure = Now;
        await SetVisibilityAsync(seenBy);
        await host.GitHub.ReleaseAsync();
        await CheckAllAsync(requests, began);
    }

    private List<(string Account, Task<Unfurled> Answer)> RequestAll(string accounts) =>
        [.. accounts.Split(' ').Select(account => (account, users[account].UnfurlAsync(Link)))];

    private async Task SetVisibilityAsync(string? seenBy)
    {
        _versions.Add((Now, seenBy));
        if (seenBy is null)
            await host.GitHub.MakePublicAsync(PrivateRepository);
        else
            await host.GitHub.MakePrivateAsync(
                PrivateRepository,
                seenBy.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            );
        await host.GitHub.SetAsync(
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
        await host.GitHub.HealAsync();
        if (now)
            await host.GitHub.FailAsync("something-wrong", times: 10_000, path: "graphql");
    }

    private async Task SignInAsync(string account)
    {
        await users[account].SignInAsync("github", account, await host.GitHubTokensAsync(account));
        _revoked.Remove(account);
    }

    private async Task CheckAllAsync(List<(string Account, Task<Unfurled> Answer)> requests, DateTimeOffset began)
    {
        foreach (var (account, response) in requests)
            Check(account, await response, began);
    }

    private void Check(string account, Unfurled response, DateTimeOffset began)
    {
        var status = response.Status ?? 200;
        Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
        var hasTrouble = _fails || began - _lastFailure <= NegativeLifetime;
        var problem = status switch
        {
            200 => ProblemOfShowing(
                account,
                int.Parse(response.Title!, CultureInfo.InvariantCulture),
                began,
                hasTrouble
            ),
            401 => _revoked.Contains(account) ? null : "the credential was not revoked",
            404 => ProblemOfHiding(account, response, began),
            502 or 504 => hasTrouble ? null : "GitHub neither fails nor is slow",
            _ => "there is no reason for that status",
        };
        if (problem is not null)
            Violations.Add($"{account} got {status} {response.Title}: {problem}");
        if (status is 404)
            _hiddenAt[account] = FirstHidden(account);
    }

    private string? ProblemOfShowing(string account, int version, DateTimeOffset began, bool hasTrouble)
    {
        var earliest =
            began - DefaultTimes.HardTimeout - DefaultTimes.Fresh - (hasTrouble ? DefaultTimes.Stale : TimeSpan.Zero);
        return !IsSeen(version, account) ? "GitHub showed that to others only"
            : EndOf(version) < earliest ? "that is too old"
            : _hiddenAt.TryGetValue(account, out var rejected) && version < rejected ? "that was refused before"
            : null;
    }

    private string? ProblemOfHiding(string account, Unfurled response, DateTimeOffset began)
    {
        _hidden ??= response.Operations;
        return response.Operations != _hidden ? "that is worded differently"
            : Enumerable
                .Range(0, _versions.Count)
                .Any(version => !IsSeen(version, account) && EndOf(version) >= began - NegativeLifetime)
                ? null
            : "it was not hidden for long";
    }

    // The earliest version that a current rejection can refer to.
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
