using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Development;
using Unfurl.IntegrationTests.Updates;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Portal;
using Unfurl.Server.Configuration;
using Unfurl.Simulator;

namespace Unfurl.IntegrationTests.Notion.Push;

/// <summary>Users who see previews of GitHub in Notion, and a GitHub that sends webhooks.</summary>
internal sealed class PushDriver(TestHost host) : IAsyncDisposable
{
    public const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    public const string Before = "Update the README with new information.";

    // Timers on the way start work that needs time of its own.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(100);

    // Of the system's time, however busy the machine is.
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(20);

    private long? _underWaySince;

    private readonly Dictionary<string, TestBrowser> _browsers = new(StringComparer.Ordinal);

    public TestHost Host => host;

    // Calls under way end by their limits only.
    public bool HasHangingCalls { get; set; }

    public TestClock Clock => host.Clock;

    public TestDatabase Database => host.Database;

    public GitHubDouble GitHub => host.GitHub;

    public GitHubSender Sender { get; } = new(host.Service, host.Database);

    public NotionSimulator Notion => host.Notion;

    public async Task ConnectAsync(string user, string login, string workspace = "home")
    {
        var browser = new TestBrowser();
        _browsers[user] = browser;
        var page = await browser.OpenAsync(Notion.ConnectUrl(user, workspace));
        page = await browser.FollowAsync(page, "Sign in with github.com");
        var consent = await browser.FollowAsync(page, $"Continue as {login}");
        await browser.PressAsync(consent, "Allow");
        (await Notion.PasteAsync(user, PullRequest)).Violations.ShouldBeEmpty();
    }

    public NotionPreview Preview(string user) => Notion.DescribeUser(user).Previews.Single(it => it.Url == PullRequest);

    public string? Title(string user) =>
        Preview(user) is { Error: null } preview ? preview.Attributes.First(it => it.Id == "title").Value : null;

    public async Task ChangeAsync(string title)
    {
        await Host.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title });
        await Sender.SendAcceptedAsync(GitHubExamples.Of("pull_request", "locked").Delivery);
    }

    // The user may have been signed out since they connected.
    public async Task<string> ConnectionsPageAsync(string user)
    {
        var (browser, address) = (_browsers[user], new Uri(Host.Service.Url, "/connections"));
        var page = await browser.OpenAsync(address);
        if (!page.Text.Contains("Sign in to see", StringComparison.Ordinal))
            return page.Text;
        return (await browser.FollowAsync(page, "Sign in with github.com")).Text;
    }

    public async Task<string> LabPageAsync(string user)
    {
        // Signs in again if necessary.
        await ConnectionsPageAsync(user);
        // The cookie selects the user in the simulator.
        _browsers[user].Cookies["unfurl.lab"] = user;
        var address = new Uri(Host.Service.Url, $"/lab?url={Uri.EscapeDataString(PullRequest)}");
        return (await _browsers[user].OpenAsync(address)).Text;
    }

    public IReadOnlyList<JournalEntry> Pushes(string user) =>
        [.. Notion.DescribeUser(user).Journal.Where(entry => entry.Method == "PATCH")];

    // Without opening the page.
    public IReadOnlyList<string?> PushedTitles(string user) =>
        [
            .. Preview(user)
                .History.Where(change => change.Cause == "update")
                .Select(change => change.Attributes?.First(it => it.Id == "title").Value),
        ];

    public async Task<IReadOnlyList<string>> ConnectManyAsync(int count, string workspace)
    {
        var users = Enumerable.Range(1, count).Select(i => $"{workspace}{i}").ToList();
        foreach (var user in users)
            await ConnectAsync(user, GitHubUsers.Octocat, workspace);
        return users;
    }

    public Task UntilCountAsync(Rows rows, long count) =>
        UntilAsync(async () => await Database.CountAsync(rows) == count, $"{count} of {rows} are there");

    public Task UntilIdleAsync() => UntilAsync(Database.HasNoJobsAsync, "nothing is left to do");

    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Eventually.TrueAsync(
            async () =>
            {
                // Determined before the condition, so that the step includes the timer that the condition waits for.
                var step = await NextStepAsync();
                if (await condition())
                    return true;
                Host.Clock.Advance(step);
                return false;
            },
            what
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
        Sender.Dispose();
        await Host.DisposeAsync();
    }

    // Unlike UntilAsync, no more than a minute passes, whatever is due later.
    public Task WithinAMinuteAsync(Func<Task<bool>> condition, string what)
    {
        var end = Host.Clock.GetTimestamp() + TimeSpan.TicksPerMinute;
        return Eventually.TrueAsync(
            async () =>
            {
                var step = await NextStepAsync();
                if (await condition())
                    return true;
                var left = TimeSpan.FromTicks(end - Host.Clock.GetTimestamp());
                Host.Clock.Advance(TimeSpan.FromTicks(Math.Min(Math.Min(step.Ticks, left.Ticks), LongestStep.Ticks)));
                return false;
            },
            what
        );
    }

    // While work is in progress, time stands still, so that a busy machine does not look like a slow provider or Notion.
    // While everything waits, time leaps to the next timer. Work that takes very long was given up by its worker, which a busy
    // machine can make fail: only time ends its lease.
    private async Task<TimeSpan> NextStepAsync()
    {
        var now = Host.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (underWay, due) = await Database.NextJobAsync(now);
        if (!underWay)
        {
            _underWaySince = null;
            return TimeSpan.FromMilliseconds(Math.Max(20, due - now));
        }
        _underWaySince ??= TimeProvider.System.GetTimestamp();
        return HasHangingCalls || TimeProvider.System.GetElapsedTime(_underWaySince.Value) > LongestWork
            ? TimeSpan.FromSeconds(1)
            : TimeSpan.Zero;
    }
}
