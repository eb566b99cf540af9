using FsCheck;
using FsCheck.Fluent;
using static Unfurl.Testing.GitHub.GitHubUsers;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>
/// In any history, no account gets content that GitHub would not have shown to it within the promised time.
/// </summary>
[OnEachDatabase]
public sealed class PrivacyHistoryTests : IAsyncLifetime
{
    private const int Histories = 30;

    private static readonly Gen<string> Account = Gen.Elements(Codertocat, Octocat, Monalisa);

    private static readonly Gen<string> Accounts = Gen.Frequency(
        (4, Account),
        (1, Gen.Elements($"{Codertocat} {Monalisa}", $"{Monalisa} {Codertocat} {Octocat}"))
    );

    private static readonly Gen<string?> SeenBy = Gen.Elements<string?>(
        null,
        null,
        Codertocat,
        Monalisa,
        $"{Codertocat} {Octocat}",
        ""
    );

    private static readonly Gen<GitHubEvent> Event = Gen.Frequency(
        (9, Accounts.Select(who => (GitHubEvent)new GitHubEvent.Request(who))),
        (
            4,
            from who in Accounts
            from seconds in Gen.Elements(0, 0, 1, 5)
            from seenBy in SeenBy
            select (GitHubEvent)new GitHubEvent.ConcurrentRequest(who, seconds, seenBy)
        ),
        (
            5,
            Gen.Elements(1, 30, 59, 60, 61, 3600, 86_460)
                .Select(seconds => (GitHubEvent)new GitHubEvent.Advance(seconds))
        ),
        (4, SeenBy.Select(by => (GitHubEvent)new GitHubEvent.SetVisibility(by))),
        (2, Gen.Elements(true, false, false).Select(now => (GitHubEvent)new GitHubEvent.SetFailing(now))),
        (1, Account.Select(who => (GitHubEvent)new GitHubEvent.Revoke(who))),
        (2, Account.Select(who => (GitHubEvent)new GitHubEvent.SignIn(who)))
    );

    private TestHost _host = null!;
    private Dictionary<string, ConnectedUser> _users = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await new TestHostBuilder()
            .WithGitHub()
            .With("Unfurl:OAuth:AccessTokenLifetime", "3650.00:00:00")
            .StartAsync();
        _users = [];
        foreach (var login in (string[])[Codertocat, Octocat, Monalisa])
            _users[login] = await _host.ConnectGitHubAsync(login);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task No_account_is_shown_a_preview_that_GitHub_would_hide()
    {
        var statuses = new Dictionary<int, int>();

        foreach (var events in Event.ListOf(25).Sample(Histories))
        {
            var history = new GitHubHistory(_host, _users);
            await history.RunAsync(events);
            history.Violations.ShouldBeEmpty(string.Join("; ", events));
            foreach (var (status, count) in history.Statuses)
                statuses[status] = statuses.GetValueOrDefault(status) + count;
        }

        // Histories without any of these responses would prove nothing.
        foreach (var status in (int[])[200, 401, 404, 502])
            statuses.ShouldContainKey(status);
    }
}
